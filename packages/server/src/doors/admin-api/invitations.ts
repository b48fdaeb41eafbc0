/** Invitations to register: the address is proven by the link, and the password is chosen behind it. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import { idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/invitations';

export function invitationRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { registration } = deps;
  return [
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'inviteCustomer',
      summary: 'Invite somebody to register',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.invitations.invite,
      status: 201,
      answer: adminApi.invitations.invited,
      isRepeatable: true,
      errors: ['form.invalid', 'application.not_found', 'registration.closed'],
      async handle(call) {
        const { tenant, actor, request, locale: reader, body } = call;
        const { email, application_id: applicationId, locale = reader } = body;
        const wanted = { tenant, email, applicationId, locale, actor, requestId: request.id };
        const { invitationId, expiresAt } = await registration.invite(wanted);
        return { body: { invitation_id: invitationId, expires_at: expiresAt.toISOString() } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listInvitations',
      summary: 'Invitations, the open ones first',
      permission: 'customers:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.invitations.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const all = await registration.listInvitations(call.tenant.tenantId);
        const body = await listPage(deps, call, 'listInvitations', async (after, limit) => {
          const from = after === null ? 0 : all.findIndex(({ invitationId }) => invitationId === after[0]) + 1;
          // What it went on after has gone, with whatever stood behind it.
          if (after !== null && from === 0) throw new ProblemError('cursor.invalid');
          const page = all.slice(from, from + limit);
          const last = page.at(-1);
          const items = page.map((invitation) => ({
            invitation_id: invitation.invitationId,
            email: invitation.maskedEmail,
            application_id: invitation.applicationId,
            state: invitation.state,
            invited_at: invitation.invitedAt.toISOString(),
            expires_at: invitation.expiresAt.toISOString(),
          }));
          const hasMore = from + page.length < all.length && last !== undefined;
          return { items, next: hasMore ? [last.invitationId] : null };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{invitation_id}`,
      operation: 'revokeInvitation',
      summary: 'Take an invitation back',
      permission: 'customers:write',
      mask: 'none',
      status: 204,
      errors: ['invitation.not_found'],
      async handle(call) {
        const invitationId = idOf(call, 'invitation_id');
        const isRevoked =
          isId('invitation', invitationId) && (await registration.revokeInvitation(call.tenant.tenantId, invitationId));
        if (!isRevoked) throw new ProblemError('invitation.not_found');
        return {};
      },
    }),
  ];
}
