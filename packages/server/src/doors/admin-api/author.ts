/** The caller as rooms take whoever changes something: for the ledger, and for the version that was looked at. */
import type { Author } from '../../rooms/tenants/index.ts';
import type { AdminCall } from './route.ts';

export function authorOf(
  call: Pick<AdminCall<unknown, unknown>, 'actor' | 'caller' | 'request' | 'expectedVersion'>,
): Author {
  const { actor, caller, request, expectedVersion } = call;
  const mayExpose = caller.permissions.has('customers.personal:read');
  return { actor, requestId: request.id, mayExpose, ...(expectedVersion === '' ? {} : { expectedVersion }) };
}
