/**
 * Cardea's own design tokens for the console. The pages follow the browser's wish for light or dark; the console also
 * has a switch, so each mode hangs on an attribute that is set before the first paint.
 */
import { deriveTheme } from '../../rooms/tenants/index.ts';

/** The tokens as a style sheet. */
export function consoleTheme(): string {
  const { css, light, dark } = deriveTheme({ radiusPixels: 8 });
  const shape = /--radius-small:[^}]*?--font:[^;]*/.exec(css)?.[0] ?? '';
  const roles = (colours: object): string =>
    Object.entries(colours)
      .map(([role, colour]) => `--${role}:${colour}`)
      .join(';');
  return [
    `:root{${shape}}`,
    `:root,:root[data-mantine-color-scheme="light"]{color-scheme:light;${roles(light)}}`,
    `:root[data-mantine-color-scheme="dark"]{color-scheme:dark;${roles(dark)}}`,
    '',
  ].join('\n');
}
