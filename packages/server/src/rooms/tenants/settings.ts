/**
 * What a tenant may set, with the values it gets when it says nothing. Stored as JSON and parsed on every read, so an
 * older row gains new settings at their default.
 */
import { z } from 'zod';

const day = 24 * 60 * 60;

export const tenantSettings = z.strictObject({
  branding: z
    .strictObject({
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i)
        .optional(),
      radiusPixels: z.int().min(0).max(24).optional(),
      mode: z.enum(['light', 'dark', 'auto']).optional(),
    })
    .prefault({}),
  session: z
    .strictObject({
      idleSeconds: z
        .int()
        .min(300)
        .max(90 * day)
        .default(7 * day),
      absoluteSeconds: z
        .int()
        .min(300)
        .max(365 * day)
        .default(30 * day),
    })
    .prefault({}),
});

export type TenantSettings = z.infer<typeof tenantSettings>;
