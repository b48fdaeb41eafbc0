/** `/api/admin/connections`: accounts elsewhere that customers may sign in with. */
import { z } from 'zod';
import {
  connectionChange,
  connectionDefinition,
  connectionFindings,
  connectionPresets,
  connectionSettings,
  connectionTroubles,
} from '../../connections.ts';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const example = {
  connection_id: 'google',
  name: 'Google',
  preset: 'google' as const,
  state: 'active' as const,
  client_id: '1234.apps.googleusercontent.com',
  has_client_secret: true,
  issuer: 'https://accounts.google.com',
  scope: 'openid profile email',
  token_endpoint_auth_method: 'client_secret_post' as const,
  email_is_authoritative: true,
  claims: {},
  sign_up: 'open' as const,
  keeps_tokens: false,
  domain_sign_in: 'offered' as const,
  order: 0,
  redirect_uri: 'https://id.acme.example/sign-in/with/google/callback',
  backchannel_logout_uri: 'https://id.acme.example/sign-in/with/google/logout',
};

const fields = {
  connection_id: z.string(),
  name: z.string(),
  preset: z.enum(connectionPresets),
  state: z.enum(['active', 'disabled']).describe('Nobody signs in by a disabled connection.'),
  ...connectionSettings.shape,
  has_client_secret: z.boolean().describe('Whether a secret is kept. It is never shown.'),
  redirect_uri: z.string().describe('What the provider is told to send customers back to.'),
  backchannel_logout_uri: z.string().describe('Where the provider may say that somebody signed out there.'),
};

export const connection = named(
  'Connection',
  'A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`.',
  z.object(fields),
  example,
);

const counted = { ...example, identities: 12, domains: 1 };

const listed = named(
  'ListedConnection',
  'A connection of a list, with how much hangs on it.',
  z.object({
    ...fields,
    identities: z.int().describe('Accounts of customers that are linked by it.'),
    domains: z.int().describe('Its mail domains, proven or not.'),
  }),
  counted,
);

export const list = named('ConnectionList', 'Connections by id.', listOf(listed), {
  items: [counted],
  next_cursor: null,
});

export const create = named(
  'NewConnection',
  'A new connection. What is left out is as the preset says. The secret is taken and never shown again.',
  connectionDefinition,
  {
    connection_id: 'google',
    name: 'Google',
    preset: 'google',
    client_id: '1234.apps.googleusercontent.com',
    client_secret: 'GOCSPX-…',
  },
);

export const change = named(
  'ChangeConnection',
  'A merge patch (RFC 7396): null takes a field back to what the preset says. A change of issuer or of an address asks ' +
    'for `client_secret` again.',
  connectionChange,
  { sign_up: 'linked_only' },
);

export const removal = named(
  'ConnectionRemoval',
  'What goes with the connection.',
  z.object({
    identities: z.int().describe('Accounts of customers that are linked by it. Some may have no other way in.'),
    domains: z.int(),
  }),
  { identities: 12, domains: 1 },
);

export const removeQuery = z.strictObject({
  confirm_identities: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('How many linked accounts go with it, as its removal plan says.'),
});

const finding = z.object({
  check: z.enum(['configuration', 'discovery', 'keys', 'addresses', 'secret']),
  outcome: z.enum(['ok', 'warning', 'failed']),
  code: z.enum(connectionFindings),
  reason: z.enum(connectionTroubles).nullable().describe('Why an address could not be read, where one could not.'),
  values: z.record(z.string(), z.string()).describe('What the finding is about, such as an address.'),
  text: z.string().describe('What was found, in words.'),
});

export const test = named(
  'ConnectionTest',
  'What was found when the provider was asked, now.',
  z.object({ ok: z.boolean(), findings: z.array(finding) }),
  {
    ok: true,
    findings: [
      {
        ...{ check: 'discovery', outcome: 'ok', code: 'discovery_ok', reason: null, values: {} },
        text: 'The provider answers, and it is the one that was set.',
      },
    ],
  },
);

const pending = {
  domain: 'contoso.example',
  state: 'pending' as const,
  proof: { value: 'cardea-connection=…', dns_record: '_cardea.contoso.example' },
  added_at: '2026-11-22T12:00:00Z',
  proven_at: null,
};

export const domain = named(
  'ConnectionDomain',
  'A mail domain whose owners sign in by the connection, once it is proven.',
  z.object({
    domain: z.string(),
    state: z.enum(['proven', 'pending']),
    proof: z
      .object({ value: z.string(), dns_record: z.string().describe('Publish `value` as a text record of this name.') })
      .nullable(),
    added_at: time,
    proven_at: time.nullable(),
  }),
  pending,
);

export const domains = named('ConnectionDomainList', 'The domains of a connection.', listOf(domain), {
  items: [pending],
  next_cursor: null,
});

export const newDomain = named(
  'NewConnectionDomain',
  'A mail domain that the company of this connection owns.',
  z.strictObject({ domain: z.string().min(3).max(253) }),
  { domain: 'contoso.example' },
);
