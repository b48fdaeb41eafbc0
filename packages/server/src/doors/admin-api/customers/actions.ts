/** What staff do to an account. Each ends at once what it says it ends; none of them lets staff learn or choose a secret. */
import { adminApi, type ErrorCode } from '@cardea/contract';
import type { Acting } from '../../../rooms/directory/index.ts';
import { actingOf, idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';

const root = '/api/admin/customers/{customer_id}';

export function customerActionRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory, recovery } = deps;
  const action = (
    name: string,
    operation: string,
    summary: string,
    act: (acting: Acting, customerId: string) => Promise<void>,
    ...errors: readonly ErrorCode[]
  ) =>
    defineAdminRoute({
      method: 'POST',
      path: `${root}/${name}`,
      operation,
      summary,
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.customers.nothing,
      status: 204,
      isRepeatable: true,
      errors: ['customer.not_found', 'administrator.above_own', ...errors],
      async handle(call) {
        await act(actingOf(call), idOf(call, 'customer_id'));
        return {};
      },
    });
  return [
    action(
      'disable',
      'disableCustomer',
      'Pause an account: nobody is signed in to it from this moment',
      directory.disable,
      'customer.not_in_state',
      'administrator.last_owner',
    ),
    action('enable', 'enableCustomer', 'Open a paused account again', directory.enable, 'customer.not_in_state'),
    action(
      'close',
      'closeCustomer',
      'Begin the grace at the end of which the account is closed',
      directory.close,
      'customer.not_in_state',
      'administrator.last_owner',
    ),
    action('keep', 'keepCustomer', 'Keep an account that is about to close', directory.keep, 'customer.not_in_state'),
    action('end-sessions', 'endCustomerSessions', 'End every session of the customer', directory.endSessions),
    defineAdminRoute({
      method: 'POST',
      path: `${root}/send-password-link`,
      operation: 'sendPasswordLink',
      summary:
        'Send the customer a link back into their account: by mail, or by text message where there is only a number',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.customers.nothing,
      status: 202,
      isRepeatable: true,
      errors: [
        ...(['customer.not_found', 'customer.not_in_state', 'administrator.above_own'] as const),
        ...(['customer.unreachable', 'sms.unavailable', 'connection.required', 'connection.not_offered'] as const),
      ],
      async handle(call) {
        const { tenant, actor, request } = call;
        const customerId = idOf(call, 'customer_id');
        const acting = actingOf(call);
        // First, so that nobody's mailbox or phone is charged for what is refused.
        await directory.demandMayActOn(acting, customerId);
        await recovery.sendPasswordLink({
          tenant,
          customerId,
          actor,
          requestId: request.id,
          demandMayAct: (tx) => directory.demandStillMayActOn(tx, acting, customerId),
        });
        return {};
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${root}/sessions/{session_id}`,
      operation: 'endCustomerSession',
      summary: 'End one session of the customer',
      permission: 'customers:write',
      mask: 'none',
      status: 204,
      errors: ['session.not_found', 'administrator.above_own'],
      async handle(call) {
        await directory.endSession(actingOf(call), idOf(call, 'customer_id'), idOf(call, 'session_id'));
        return {};
      },
    }),
  ];
}
