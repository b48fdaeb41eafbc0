/** The applications that a customer allowed to have something, and how that is taken back. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { type DescribedScope, isApplicationId } from '../applications/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { AccountDependencies } from './dependencies.ts';

export type ConnectedApplication = {
  readonly applicationId: string;
  readonly name: string;
  readonly since: Date;
  readonly scopes: readonly DescribedScope[];
};

/** The customer's connected applications, newest first. */
export async function listConnected(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
): Promise<ConnectedApplication[]> {
  const consents = await deps.consents.list(deps.database.reader, tenantId, customerId);
  const connected = await Promise.all(
    consents.map(async ({ applicationId, scopes, grantedAt: since }): Promise<ConnectedApplication[]> => {
      const application = await deps.applications.find(tenantId, applicationId);
      if (application === null) return [];
      const described = await deps.applications.describeScopes(application, scopes);
      return [{ applicationId, name: application.name, since, scopes: described }];
    }),
  );
  return connected.flat();
}

/** Takes back all that was allowed, and ends in the same moment what the application holds on the strength of it. */
export async function removeConnected(
  deps: AccountDependencies,
  tenantId: string,
  current: CurrentSession,
  applicationId: string,
  requestId: string,
): Promise<void> {
  // No name of an application: nobody can have allowed it anything, and the database takes no such text.
  if (!isApplicationId(applicationId)) throw new ProblemError('application.not_found');
  const { customerId } = current;
  const removed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const withdrawn = await deps.consents.withdraw(tx, { tenantId, customerId, applicationId, requestId });
    if (withdrawn) await deps.sessions.grants.revokeOf(tx, tenantId, customerId, applicationId);
    return withdrawn;
  });
  if (!removed) throw new ProblemError('application.not_found');
}
