/** Customers, as /api/admin answers them. What somebody is found by travels in bodies, never in an address. */
import type { adminApi } from '@cardea/contract';
import { type Call, call, callVersioned, type Versioned } from './call.ts';

export type CustomerSummary = (typeof adminApi.customers.summary)['_output'];
export type CustomerPage = (typeof adminApi.customers.list)['_output'];
export type CustomerState = CustomerSummary['state'];
export type Customer = (typeof adminApi.customers.detail)['_output'];

export type Listing = {
  readonly state: string | undefined;
  readonly sort: string;
  readonly after: string | undefined;
  readonly limit?: number;
};
export type Sought = { readonly by: string; readonly text: string; readonly after: string | undefined };

type Options = Pick<Call, 'signal' | 'reason'>;

const base = '/api/admin/customers';
const one = (id: string): string => `${base}/${encodeURIComponent(id)}`;

export const listCustomers = ({ state, sort, after, limit }: Listing, options: Options = {}): Promise<CustomerPage> =>
  call(base, { query: { state, sort, cursor: after, limit }, ...options });

export const readCustomer = (id: string, options: Options = {}): Promise<Versioned<Customer>> =>
  callVersioned(one(id), options);

/** Customers who are found by what was typed; each kind has a body of its own. */
export const searchCustomers = ({ by, text, after }: Sought, options: Options = {}): Promise<CustomerPage> =>
  call(`${base}/search`, {
    method: 'POST',
    body: { [by]: text, ...(after === undefined ? {} : { cursor: after }) },
    ...options,
  });

type List<Name extends 'sessions' | 'consents' | 'recipients' | 'notes'> = (typeof adminApi.customers)[Name]['_output'];
export type Session = List<'sessions'>['items'][number];

const part =
  <Name extends 'sessions' | 'consents' | 'recipients' | 'notes'>(name: Name) =>
  (id: string, options: Options = {}): Promise<List<Name>> =>
    call(`${one(id)}/${name}`, options);

export const listSessions = part('sessions');
export const listConsents = part('consents');
export const listRecipients = part('recipients');
export const listNotes = part('notes');

export const addNote = (id: string, text: string): Promise<unknown> =>
  call(`${one(id)}/notes`, { method: 'POST', body: { text } });
export const removeNote = (id: string, noteId: string): Promise<unknown> =>
  call(`${one(id)}/notes/${encodeURIComponent(noteId)}`, { method: 'DELETE' });

export const endSession = (id: string, sessionId: string): Promise<unknown> =>
  call(`${one(id)}/sessions/${encodeURIComponent(sessionId)}`, { method: 'DELETE' });

export type CustomerAction = 'disable' | 'enable' | 'end-sessions' | 'recover' | 'close' | 'keep';

/** Does it; what has become of the customer is read anew afterwards. */
export const actUpon = (id: string, action: CustomerAction): Promise<unknown> =>
  call(`${one(id)}/${action === 'recover' ? 'send-password-link' : action}`, { method: 'POST', body: {} });
