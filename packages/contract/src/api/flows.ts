/** `/api/flows`: the journeys of the hosted pages for interfaces of an application's own. */
import { z } from 'zod';
import { time } from './common.ts';
import { arrived, offeredConnection } from './flow-connections.ts';
import { deviceProof } from './flow-proofs.ts';
import { named } from './named.ts';
import { madePasskey, usedPasskey } from './passkeys.ts';

export { chooseConnection, returnFromConnection, submitSignUpWith } from './flow-connections.ts';
export { submitCode, submitLink, submitNewPassword } from './flow-proofs.ts';

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const typed = (most: number) => z.string().max(most);

const challengeSolution = z
  .string()
  .optional()
  .describe('What solves the challenge of a refusal with `challenge.required`; good once.');

export const flowKind = z.enum(['sign-in', 'registration', 'recovery']);

export const flowState = z.enum([
  'password',
  'second-factor',
  'enrol-factor',
  'details',
  'sign-up-with',
  'address',
  'verify',
  'new-password',
  'new-passkey',
  'come-back',
  'profile-question',
  'keep-account',
  'code',
  'complete',
]);

export const beginFlow = named(
  'BeginFlow',
  'Begins a journey for an application. The parameters are those of an authorization request with PKCE.',
  z.strictObject({
    kind: flowKind,
    client_id: typed(100).min(1),
    code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    code_challenge_method: z.literal('S256'),
    scope: typed(1000).default('openid'),
    acr_values: typed(200).optional().describe('The assurance that is wanted, the most wanted first.'),
    redirect_uri: typed(2000).optional().describe('May be left out where exactly one is registered.'),
    resource: typed(2000).optional(),
    nonce: typed(500).optional(),
    state: typed(500).optional(),
  }),
  {
    kind: 'sign-in',
    client_id: 'shop-app',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    scope: 'openid profile account:read',
    redirect_uri: 'https://shop.example/callback',
  },
);

const message = z.object({
  id: z.string().describe('Stable name of the text.'),
  text: z.string().describe('In the language of the request.'),
  kind: z.enum(['info', 'success']),
});

const action = z.object({
  name: z.string(),
  method: z.literal('POST'),
  href: z.string(),
  input: z.record(z.string(), z.unknown()).describe('JSON Schema (2020-12) of the body.'),
});

const flowShape = {
  flow_id: z.string(),
  kind: flowKind,
  state: flowState,
  actions: z.array(action).describe('What can be done now; anything else is refused.'),
  messages: z.array(message),
  methods: z
    .array(z.string())
    .optional()
    .describe('What can be used now: to begin a sign-in, as its second factor, or to be set up as one.'),
  connections: z
    .array(offeredConnection)
    .optional()
    .describe('The connections that the journey can go on by, in the order of their buttons.'),
  arrived: arrived
    .optional()
    .describe('Who has come by a connection and is not linked yet: a sign-up begins with it, a sign-in links it.'),
  challenge: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'What the chosen method asks: the options of a passkey, the key of an authenticator app, the `href` to open.',
    ),
  expires_at: time,
  device_token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{26}$/)
    .optional()
    .describe(
      'Keep the last one and send it as `Cardea-Device`: it recognises this device among those the customer used.',
    ),
};

export const flow = named(
  'Flow',
  'A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it.',
  z.object({
    ...flowShape,
    code: z.string().optional().describe('Good once, for 60 seconds, at `/oauth/token` with the `code_verifier`.'),
    iss: z.string().optional(),
    redirect_to: z
      .string()
      .optional()
      .describe('The redirect URI with code, issuer and state, as a library expects it.'),
  }),
  {
    flow_id: 'flw_0123456789abcdefghjkmnpqrs',
    kind: 'sign-in',
    state: 'complete',
    actions: [],
    messages: [],
    expires_at: '2026-11-22T12:00:00Z',
    device_token: 'LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A',
    code: 'dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl',
    iss: 'https://id.example.com',
    redirect_to: 'https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com',
  },
);

export const begunFlow = named(
  'BegunFlow',
  'A journey that has just begun, with the secret that continues it.',
  z.object({
    ...flowShape,
    flow_token: secret.describe(
      'Send it back as `Authorization: Flow <token>`. It is shown once and binds the journey.',
    ),
  }),
  {
    flow_id: 'flw_0123456789abcdefghjkmnpqrs',
    flow_token: 'c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzc34',
    kind: 'sign-in',
    state: 'password',
    actions: [
      {
        name: 'password',
        method: 'POST',
        href: '/api/flows/flw_0123456789abcdefghjkmnpqrs/password',
        input: { type: 'object', properties: { identifier: { type: 'string' }, password: { type: 'string' } } },
      },
    ],
    messages: [],
    expires_at: '2026-11-22T12:00:00Z',
  },
);

export const submitPassword = named(
  'SubmitPassword',
  'Signs in. What is wrong with it is not said.',
  z.strictObject({
    identifier: typed(1000).min(1),
    password: typed(4096).min(1),
    keep_signed_in: z.boolean().optional(),
    ...deviceProof,
    challenge_solution: challengeSolution,
  }),
  { identifier: 'anna@example.com', password: 'the quiet river bends twice' },
);

export const requestMail = named(
  'RequestMail',
  'Asks for a code or a link by e-mail to sign in with. The answer is the same whether or not there is an account.',
  z.strictObject({
    identifier: typed(1000).min(1),
    keep_signed_in: z.boolean().optional(),
    challenge_solution: challengeSolution,
  }),
  { identifier: 'anna@example.com' },
);

export const chooseFactor = named(
  'ChooseFactor',
  'Asks for what a method needs: the options of a passkey, the key of an authenticator app, or a code that is sent.',
  z.strictObject({ method: typed(40).min(1) }),
  { method: 'authenticator' },
);

export const beginFactor = named(
  'BeginFactor',
  'Asks for what setting a method up needs. For codes by text message the number, where the account has none.',
  z.strictObject({ method: typed(40).min(1), phone: typed(100).optional() }),
  { method: 'sms-code', phone: '+49 1512 3456789' },
);

export const submitFactor = named(
  'SubmitFactor',
  'Answers the second question of a sign-in or a recovery by one of its methods.',
  z.strictObject({
    method: typed(40).min(1),
    code: typed(64).optional(),
    password: typed(4096).optional(),
    credential: usedPasskey.optional().describe('What the authenticator answered.'),
    remember_device: z.boolean().optional().describe('Not to be asked on this device for a while.'),
    ...deviceProof,
  }),
  { method: 'authenticator', code: '482 913' },
);

export const enrolFactor = named(
  'EnrolFactor',
  'Finishes setting up the second factor that is required.',
  z.strictObject({
    method: typed(40).min(1),
    code: typed(64).optional(),
    credential: madePasskey.optional().describe('What the authenticator made.'),
    name: typed(200).optional(),
  }),
  { method: 'authenticator', code: '482 913' },
);

export const submitDetails = named(
  'SubmitDetails',
  'Signs up. `profile` holds what the business asks for; the action names each attribute and its form.',
  z.strictObject({
    email: typed(1000).describe(
      'The e-mail address; or a mobile number, where `registration.numberAlone` lets an account begin without an address.',
    ),
    password: typed(4096)
      .optional()
      .describe('Left out where the account is to begin with a passkey or its address alone.'),
    profile: z.record(z.string().max(40), z.unknown()).default({}),
    challenge_solution: challengeSolution,
  }),
  { email: 'anna@example.com', password: 'the quiet river bends twice', profile: { name: 'Anna Bergmann' } },
);

export const submitPasskey = named(
  'SubmitPasskey',
  'What the authenticator answered: of the key that was used to sign in, or of the one that was made in a sign-up.',
  z.strictObject({
    credential: z.union([usedPasskey, madePasskey]),
    keep_signed_in: z.boolean().optional(),
    ...deviceProof,
  }),
  {
    credential: {
      id: 'q5bYkqJ1mDk2rVqf3ZJkq4bY',
      rawId: 'q5bYkqJ1mDk2rVqf3ZJkq4bY',
      type: 'public-key',
      response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0', authenticatorData: 'SZYN5Y', signature: 'MEUCIQ' },
    },
  },
);

export const submitAddress = named(
  'SubmitAddress',
  'Asks for a recovery. The answer is the same whether or not there is an account.',
  z.strictObject({
    email: typed(1000).describe('The address of the account; or its number, where it has no address.'),
    challenge_solution: challengeSolution,
  }),
  { email: 'anna@example.com' },
);

export const acceptInvitation = named(
  'AcceptInvitation',
  'Signs up with the link of an invitation, which has proven the address.',
  z.strictObject({
    token: typed(100).min(1),
    password: typed(4096).optional().describe('Left out where a password is no way in.'),
    profile: z.record(z.string().max(40), z.unknown()).default({}),
  }),
  { token: 'bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4', password: 'the quiet river bends twice' },
);

export const submitAnswer = named(
  'SubmitAnswer',
  'Answers the question that is open; the action says the form of the value.',
  z.strictObject({ attribute: z.string().max(40), value: z.unknown() }),
  { attribute: 'birthdate', value: '1990-05-17' },
);

export const submitSkip = named(
  'SubmitSkip',
  'Puts the question off.',
  z.strictObject({ attribute: z.string().max(40) }),
  { attribute: 'birthdate' },
);

export const nothing = named('Nothing', 'No fields.', z.strictObject({}), {});
