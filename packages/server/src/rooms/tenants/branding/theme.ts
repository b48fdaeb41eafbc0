/**
 * From a few wishes of a business to the design tokens of its pages and mails, for light and dark. Every pair that
 * carries meaning keeps its contrast (WCAG 2.2: text 7, controls 4.5, edges 3); an accent that cannot is adjusted and
 * the adjustment reported.
 */
import { contrast, type Oklch, parseHex, toHex, toOklch } from './colour.ts';

export type Branding = {
  /** `#rrggbb`. */
  readonly accent?: string | undefined;
  /** Of buttons and fields, 0 to 24; cards and small parts follow. */
  readonly radiusPixels?: number | undefined;
  readonly font?: 'system' | 'humanist' | 'rounded' | 'serif' | undefined;
  readonly mode?: 'auto' | 'light' | 'dark' | undefined;
};

export type ColourRoles = {
  readonly page: string;
  readonly surface: string;
  readonly sunken: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly 'accent-strong': string;
  readonly 'on-accent': string;
  readonly 'accent-text': string;
  readonly 'accent-soft': string;
  readonly focus: string;
  readonly danger: string;
  readonly 'danger-soft': string;
  readonly success: string;
  readonly 'success-soft': string;
};

export type Adjustment = {
  readonly mode: 'light' | 'dark';
  readonly reason: 'not_a_colour' | 'contrast';
  readonly from: string;
  readonly to: string;
};

/** What is not a colour, for where style sheets do not reach. */
export type Shape = { readonly radiusPixels: number; readonly cardPixels: number; readonly font: string };

export type Theme = {
  readonly css: string;
  readonly shape: Shape;
  readonly light: ColourRoles;
  readonly dark: ColourRoles;
  readonly adjustments: readonly Adjustment[];
};

export const defaultAccent = '#0b5d57';

const defaultRadius = 10;
const fonts = {
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  humanist: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
  rounded: 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Nunito, system-ui, sans-serif',
  serif: 'ui-serif, Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif',
} as const;

/** The theme of a business; without wishes, Cardea's own. */
export function deriveTheme(branding: Branding = {}): Theme {
  const adjustments: Adjustment[] = [];
  const asked = branding.accent === undefined ? defaultAccent : parseHex(branding.accent);
  const accent = asked ?? defaultAccent;
  if (asked === undefined) {
    const from = (branding.accent ?? '').slice(0, 40);
    adjustments.push({ mode: 'light', reason: 'not_a_colour', from, to: accent });
  }
  const light = lightRoles(accent);
  const dark = darkRoles(accent);
  // In the dark an accent is expected to change; only the light one is the brand's own colour.
  if (light.accent !== accent) adjustments.push({ mode: 'light', reason: 'contrast', from: accent, to: light.accent });
  if (branding.mode === 'dark' && dark.accent !== accent) {
    adjustments.push({ mode: 'dark', reason: 'contrast', from: accent, to: dark.accent });
  }
  const shape = shapeOf(branding);
  return { css: writeCss(branding, shape, light, dark), shape, light, dark, adjustments };
}

function lightRoles(accent: string): ColourRoles {
  const brand = toOklch(accent);
  const tint = (lightness: number, chroma: number): string =>
    toHex({ lightness, chroma: Math.min(chroma, brand.chroma), hue: brand.hue });
  const surface = '#ffffff';
  const page = tint(0.975, 0.004);
  const sunken = tint(0.96, 0.006);
  const button = reach(
    brand,
    [
      [surface, 4.5],
      ['#ffffff', 4.5],
    ],
    -1,
  );
  return {
    page,
    surface,
    sunken,
    text: tint(0.24, 0.02),
    muted: reach(
      { ...brand, lightness: 0.46, chroma: Math.min(0.018, brand.chroma) },
      [
        [page, 7],
        [sunken, 7],
      ],
      -1,
    ),
    line: tint(0.905, 0.012),
    edge: reach(
      { ...brand, lightness: 0.62, chroma: Math.min(0.02, brand.chroma) },
      [
        [surface, 3.2],
        [page, 3.2],
      ],
      -1,
    ),
    accent: button,
    'accent-strong': toHex({ ...toOklch(button), lightness: toOklch(button).lightness - 0.07 }),
    'on-accent': '#ffffff',
    'accent-text': reach(
      brand,
      [
        [surface, 7],
        [page, 7],
        [tint(0.955, 0.026), 7],
      ],
      -1,
    ),
    'accent-soft': tint(0.955, 0.026),
    focus: reach(
      brand,
      [
        [surface, 4.5],
        [page, 4.5],
      ],
      -1,
    ),
    danger: '#94211c',
    'danger-soft': '#fdf0ee',
    success: '#0d5a32',
    'success-soft': '#eaf6ee',
  };
}

function darkRoles(accent: string): ColourRoles {
  const brand = toOklch(accent);
  const tint = (lightness: number, chroma: number): string =>
    toHex({ lightness, chroma: Math.min(chroma, brand.chroma), hue: brand.hue });
  const page = tint(0.17, 0.012);
  const surface = tint(0.215, 0.015);
  const sunken = tint(0.25, 0.017);
  const soft = tint(0.29, 0.035);
  const ink = tint(0.16, 0.02);
  const raised: Oklch = { ...brand, lightness: Math.max(brand.lightness, 0.74) };
  const button = reach(
    raised,
    [
      [surface, 4.5],
      [ink, 7],
    ],
    1,
  );
  return {
    page,
    surface,
    sunken,
    text: tint(0.955, 0.006),
    muted: reach(
      { ...brand, lightness: 0.76, chroma: Math.min(0.015, brand.chroma) },
      [
        [sunken, 7],
        [surface, 7],
      ],
      1,
    ),
    line: tint(0.32, 0.018),
    edge: reach(
      { ...brand, lightness: 0.52, chroma: Math.min(0.02, brand.chroma) },
      [
        [surface, 3.2],
        [sunken, 3.2],
      ],
      1,
    ),
    accent: button,
    'accent-strong': toHex({ ...toOklch(button), lightness: Math.min(0.97, toOklch(button).lightness + 0.06) }),
    'on-accent': ink,
    'accent-text': reach(
      raised,
      [
        [surface, 7],
        [page, 7],
        [soft, 7],
      ],
      1,
    ),
    'accent-soft': soft,
    focus: reach(
      raised,
      [
        [surface, 4.5],
        [page, 4.5],
      ],
      1,
    ),
    danger: '#ffb4ab',
    'danger-soft': '#40201d',
    success: '#8fdcab',
    'success-soft': '#16321f',
  };
}

/** Moves the lightness step by step until every contrast is met: black and white end the search. */
function reach(start: Oklch, against: readonly (readonly [string, number])[], direction: 1 | -1): string {
  for (let lightness = start.lightness; lightness >= 0 && lightness <= 1; lightness += direction * 0.005) {
    const hex = toHex({ ...start, lightness });
    if (against.every(([other, ratio]) => contrast(hex, other) >= ratio)) return hex;
  }
  return direction === 1 ? '#ffffff' : '#000000';
}

function shapeOf(branding: Branding): Shape {
  const radiusPixels = Math.min(24, Math.max(0, Math.round(branding.radiusPixels ?? defaultRadius)));
  return {
    radiusPixels,
    cardPixels: Math.min(28, Math.round(radiusPixels * 1.8)),
    font: fonts[branding.font ?? 'system'],
  };
}

function writeCss(branding: Branding, shape: Shape, light: ColourRoles, dark: ColourRoles): string {
  const mode = branding.mode ?? 'auto';
  const roles = (colours: ColourRoles): string =>
    Object.entries(colours)
      .map(([role, colour]) => `--${role}:${colour}`)
      .join(';');
  const lines = [
    `--radius-small:${Math.round(shape.radiusPixels * 0.7)}px`,
    `--radius:${shape.radiusPixels}px`,
    `--radius-card:${shape.cardPixels}px`,
    `--font:${shape.font}`,
  ].join(';');
  const first = mode === 'dark' ? dark : light;
  const scheme = mode === 'auto' ? 'light dark' : mode;
  const base = `:root{color-scheme:${scheme};${lines};${roles(first)}}`;
  return mode === 'auto' ? `${base}\n@media (prefers-color-scheme:dark){:root{${roles(dark)}}}\n` : `${base}\n`;
}
