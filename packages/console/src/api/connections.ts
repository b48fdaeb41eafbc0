/** Accounts elsewhere that customers sign in with, as /api/admin answers them. A secret is written and never read. */
import type { components } from '@cardea/sdk';
import { management, present, told, toldVersion, type Versioned } from './management.ts';

type Schemas = components['schemas'];
export type Connection = Schemas['Connection'];
export type ListedConnection = Schemas['ListedConnection'];
export type Preset = Connection['preset'];
export type NewConnection = Schemas['NewConnection'];
export type ConnectionChange = Schemas['ChangeConnection'];
export type ConnectionDomain = Schemas['ConnectionDomain'];
export type Removal = Schemas['ConnectionRemoval'];
export type Tested = Schemas['ConnectionTest'];

const all = '/api/admin/connections';
const one = `${all}/{connection_id}`;
const of = (id: string) => ({ connection_id: id });
const domains = `${one}/domains`;

export const listConnections = (after: string | undefined, signal: AbortSignal): Promise<Schemas['ConnectionList']> =>
  told(management.GET(all, { params: { query: present({ cursor: after }) }, signal }));

/** All of them: there are as many as fit on a page of buttons. */
export async function listAllConnections(signal: AbortSignal): Promise<ListedConnection[]> {
  const all: ListedConnection[] = [];
  let after: string | undefined;
  do {
    const { items, next_cursor: next } = await listConnections(after, signal);
    all.push(...items);
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}

export const readConnection = (id: string, signal: AbortSignal): Promise<Versioned<Connection>> =>
  toldVersion(management.GET(one, { params: { path: of(id) }, signal }));

export const addConnection = (body: NewConnection): Promise<Connection> => told(management.POST(all, { body }));

export const changeConnection = (id: string, version = '', body: ConnectionChange): Promise<Connection> =>
  told(management.PATCH(one, { params: { path: of(id), header: { 'If-Match': version } }, body }));

export const turnConnection = (id: string, action: 'disable' | 'enable'): Promise<Connection> =>
  told(management.POST(`${one}/${action}`, { params: { path: of(id) }, body: {} }));

/** What goes with it: links of customers, and domains. */
export const planRemoval = (id: string, signal?: AbortSignal): Promise<Removal> =>
  told(management.GET(`${one}/removal`, { params: { path: of(id) }, signal: signal ?? null }));

/** Refused where more customers linked it than whoever removes it was told. */
export const removeConnection = (id: string, version = '', identities: number): Promise<unknown> =>
  told(
    management.DELETE(one, {
      params: { path: of(id), header: { 'If-Match': version }, query: { confirm_identities: identities } },
    }),
  );

export const testConnection = (id: string): Promise<Tested> =>
  told(management.POST(`${one}/test`, { params: { path: of(id) }, body: {} }));

export const listDomains = (id: string, signal: AbortSignal): Promise<Schemas['ConnectionDomainList']> =>
  told(management.GET(domains, { params: { path: of(id) }, signal }));

export const addDomain = (id: string, domain: string): Promise<ConnectionDomain> =>
  told(management.POST(domains, { params: { path: of(id) }, body: { domain } }));

export const verifyDomain = (id: string, domain: string): Promise<ConnectionDomain> =>
  told(management.POST(`${domains}/{domain}/verify`, { params: { path: { connection_id: id, domain } } }));

export const removeDomain = (id: string, domain: string): Promise<unknown> =>
  told(management.DELETE(`${domains}/{domain}`, { params: { path: { connection_id: id, domain } } }));
