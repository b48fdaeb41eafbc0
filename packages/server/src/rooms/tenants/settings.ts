/**
 * What a tenant may set, with the values it gets when it says nothing. Stored as JSON and parsed on every read, so an
 * older row gains new settings at their default, and what a newer node wrote into a row does not stop an older one.
 */
import { z } from 'zod';

const day = 24 * 60 * 60;

const branding = {
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  radiusPixels: z.int().min(0).max(24).optional(),
  mode: z.enum(['light', 'dark', 'auto']).optional(),
};

const session = {
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
};

const signingKeys = {
  /** How long a fresh key is published before it signs: longer than any relying party keeps what it fetched. */
  publishAheadSeconds: z
    .int()
    .min(3600)
    .max(30 * day)
    .default(day),
};

/** Settings that are given: what is unknown is a mistake. */
export const givenSettings = z.strictObject({
  branding: z.strictObject(branding).prefault({}),
  session: z.strictObject(session).prefault({}),
  signingKeys: z.strictObject(signingKeys).prefault({}),
});

/** Settings of a row: what is unknown is of a newer version. */
export const storedSettings = z.object({
  branding: z.object(branding).prefault({}),
  session: z.object(session).prefault({}),
  signingKeys: z.object(signingKeys).prefault({}),
});

export type TenantSettings = z.infer<typeof storedSettings>;
