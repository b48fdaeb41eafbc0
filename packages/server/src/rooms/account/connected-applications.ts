/** The applications that a customer allowed to have something, and how that is taken back. */
import { ProblemError } from '../../foundation/errors/index.ts';
import {
  type Application,
  type DescribedScope,
  isApplicationId,
  isDocumentId,
  isOfItself,
} from '../applications/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { NamedResource } from './consent-request.ts';
import type { AccountDependencies } from './dependencies.ts';

export type ConnectedApplication = {
  readonly applicationId: string;
  readonly name: string;
  readonly since: Date;
  readonly scopes: readonly DescribedScope[];
  /** One that registered itself; at which address it says who it is, where it does. Null for all others. */
  readonly ofItself: { readonly documentHost: string | null } | null;
  /** The APIs it may be used at, of one that registered itself. */
  readonly resources: readonly NamedResource[];
};

/** The customer's connected applications, newest first. */
export async function listConnected(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
): Promise<ConnectedApplication[]> {
  const consents = await deps.consents.list(deps.database.reader, tenantId, customerId);
  const usedAt = await deps.consents.resourcesOf(deps.database.reader, tenantId, customerId);
  const connected = await Promise.all(
    consents.map(async ({ applicationId, scopes, grantedAt: since }): Promise<ConnectedApplication[]> => {
      const application = await deps.applications.find(tenantId, applicationId);
      if (application === null) return [];
      const described = await deps.applications.describeScopes(application, scopes);
      const resources = await namesOf(deps, tenantId, usedAt.get(applicationId) ?? []);
      const ofItself = isOfItself(application) ? { documentHost: documentHostOf(application) } : null;
      return [{ applicationId, name: application.name, since, scopes: described, ofItself, resources }];
    }),
  );
  return connected.flat();
}

/** The host that vouches for who it is: where the document lies that it is known by. */
export function documentHostOf({ applicationId, madeBy }: Application): string | null {
  return madeBy === 'metadata_document' ? new URL(applicationId).host : null;
}

async function namesOf(
  deps: AccountDependencies,
  tenantId: string,
  resources: readonly string[],
): Promise<NamedResource[]> {
  return Promise.all(
    resources.map(async (resourceUri) => {
      const name = (await deps.applications.resource(tenantId, resourceUri))?.name ?? resourceUri;
      return { resourceUri, name };
    }),
  );
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
  if (!isApplicationId(applicationId) && !isDocumentId(applicationId)) throw new ProblemError('application.not_found');
  const { customerId } = current;
  const removed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const withdrawn = await deps.consents.withdraw(tx, { tenantId, customerId, applicationId, requestId });
    if (withdrawn) await deps.sessions.grants.revokeOf(tx, tenantId, customerId, applicationId);
    return withdrawn;
  });
  if (!removed) throw new ProblemError('application.not_found');
}
