/** `/api/admin/customers`: customers as staff and services of the business see them. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { place } from '../place.ts';
import { idText, pageQuery } from './common.ts';

export const customerStates = ['active', 'disabled', 'closing', 'closed'] as const;

const state = z
  .enum(customerStates)
  .describe('`closing`: to be closed when its grace is over. `closed`: nothing is left but the id.');
const masked = z
  .boolean()
  .describe('Whether personal fields are masked, such as `m•••@example.com`; see the header `Cardea-Reason`.');

export const summaryExample = {
  customer_id: 'cus_0123456789abcdefghjkmnpqrs',
  state: 'active' as const,
  email: 'a•••@example.com',
  email_verified: true,
  phone_number: null,
  username: null,
  external_id: null,
  name: 'A•••',
  masked: true,
  created_at: '2026-01-05T08:30:00Z',
  updated_at: '2026-01-05T08:30:00Z',
};

export const summary = named(
  'CustomerSummary',
  'A customer in a list.',
  z.object({
    customer_id: z.string(),
    state,
    email: z.string().nullable(),
    email_verified: z.boolean(),
    phone_number: z.string().nullable(),
    username: z.string().nullable(),
    external_id: z.string().nullable().describe("The business's own name for the customer, whom it is never shown."),
    name: z.string().nullable(),
    masked,
    created_at: time,
    updated_at: time,
  }),
  summaryExample,
);

export const list = named('CustomerList', 'Customers, page by page.', listOf(summary), {
  items: [summaryExample],
  next_cursor: null,
});

export const listQuery = pageQuery.extend({
  state: state.optional(),
  sort: z.enum(['created_at', '-created_at']).default('-created_at').describe('`-` begins with the newest.'),
});

const values = z.record(z.string().max(40), z.unknown());
const externalId = z.string().trim().min(1).max(255);
const locale = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/);

export const detail = named(
  'Customer',
  'A customer, whole. The `ETag` of the answer goes back as `If-Match`.',
  summary.extend({
    version: z.string(),
    locale: z.string(),
    closes_at: time.nullable().describe('When it closes for good; until then it can be kept.'),
    phone_verified: z.boolean(),
    undeliverable_since: time.nullable().describe('Since when the address refuses mails.'),
    password_set_at: time.nullable(),
    attributes: values.describe('What the profile schema lets staff see.'),
    attribute_labels: z
      .record(z.string(), z.string())
      .describe('What each of them is called, in the language of the request.'),
  }),
  {
    ...summaryExample,
    version: '3',
    locale: 'en',
    closes_at: null,
    phone_verified: false,
    undeliverable_since: null,
    password_set_at: '2026-01-05T08:30:00Z',
    attributes: { name: 'A•••' },
    attribute_labels: { name: 'Name' },
  },
);

export const create = named(
  'CreateCustomer',
  'A new customer, without a password: whoever is to have it chooses it.',
  z.strictObject({
    email: z.string().min(3).max(320),
    email_verified: z
      .boolean()
      .default(false)
      .describe('Whether the address is known to be theirs. Otherwise the first link they open proves it.'),
    attributes: values.default({}),
    external_id: externalId.nullable().default(null),
    locale: locale.optional(),
    send: z
      .enum(['password_link', 'nothing'])
      .default('password_link')
      .describe('Whether they are mailed a link at once by which they choose a password.'),
  }),
  { email: 'anna@example.com', email_verified: true, attributes: { name: 'Anna Bergmann' }, external_id: 'crm-4711' },
);

export const change = named(
  'ChangeCustomer',
  'A merge patch (RFC 7396): what is not named stays, null takes a value away.',
  z.strictObject({
    attributes: values.optional(),
    external_id: externalId.nullable().optional(),
    locale: locale.optional(),
  }),
  { attributes: { name: 'Anna Berger' }, external_id: 'crm-4711' },
);

const paged = {
  cursor: z.string().max(2000).optional(),
  limit: z.int().min(1).max(100).default(25),
};
const text = (most: number) => z.string().min(1).max(most);

export const search = named(
  'SearchCustomers',
  'By one of these. It is sent in a body, so that no personal data stands in the address of a request.',
  z.union([
    z.strictObject({ email: text(320) }),
    z.strictObject({ phone: text(40), country: z.string().length(2).optional() }),
    z.strictObject({ username: text(100) }),
    z.strictObject({ external_id: text(255) }),
    z.strictObject({ customer_id: idText }),
    z.strictObject({ name: text(200).describe('The beginnings of words of the name, in any order.'), ...paged }),
    z.strictObject({
      attribute: text(40).describe('One that the profile schema declares searchable.'),
      value: text(200),
      match: z.enum(['exact', 'prefix']).default('exact'),
      ...paged,
    }),
  ]),
  { name: 'anna berg' },
);

export const nothing = named('Nothing', 'Nothing has to be said.', z.strictObject({}), {});

const client = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
export const sessions = named(
  'CustomerSessions',
  'Where the customer is signed in.',
  listOf(
    z.object({
      session_id: z.string(),
      device: client,
      address: z.string().nullable().describe('Null where it is masked.'),
      place,
      created_at: time,
      last_seen_at: time,
      applications: z.array(z.object({ application_id: z.string(), name: z.string(), last_used_at: time })),
    }),
  ),
  {
    items: [
      {
        session_id: 'ses_0123456789abcdefghjkmnpqrs',
        device: { browser: 'Firefox', system: 'Windows' },
        address: null,
        place: null,
        created_at: '2026-11-22T08:30:00Z',
        last_seen_at: '2026-11-22T10:30:00Z',
        applications: [],
      },
    ],
    next_cursor: null,
  },
);

export const devices = named(
  'CustomerDevices',
  'Browsers that the customer has signed in with and that are still remembered.',
  listOf(z.object({ first_seen_at: time, last_seen_at: time })),
  { items: [{ first_seen_at: '2026-01-05T08:30:00Z', last_seen_at: '2026-11-22T10:30:00Z' }], next_cursor: null },
);

export const consents = named(
  'CustomerConsents',
  'What the customer allowed to which application.',
  listOf(
    z.object({
      application_id: z.string(),
      name: z.string().nullable(),
      scopes: z.array(z.string()),
      granted_at: time,
    }),
  ),
  {
    items: [
      {
        application_id: 'app_0123456789abcdefghjkmnpqrs',
        name: 'The shop',
        scopes: ['openid', 'email'],
        granted_at: '2026-01-05T08:30:00Z',
      },
    ],
    next_cursor: null,
  },
);

export const recipients = named(
  'CustomerRecipients',
  'Which application received what of the customer in the last year.',
  listOf(
    z.object({
      application_id: z.string(),
      name: z.string().nullable(),
      attributes: z.array(z.string()),
      last_at: time,
    }),
  ),
  {
    items: [
      {
        application_id: 'app_0123456789abcdefghjkmnpqrs',
        name: 'The shop',
        attributes: ['email', 'sub'],
        last_at: '2026-11-22T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);

const author = z.object({ kind: z.string(), id: z.string() });
const noteExample = {
  note_id: 'not_0123456789abcdefghjkmnpqrs',
  text: 'Asked to be called back.',
  author: { kind: 'administrator', id: 'cus_0123456789abcdefghjkmnpqrs' },
  created_at: '2026-11-22T10:30:00Z',
};
export const notes = named(
  'CustomerNotes',
  'What staff wrote about the customer, newest first.',
  listOf(
    z.object({
      note_id: z.string(),
      text: z.string().nullable().describe('Null where it is masked.'),
      author,
      created_at: time,
    }),
  ),
  { items: [noteExample], next_cursor: null },
);
export const addNote = named(
  'AddNote',
  'A note about the customer. They may ask to read it.',
  z.strictObject({ text: z.string().trim().min(1).max(4000) }),
  { text: noteExample.text },
);
export const noteAdded = named(
  'NoteAdded',
  'The note that was written.',
  z.object({ note_id: z.string(), created_at: time }),
  { note_id: noteExample.note_id, created_at: noteExample.created_at },
);
