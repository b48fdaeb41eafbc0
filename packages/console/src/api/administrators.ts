/** Who administers, and who is asked to, as /api/admin answers it. */
import type { components } from '@cardea/sdk';
import { management, present, told, toldVersion } from './management.ts';

type Schemas = components['schemas'];
export type Administrator = Schemas['Administrator'];
export type AdministratorList = Schemas['Administrators'];
export type Role = Administrator['roles'][number];

const one = '/api/admin/administrators/{customer_id}';
const invitations = '/api/admin/administrator-invitations';

export const listAdministrators = (after: string | undefined, signal: AbortSignal): Promise<AdministratorList> =>
  told(management.GET('/api/admin/administrators', { params: { query: present({ cursor: after }) }, signal }));

/** What a change names: who, and what is there at this moment; somebody else's change in between is refused. */
async function asOfNow(id: string) {
  const path = { customer_id: id };
  const { version = '' } = await toldVersion(management.GET(one, { params: { path } }));
  return { path, header: { 'If-Match': version } };
}

export async function changeAdministrator(id: string, body: Schemas['ChangeAdministrator']): Promise<void> {
  await told(management.PATCH(one, { params: await asOfNow(id), body }));
}

export async function removeAdministrator(id: string): Promise<void> {
  await told(management.DELETE(one, { params: await asOfNow(id) }));
}

export const inviteAdministrator = (email: string, roles: Role[]): Promise<unknown> =>
  told(management.POST(invitations, { body: { email, roles } }));

export const listInvitations = (signal: AbortSignal): Promise<Schemas['AdministratorInvitations']> =>
  told(management.GET(invitations, { signal }));

export const revokeInvitation = (id: string): Promise<unknown> =>
  told(management.DELETE(`${invitations}/{invitation_id}`, { params: { path: { invitation_id: id } } }));
