/** Invitations to administer: by mail, each link good once. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/administrator-invitations';

export function administratorInvitationRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { administration } = deps;
  return [
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'inviteAdministrator',
      summary: 'Ask somebody to administer, by mail',
      permission: 'admins:write',
      mask: 'none',
      body: adminApi.administrators.invite,
      status: 201,
      answer: adminApi.administrators.invited,
      isRepeatable: true,
      errors: ['form.invalid', 'administrator.above_own'],
      async handle(call) {
        const { tenant, caller, request, locale: reader, body } = call;
        const { email, roles, locale = reader } = body;
        const author = { caller, requestId: request.id };
        const { invitationId, expiresAt } = await administration.invite({ tenant, email, roles, locale }, author);
        return { body: { invitation_id: invitationId, expires_at: expiresAt.toISOString() } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listAdministratorInvitations',
      summary: 'Invitations to administer, newest first',
      permission: 'admins:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.administrators.invitations,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listAdministratorInvitations', async (after, limit) => {
          const [createdAt, invitationId] = after ?? [];
          const from =
            createdAt === undefined || invitationId === undefined ? null : ([createdAt, invitationId] as const);
          const found = await administration.invitations(call.tenant.tenantId, { after: from, limit: limit + 1 });
          const page = found.slice(0, limit);
          return {
            items: page.map((invitation) => ({
              invitation_id: invitation.invitationId,
              email: invitation.maskedEmail,
              roles: invitation.roles,
              state: invitation.state,
              invited_at: invitation.invitedAt.toISOString(),
              expires_at: invitation.expiresAt.toISOString(),
            })),
            next: found.length > limit ? (page.at(-1)?.position ?? null) : null,
          };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{invitation_id}`,
      operation: 'revokeAdministratorInvitation',
      summary: 'Take an invitation to administer back',
      permission: 'admins:write',
      mask: 'none',
      status: 204,
      errors: ['invitation.not_found', 'administrator.above_own'],
      async handle(call) {
        const { tenant, caller, request } = call;
        const author = { caller, requestId: request.id };
        const id = idOf(call, 'invitation_id');
        if (!(await administration.revokeInvitation(tenant, id, author)))
          throw new ProblemError('invitation.not_found');
        return {};
      },
    }),
  ];
}
