/** Who administers, and who is asked to, as /api/admin answers it. */
import type { AdministratorRole, adminApi } from '@cardea/contract';
import { type Call, call, callVersioned } from './call.ts';

type Contract = typeof adminApi.administrators;
export type Administrator = Contract['administrator']['_output'];
export type AdministratorList = Contract['list']['_output'];
export type Role = AdministratorRole;

const base = '/api/admin/administrators';
const invitations = '/api/admin/administrator-invitations';
const one = (id: string): string => `${base}/${encodeURIComponent(id)}`;

type Options = Pick<Call, 'signal' | 'reason'>;

export const listAdministrators = (after: string | undefined, options: Options): Promise<AdministratorList> =>
  call(base, { query: { cursor: after }, ...options });

/** Changes what is there at this moment; somebody else's change in between is refused by the server. */
export async function changeAdministrator(id: string, change: Contract['change']['_input']): Promise<void> {
  const { version } = await callVersioned(one(id));
  await call(one(id), { method: 'PATCH', body: change, version });
}

export async function removeAdministrator(id: string): Promise<void> {
  const { version } = await callVersioned(one(id));
  await call(one(id), { method: 'DELETE', version });
}

export const inviteAdministrator = (email: string, roles: Role[]): Promise<unknown> =>
  call(invitations, { method: 'POST', body: { email, roles } });

export const listInvitations = (signal: AbortSignal): Promise<Contract['invitations']['_output']> =>
  call(invitations, { signal });

export const revokeInvitation = (id: string): Promise<unknown> =>
  call(`${invitations}/${encodeURIComponent(id)}`, { method: 'DELETE' });
