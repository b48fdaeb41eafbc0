/** Styles derived from a branding, each once, and addressed by what they say. */
import { crc32 } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type BrandingSettings, brandingSettings, deriveTheme } from '../../rooms/tenants/index.ts';

export type DerivedTheme = { readonly css: string; readonly version: string };

/** The part of a branding that a style sheet says; pictures are no part of it. */
export type ThemeWishes = Pick<BrandingSettings, 'accent' | 'radiusPixels' | 'mode' | 'font'>;

export type Themes = { of(wishes: ThemeWishes): DerivedTheme };

/** A bounded memory of derived themes. */
export function createThemes(): Themes {
  const themes = new LRUCache<string, DerivedTheme>({ max: 500 });
  return {
    of({ accent, radiusPixels, mode, font }) {
      const key = JSON.stringify([accent, radiusPixels, mode, font]);
      const known = themes.get(key);
      if (known !== undefined) return known;
      const { css } = deriveTheme({ accent, radiusPixels, mode, font });
      const theme = { css, version: crc32(css).toString(36) };
      themes.set(key, theme);
      return theme;
    },
  };
}

const query = z
  .object({
    accent: z
      .string()
      .regex(/^[0-9a-f]{6}$/i)
      .transform((digits) => `#${digits}`),
    radius: z.coerce.number().int().min(0).max(24),
    mode: brandingSettings.mode,
    font: brandingSettings.font,
  })
  .partial();

/** The wishes as an address says them; empty when they are none. */
export function toThemeQuery(wishes: ThemeWishes): string {
  const { accent: colour, radiusPixels, mode: light, font: family } = wishes;
  const said = { accent: colour?.slice(1), radius: radiusPixels?.toString(), mode: light, font: family };
  return new URLSearchParams(
    Object.entries(said).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  ).toString();
}

/** The wishes that an address says; undefined when it says none, or something that is none. */
export function readThemeQuery(asked: unknown): ThemeWishes | undefined {
  const parsed = query.safeParse(asked);
  if (!parsed.success || Object.keys(parsed.data).length === 0) return undefined;
  const { radius: radiusPixels, ...others } = parsed.data;
  return { ...others, radiusPixels };
}
