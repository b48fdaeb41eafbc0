/** `/api/account/factors`: authenticator apps, recovery codes and browsers that are not asked. */
import { z } from 'zod';
import { listOf, time } from './common.ts';
import { named } from './named.ts';
import { place, placeExample } from './place.ts';

const credentialId = z.string();
const code = z.string().min(1).max(64);
const name = z.string().max(60);

const authenticator = z.object({
  credential_id: credentialId,
  name: z.string().nullable().describe('What its owner calls it.'),
  added_at: time,
  last_used_at: time.nullable(),
});

export const authenticators = named(
  'Authenticators',
  'The authenticator apps of a customer; their secrets are shown to nobody.',
  listOf(authenticator),
  {
    items: [
      {
        credential_id: 'crd_0123456789abcdefghjkmnpqrs',
        name: 'Work phone',
        added_at: '2026-11-22T10:30:00Z',
        last_used_at: null,
      },
    ],
    next_cursor: null,
  },
);

export const authenticatorSetUp = named(
  'AuthenticatorSetUp',
  'What an authenticator app is told. It counts from its first code on, and is not shown after that.',
  z.object({
    secret: z.string().describe('Base 32, to be typed.'),
    uri: z.string().describe('`otpauth://…`, to be drawn as a QR code or opened.'),
  }),
  {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/Shop:anna%40example.com?issuer=Shop&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
);

export const confirmAuthenticator = named(
  'ConfirmAuthenticator',
  'The first code of an app that is being set up, and what to call it.',
  z.strictObject({ code, name: name.default('') }),
  { code: '482913', name: 'Work phone' },
);

export const callerCode = named(
  'OwnCallerCode',
  'What a customer reads out when they call, so that staff know whose account it is. It counts once and opens nothing.',
  z.object({ code: z.string(), expires_in: z.int().describe('Seconds.') }),
  { code: '482913', expires_in: 240 },
);

export const renameAuthenticator = named(
  'RenameAuthenticator',
  'What to call it from now on.',
  z.strictObject({ name }),
  { name: 'Work phone' },
);

export const recoveryCodesHeld = named(
  'RecoveryCodesHeld',
  'How many recovery codes are left.',
  z.object({ remaining: z.int(), made_at: time.nullable() }),
  { remaining: 9, made_at: '2026-11-22T10:30:00Z' },
);

export const recoveryCodes = named(
  'RecoveryCodes',
  'Ten recovery codes, shown this once; earlier ones have ended.',
  z.object({ codes: z.array(z.string()) }),
  { codes: ['k7mp-2xq4-9rtv', '0d3f-h6sw-8ngy'] },
);

const rememberedDevice = z.object({
  device_id: z.string(),
  current: z.boolean(),
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  address: z.string(),
  place,
  remembered_at: time,
  last_used_at: time,
  until: time,
});

export const rememberedDevices = named(
  'RememberedDevices',
  'The browsers and devices that are not asked for a second factor, the last used first.',
  listOf(rememberedDevice),
  {
    items: [
      {
        device_id: 'dev_0123456789abcdefghjkmnpqrs',
        current: false,
        device: { browser: 'Firefox', system: 'Windows' },
        address: '203.0.113.7',
        place: placeExample,
        remembered_at: '2026-11-22T10:30:00Z',
        last_used_at: '2026-11-22T10:30:00Z',
        until: '2026-12-22T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);
