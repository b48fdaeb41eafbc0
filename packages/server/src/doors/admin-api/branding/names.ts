/** A branding as the API names it, and as settings do. */
import type { adminApi } from '@cardea/contract';
import type { z } from 'zod';
import { type Adjustment, type BrandingSettings, deriveTheme } from '../../../rooms/tenants/index.ts';

type Given = z.output<typeof adminApi.branding.branding>;

export function toSettings({ radius_pixels: radiusPixels, ...others }: Given): BrandingSettings {
  return { ...others, ...(radiusPixels === undefined ? {} : { radiusPixels }) };
}

/** The wishes, and where a colour gives way. */
export function toShown({ radiusPixels, ...others }: BrandingSettings) {
  const branding = { ...others, ...(radiusPixels === undefined ? {} : { radius_pixels: radiusPixels }) };
  return { branding, adjustments: adjustmentsOf({ ...others, radiusPixels }) };
}

/** Where a colour of this branding gives way so that it can be read. */
export function adjustmentsOf({ accent, mode, font, radiusPixels }: BrandingSettings): readonly Adjustment[] {
  return deriveTheme({ accent, mode, font, radiusPixels }).adjustments;
}
