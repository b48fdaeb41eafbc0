/** Whether somebody who asked for a bulk action may still have it carried out: every step asks anew, of the rows as they are. */
import type { DirectoryDependencies } from './dependencies.ts';

/** An administrator who counts and may change customers, or an application that is enabled and registered for it. */
export async function mayGoOn(
  deps: Pick<DirectoryDependencies, 'access' | 'applications' | 'database' | 'tenants'>,
  tenantId: string,
  author: { readonly kind: string; readonly id: string },
): Promise<boolean> {
  const place = await deps.tenants.byId(tenantId);
  if (place === null) return false;
  if (author.kind === 'administrator')
    return (await deps.access.heldNow(deps.database.reader, place, author.id)).has('customers:write');
  const application = await deps.applications.find(tenantId, author.id);
  return application?.state === 'active' && application.metadata.scope.split(' ').includes('customers:write');
}
