/** Mantine in Cardea's colours: each variant of a button takes its colours from the design tokens, in light and dark alike. */
import { createTheme, type VariantColorResolverResult, type VariantColorsResolver } from '@mantine/core';

const colours = (
  background: string,
  hover: string,
  color: string,
  border = '1px solid transparent',
): VariantColorResolverResult => ({ background, hover, color, border, hoverColor: color });

const variants: Readonly<Record<string, VariantColorResolverResult>> = {
  filled: colours('var(--accent)', 'var(--accent-strong)', 'var(--on-accent)'),
  default: colours('var(--surface)', 'var(--sunken)', 'var(--text)', '1px solid var(--edge)'),
  subtle: colours('transparent', 'var(--accent-soft)', 'var(--accent-text)'),
  danger: colours('transparent', 'var(--danger-soft)', 'var(--danger)', '1px solid currentColor'),
  'danger-filled': colours('var(--danger)', 'var(--danger)', 'var(--surface)'),
};

const usual = colours('var(--accent)', 'var(--accent-strong)', 'var(--on-accent)');
const variantColorResolver: VariantColorsResolver = ({ variant }) => variants[variant] ?? usual;

export const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'default',
  variantColorResolver,
  // Large enough to touch.
  components: { Checkbox: { defaultProps: { size: 'md' } } },
});
