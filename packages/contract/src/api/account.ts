/** `/api/account`: what customers see of themselves and do for themselves, in an interface of an application's own. */
import { z } from 'zod';
import { listOf, time } from './common.ts';
import { named } from './named.ts';
import { usedPasskey } from './passkeys.ts';
import { place, placeExample } from './place.ts';

export { knownDevices, removedDevices, renameDevice } from './known-devices.ts';

const client = z.object({ address: z.string(), user_agent: z.string() });
const device = z.object({ browser: z.string().nullable(), system: z.string().nullable() });

export const overview = named(
  'Account',
  'The account at a glance.',
  z.object({
    customer_id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable().describe('Null of an account that began with a phone number alone.'),
    created_at: time,
    password_set_at: time.nullable(),
    password_leaked: z.boolean().describe('Whether others know it or guess it easily, as far as a sign-in found out.'),
    password_weakness: z.enum(['leaked', 'easily_guessed']).nullable().describe('As what it was found.'),
    password_renewal_due: z
      .boolean()
      .describe('Whether to ask for another one now: it is leaked, and was not put off lately or too often.'),
    authenticated_at: time.describe('When the customer last proved who they are in this session.'),
    session_id: z.string(),
  }),
  {
    customer_id: 'cus_0123456789abcdefghjkmnpqrs',
    name: 'Anna Bergmann',
    email: 'anna@example.com',
    created_at: '2026-01-05T08:30:00Z',
    password_set_at: '2026-01-05T08:30:00Z',
    password_leaked: false,
    password_weakness: null,
    password_renewal_due: false,
    authenticated_at: '2026-11-22T10:30:00Z',
    session_id: 'ses_0123456789abcdefghjkmnpqrs',
  },
);

const values = z.record(z.string(), z.unknown());

export const profile = named(
  'Profile',
  'What is known of the customer, as the business declared it. The `ETag` of the answer goes back as `If-Match`.',
  z.object({
    attributes: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        editable: z.boolean(),
        required: z.boolean(),
        schema: z.record(z.string(), z.unknown()).describe('JSON Schema of the value.'),
      }),
    ),
    values,
    version: z.string(),
  }),
  {
    attributes: [
      { name: 'name', label: 'Name', editable: true, required: false, schema: { type: 'string', maxLength: 200 } },
    ],
    values: { name: 'Anna Bergmann' },
    version: '3',
  },
);

export const profileChanges = named(
  'ProfileChanges',
  'A merge patch (RFC 7396): attribute name → new value; null takes a value away, what is not named stays.',
  z.record(z.string().max(40), z.unknown()),
  { name: 'Anna Berger' },
);

export const identifiers = named(
  'Identifiers',
  'What the customer is found by at sign-in.',
  z.object({
    items: z.array(
      z.object({
        identifier_id: z.string(),
        type: z.enum(['email', 'phone', 'username']),
        value: z.string(),
        verified_at: time.nullable(),
      }),
    ),
    offered: z.array(z.enum(['email', 'phone', 'username'])),
  }),
  {
    items: [
      {
        identifier_id: 'idn_0123456789abcdefghjkmnpqrs',
        type: 'email',
        value: 'anna@example.com',
        verified_at: '2026-01-05T08:31:00Z',
      },
    ],
    offered: ['email'],
  },
);

export const requestEmail = named(
  'RequestEmail',
  'Asks for another address.',
  z.strictObject({ email: z.string().max(1000) }),
  {
    email: 'anna.berger@example.com',
  },
);
export const requestPhone = named(
  'RequestPhone',
  'Asks for another number.',
  z.strictObject({ phone: z.string().max(1000) }),
  {
    phone: '+49 151 23456789',
  },
);
export const setUsername = named(
  'SetUsername',
  'Sets the user name.',
  z.strictObject({ username: z.string().max(1000) }),
  {
    username: 'anna.berger',
  },
);

export const identifierChange = named(
  'IdentifierChange',
  'A change that waits for the code that was sent.',
  z.object({ change_id: z.string(), sent_to: z.string().describe('Masked.') }),
  { change_id: 'flw_0123456789abcdefghjkmnpqrs', sent_to: 'a•••@example.com' },
);

export const confirmChange = named(
  'ConfirmChange',
  'The code that went to the new address or number.',
  z.strictObject({ change_id: z.string().max(64), code: z.string().min(1).max(64) }),
  { change_id: 'flw_0123456789abcdefghjkmnpqrs', code: '482913' },
);
export const resendChange = named(
  'ResendChange',
  'Sends the code once more.',
  z.strictObject({ change_id: z.string().max(64) }),
  {
    change_id: 'flw_0123456789abcdefghjkmnpqrs',
  },
);

export const changePassword = named(
  'ChangePassword',
  'A new password by who knows the present one.',
  z.strictObject({
    current_password: z.string().min(1).max(4096),
    password: z.string().max(4096),
    end_others: z.boolean().default(true).describe('Whether every other session ends with it.'),
  }),
  { current_password: 'the quiet river bends twice', password: 'six grey herons wait' },
);
export const confirmationWays = named(
  'ConfirmationWays',
  'How the customer can prove themselves anew.',
  z.object({ methods: z.array(z.string()) }),
  { methods: ['password', 'authenticator'] },
);
export const beginConfirmation = named(
  'BeginConfirmation',
  'Asks for what one of the ways needs: the options of a passkey, or a code that is sent.',
  z.strictObject({ method: z.string().max(40) }),
  { method: 'passkey' },
);
export const confirmationChallenge = named(
  'ConfirmationChallenge',
  'What is asked; of a code that was sent, nothing more.',
  z.object({ challenge: z.record(z.string(), z.unknown()) }),
  { challenge: {} },
);
export const confirmPassword = named(
  'ConfirmPassword',
  'Proves the customer anew, by one of the ways that `GET /api/account/confirm` names.',
  z.strictObject({
    method: z.string().max(40).default('password'),
    password: z.string().min(1).max(4096).optional(),
    code: z.string().max(64).optional(),
    credential: usedPasskey.optional().describe('What the authenticator answered.'),
  }),
  {
    password: 'the quiet river bends twice',
  },
);

const session = z.object({
  session_id: z.string(),
  current: z.boolean(),
  device,
  address: z.string(),
  place,
  created_at: time,
  last_seen_at: time,
  applications: z.array(z.object({ application_id: z.string(), name: z.string(), last_used_at: time })),
});

export const sessions = named('Sessions', 'Where the customer is signed in, the last used first.', listOf(session), {
  items: [
    {
      session_id: 'ses_0123456789abcdefghjkmnpqrs',
      current: true,
      device: { browser: 'Firefox', system: 'Linux' },
      address: '203.0.113.7',
      place: placeExample,
      created_at: '2026-11-20T09:00:00Z',
      last_seen_at: '2026-11-22T10:30:00Z',
      applications: [{ application_id: 'shop-app', name: 'The shop', last_used_at: '2026-11-22T10:30:00Z' }],
    },
  ],
  next_cursor: null,
});

export const ended = named('Ended', 'How many sessions ended.', z.object({ ended: z.int() }), { ended: 2 });

const application = z.object({
  application_id: z.string(),
  name: z.string(),
  since: time,
  scopes: z.array(z.object({ scope: z.string(), description: z.string().nullable() })),
  registered_itself: z.boolean().describe('Nobody of the business has looked at it.'),
  document_host: z.string().nullable().describe('The host of the document it is known by, where it is.'),
  resources: z
    .array(z.object({ resource_uri: z.string(), name: z.string() }))
    .describe('The APIs it may be used at, when it registered itself.'),
});
export const applications = named('Applications', 'What the customer allowed to whom.', listOf(application), {
  items: [
    {
      application_id: 'partner',
      name: 'A partner',
      since: '2026-06-01T12:00:00Z',
      scopes: [{ scope: 'email', description: null }],
      registered_itself: false,
      document_host: null,
      resources: [],
    },
  ],
  next_cursor: null,
});

const recipient = z.object({
  application_id: z.string(),
  name: z.string().nullable(),
  attributes: z.array(z.string()),
  last_at: time,
});
export const recipients = named(
  'Recipients',
  'Who received something of the customer in the last year.',
  listOf(recipient),
  {
    items: [{ application_id: 'partner', name: 'A partner', attributes: ['email'], last_at: '2026-06-01T12:00:00Z' }],
    next_cursor: null,
  },
);

const activityItem = z.object({
  entry_id: z.string(),
  at: time,
  kind: z.string().describe('Stable name of what happened.'),
  text: z.string(),
  application: z.string().nullable(),
  client: client.extend({ place }).nullable(),
});
export const activity = named('Activity', 'What happened in the account, newest first.', listOf(activityItem), {
  items: [
    {
      entry_id: '1204',
      at: '2026-11-22T10:30:00Z',
      kind: 'session_started',
      text: 'Signed in',
      application: null,
      client: { address: '203.0.113.7', user_agent: 'Mozilla/5.0', place: placeExample },
    },
  ],
  next_cursor: null,
});

export const closing = named('Closing', 'The account is about to be closed.', z.object({ closes_at: time }), {
  closes_at: '2026-12-06T10:30:00Z',
});

export { secured } from './secured.ts';

export const useLink = named(
  'UseLink',
  'The token of the link in a notice.',
  z.strictObject({ token: z.string().min(1).max(100) }),
  {
    token: 'bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4',
  },
);
