/** A call as the rooms know it that act: who, where, in which request. */
import type { Acting } from '../../rooms/directory/index.ts';
import type { AdminCall } from './route.ts';

export function actingOf({ tenant, caller, actor, request }: AdminCall<unknown, unknown>): Acting {
  return { tenantId: tenant.tenantId, by: { place: tenant, caller }, actor, requestId: request.id };
}

/** The id in the path. */
export function idOf({ params }: Pick<AdminCall<unknown, unknown>, 'params'>, name: string): string {
  return params[name] ?? '';
}
