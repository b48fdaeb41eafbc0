/**
 * Passkeys as browsers and phones speak of them: the JSON forms of the Web Authentication API, so that what
 * `navigator.credentials` wants and gives travels as it is.
 */
import { z } from 'zod';
import { listOf, time } from './common.ts';
import { named } from './named.ts';

const encoded = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .max(most);

/** What every answer of an authenticator holds. Browsers add members of their own; none of them is needed. */
const credential = {
  id: encoded(1400).min(1),
  rawId: encoded(1400).min(1),
  type: z.literal('public-key'),
};

/** `PublicKeyCredential.toJSON()` of a key that was just made. */
export const madePasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: encoded(8000).min(1),
    attestationObject: encoded(30_000).min(1),
    transports: z.array(z.string().max(40)).max(20).optional(),
  }),
});

/** `PublicKeyCredential.toJSON()` of a key that was just used. */
export const usedPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: encoded(8000).min(1),
    authenticatorData: encoded(8000).min(1),
    signature: encoded(8000).min(1),
    userHandle: encoded(200).nullish(),
  }),
});

const descriptor = z.strictObject({ type: z.literal('public-key'), id: z.string(), transports: z.array(z.string()) });

/** What `PublicKeyCredential.parseCreationOptionsFromJSON()` takes. */
export const makePasskeyOptions = z.strictObject({
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.enum(['required', 'preferred']),
  }),
  attestation: z.literal('none'),
});

/** What `PublicKeyCredential.parseRequestOptionsFromJSON()` takes. */
export const usePasskeyOptions = z.strictObject({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.enum(['required', 'preferred']),
});

const passkey = z.object({
  credential_id: z.string(),
  name: z.string().describe('What its owner calls it; at first, what made it.'),
  synced: z.boolean().describe('Can be on several devices; otherwise it never leaves the one that made it.'),
  backed_up: z.boolean(),
  added_at: time,
  last_used_at: time.nullable(),
  flagged_at: time.nullable().describe('When its counter last went back, as that of a copy would.'),
});

export const passkeys = named('Passkeys', 'The passkeys of a customer, the oldest first.', listOf(passkey), {
  items: [
    {
      credential_id: 'crd_0123456789abcdefghjkmnpqrs',
      name: 'Google Password Manager',
      synced: true,
      backed_up: true,
      added_at: '2026-11-22T10:30:00Z',
      last_used_at: null,
      flagged_at: null,
    },
  ],
  next_cursor: null,
});

export const passkeyOptions = named(
  'PasskeyOptions',
  'What `PublicKeyCredential.parseCreationOptionsFromJSON()` takes; the challenge counts once, for five minutes.',
  z.object({ public_key: makePasskeyOptions }),
  {
    public_key: {
      rp: { id: 'login.shop.example', name: 'Shop' },
      user: { id: 'bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4', name: 'anna@example.com', displayName: 'Anna' },
      challenge: 'c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzcy4',
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
      attestation: 'none',
    },
  },
);

export const addPasskey = named(
  'AddPasskey',
  'What the authenticator made, and what to call it.',
  z.strictObject({ credential: madePasskey, name: z.string().max(60).default('') }),
  {
    credential: {
      id: 'q5bYkqJ1mDk2rVqf3ZJkq4bY',
      rawId: 'q5bYkqJ1mDk2rVqf3ZJkq4bY',
      type: 'public-key',
      response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0', attestationObject: 'o2NmbXRkbm9uZQ' },
    },
    name: 'My phone',
  },
);

export const addedPasskey = named('AddedPasskey', 'The key that was added.', z.object({ credential_id: z.string() }), {
  credential_id: 'crd_0123456789abcdefghjkmnpqrs',
});

export const renamePasskey = named(
  'RenamePasskey',
  'What to call it from now on.',
  z.strictObject({ name: z.string().min(1).max(200) }),
  { name: 'Work phone' },
);
