/** `/api/admin/applications`: what customers sign in to, by the names of RFC 7591. */
import { z } from 'zod';
import { applicationMetadata } from '../../applications.ts';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const clientId = z.string().describe('The `client_id`.');
const firstParty = z.boolean().describe('Our own: customers are not asked for consent.');

const example = {
  client_id: 'shop',
  client_name: 'Shop',
  first_party: true,
  state: 'active' as const,
  made_by: 'operator' as const,
  redirect_uris: ['https://shop.example/callback'],
};

export const application = named(
  'Application',
  'An application. The `ETag` of the answer goes back as `If-Match`.',
  z.object({
    client_id: clientId,
    first_party: firstParty,
    state: z.enum(['active', 'disabled']).describe('Nothing is issued to a disabled application.'),
    made_by: z
      .enum(['operator', 'environment', 'registration', 'metadata_document'])
      .describe('`environment`: by BOOTSTRAP_CLIENT_ID; the last two: by itself.'),
    ...applicationMetadata.shape,
  }),
  example,
);

const secrets = z
  .array(
    z.object({
      since: time,
      until: time.nullable().describe('When it counts no more; null for the one in use.'),
      reference: z.unknown().describe('Where it is kept, when a configuration file brought it.'),
    }),
  )
  .describe('The secrets that count: at most two.');

export const detail = named(
  'ApplicationDetail',
  'An application with its secrets, which nobody can read.',
  application.extend({ secrets }),
  {
    ...example,
    secrets: [{ since: '2026-11-22T12:00:00Z', until: null, reference: null }],
  },
);

export const list = named('ApplicationList', 'Applications by `client_id`.', listOf(application), {
  items: [example],
  next_cursor: null,
});

export const register = named(
  'RegisterApplication',
  'A new application. Everything but the name has a default.',
  applicationMetadata.extend({
    client_id: z.string().min(3).max(40).optional().describe('An id of your choice instead of a fresh one.'),
    first_party: firstParty.default(false),
  }),
  { client_name: 'Shop', first_party: true, redirect_uris: ['https://shop.example/callback'] },
);

const secretOnce = z.string().nullable().describe('Shown this once; null where the application has none.');

export const registered = named(
  'RegisteredApplication',
  'The application, with its secret, which is shown this once.',
  detail.extend({ client_secret: secretOnce }),
  { ...example, secrets: [{ since: '2026-11-22T12:00:00Z', until: null, reference: null }], client_secret: 'k3…' },
);

const patch = Object.fromEntries(
  Object.entries(applicationMetadata.shape).map(([name, field]) => [
    name,
    (field instanceof z.ZodDefault ? field.unwrap() : field).nullable().optional(),
  ]),
) as unknown as Record<keyof typeof applicationMetadata.shape, z.ZodOptional<z.ZodType>>;

export const change = named(
  'ChangeApplication',
  'A merge patch (RFC 7396): what is not named stays, null takes a field back to its default.',
  z.strictObject({ ...patch, first_party: firstParty.optional() }),
  { redirect_uris: ['https://shop.example/callback', 'https://shop.example/app/callback'] },
);

export const rotate = named(
  'RotateSecret',
  'How long the former secret works beside the new one.',
  z.strictObject({
    keep_former_seconds: z
      .int()
      .min(0)
      .max(90 * 24 * 60 * 60)
      .default(24 * 60 * 60),
  }),
  { keep_former_seconds: 3600 },
);

export const rotated = named(
  'RotatedSecret',
  'A fresh secret, which is shown this once.',
  z.object({ client_id: clientId, client_secret: z.string(), secrets }),
  {
    client_id: 'shop',
    client_secret: 'k3…',
    secrets: [{ since: '2026-11-22T12:00:00Z', until: null, reference: null }],
  },
);

export const held = named(
  'ApplicationRemoval',
  'What goes with the application.',
  z.object({
    consents: z.int().describe('Customers who allowed it something.'),
    grants: z.int().describe('Sessions in which it is signed in to.'),
  }),
  { consents: 12, grants: 3 },
);

const tree = z.record(z.string().max(60), z.record(z.string().max(60), z.unknown()));

export const settings = named(
  'ApplicationSettings',
  'What the application sets differently from its tenant, and what counts on the way to it.',
  z.object({ settings: tree, effective: tree }),
  { settings: { registration: { mode: 'invitation' } }, effective: { registration: { mode: 'invitation' } } },
);

export const changeSettings = named(
  'ChangeApplicationSettings',
  'A merge patch (RFC 7396): null takes a setting back to what the tenant says. `signIn.connections` names the connections that the application offers: none where it is empty, all that the tenant offers where it is null.',
  z.record(z.string().max(60), z.union([z.null(), z.record(z.string().max(60), z.unknown())])),
  { registration: { mode: 'invitation' }, signIn: { connections: ['google'] } },
);

export const nothing = named('NothingToSay', 'Nothing has to be said.', z.strictObject({}), {});
