/** How a caller sees customers: whole only with the permission for it and a reason, which is recorded; else masked. */
import type { StaffView } from '../../rooms/release/index.ts';
import type { AdminCall } from './route.ts';

/** The view of this call. */
export function viewOf({ tenant, caller, actor, reason, request }: AdminCall<unknown, unknown>): StaffView {
  return {
    tenantId: tenant.tenantId,
    actor,
    reason: caller.permissions.has('customers.personal:read') ? reason : null,
    requestId: request.id,
  };
}
