/** Customers, as /api/admin answers them. What somebody is found by travels in bodies, never in an address. */
import type { components, operations } from '@cardea/sdk';
import { because, management, present, told, toldVersion, type Versioned } from './management.ts';

type Schemas = components['schemas'];
export type CustomerSummary = Schemas['CustomerSummary'];
export type CustomerPage = Schemas['CustomerList'];
export type CustomerState = CustomerSummary['state'];
export type Customer = Schemas['Customer'];
export type Session = Schemas['CustomerSessions']['items'][number];

export type Listing = {
  readonly state: string | undefined;
  readonly sort: string;
  readonly after: string | undefined;
  readonly limit?: number;
};
export type Sought = {
  readonly by: string;
  readonly text: string;
  readonly after: string | undefined;
  readonly limit?: number;
};

type Options = { readonly signal?: AbortSignal; readonly reason?: string | undefined };
type Query = NonNullable<operations['listCustomers']['parameters']['query']>;

const all = '/api/admin/customers';
const one = '/api/admin/customers/{customer_id}';
/** What a call about one customer names. */
const of = (id: string) => ({ params: { path: { customer_id: id } } });

export const listCustomers = (
  { state, sort, after, limit }: Listing,
  { reason, ...options }: Options = {},
): Promise<CustomerPage> => {
  const query = present({ state, sort, cursor: after, limit }) as Query;
  return told(because(reason).GET(all, { params: { query }, ...options }));
};

export const readCustomer = (id: string, { reason, ...options }: Options = {}): Promise<Versioned<Customer>> =>
  toldVersion(because(reason).GET(one, { ...of(id), ...options }));

/** Without a password: whoever is to have the account chooses it. */
export const createCustomer = (body: Schemas['CreateCustomer']): Promise<Customer> =>
  told(management.POST(all, { body }));

/** Customers who are found by what was typed; each kind has a body of its own. */
export const searchCustomers = (
  { by, text, after, limit }: Sought,
  { reason, ...options }: Options = {},
): Promise<CustomerPage> => {
  // Names alone are shared by many: only they have pages.
  const paged = by === 'name' ? present({ cursor: after, limit }) : {};
  const body = { [by]: text, ...paged } as Schemas['SearchCustomers'];
  return told(because(reason).POST(`${all}/search`, { body, ...options }));
};

export const listSessions = (id: string, { reason, ...options }: Options = {}): Promise<Schemas['CustomerSessions']> =>
  told(because(reason).GET(`${one}/sessions`, { ...of(id), ...options }));

export const listConsents = (id: string, { signal }: Options = {}): Promise<Schemas['CustomerConsents']> =>
  told(management.GET(`${one}/consents`, { ...of(id), signal: signal ?? null }));

export const listRecipients = (id: string, { signal }: Options = {}): Promise<Schemas['CustomerRecipients']> =>
  told(management.GET(`${one}/recipients`, { ...of(id), signal: signal ?? null }));

export const listNotes = (id: string, { reason, ...options }: Options = {}): Promise<Schemas['CustomerNotes']> =>
  told(because(reason).GET(`${one}/notes`, { ...of(id), ...options }));

export const addNote = (id: string, text: string): Promise<unknown> =>
  told(management.POST(`${one}/notes`, { ...of(id), body: { text } }));

export const removeNote = (id: string, noteId: string): Promise<unknown> =>
  told(management.DELETE(`${one}/notes/{note_id}`, { params: { path: { customer_id: id, note_id: noteId } } }));

export const endSession = (id: string, sessionId: string): Promise<unknown> =>
  told(
    management.DELETE(`${one}/sessions/{session_id}`, { params: { path: { customer_id: id, session_id: sessionId } } }),
  );

export type CustomerAction = 'disable' | 'enable' | 'end-sessions' | 'recover' | 'close' | 'keep';

/** Does it; what has become of the customer is read anew afterwards. */
export const actUpon = (id: string, action: CustomerAction): Promise<unknown> =>
  told(management.POST(`${one}/${action === 'recover' ? 'send-password-link' : action}`, { ...of(id), body: {} }));

export type Factor = Schemas['CustomerFactors']['items'][number];

export const listFactors = (id: string, { reason, ...options }: Options = {}): Promise<Schemas['CustomerFactors']> =>
  told(because(reason).GET(`${one}/factors`, { ...of(id), ...options }));

/** Whether a caller has the code of this customer's account page. */
export const checkCaller = (id: string, code: string): Promise<Schemas['CallerChecked']> =>
  told(management.POST(`${one}/caller-check`, { ...of(id), body: { code } }));

export type LinkedIdentity = Schemas['CustomerIdentities']['items'][number];

/** Accounts elsewhere that the customer signs in with. */
export const listIdentities = (
  id: string,
  { reason, ...options }: Options = {},
): Promise<Schemas['CustomerIdentities']> => told(because(reason).GET(`${one}/identities`, { ...of(id), ...options }));

/** Refused where it is their last way in. */
export const unlinkIdentity = (id: string, identityId: string): Promise<unknown> =>
  told(
    management.DELETE(`${one}/identities/{identity_id}`, {
      params: { path: { customer_id: id, identity_id: identityId } },
    }),
  );
