/** Accounts elsewhere that sign their owner in here: to look at, to link and to unlink. */
import { createInstallationClient } from '../../foundation/http-client/index.ts';
import type { Authentication } from '../authentication/index.ts';
import { revokeTask } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Acting, IdentityDependencies } from './identities/dependencies.ts';
import { type IdentityOverview, readIdentities } from './identities/overview.ts';
import { createProviderDocuments } from './identities/provider-documents.ts';
import { type RevokeDependencies, revokeWaiting, scheduleRevocation } from './identities/revoke-tokens.ts';
import { unlinkIdentity } from './identities/unlink.ts';
import { endByUpstream, type UpstreamLogout } from './identities/upstream-logout.ts';

type Linking = Authentication['connections'];

export type AccountIdentities = ReturnType<typeof createAccountIdentities>;

// The way to providers: no more than they have to say, and nobody is waited for.
const limits = { timeoutMilliseconds: 5000, mostBytes: 256 * 1024 };

/** Opens this part of the room. */
export function createAccountIdentities(
  given: IdentityDependencies & Omit<RevokeDependencies, 'send' | 'documents'> & { readonly development: boolean },
) {
  const { send } = createInstallationClient({ development: given.development, ...limits });
  const deps = { ...given, send, documents: createProviderDocuments(given) };
  return {
    /** What is linked, and what could be. */
    overview: (tenant: Tenant, customerId: string): Promise<IdentityOverview> =>
      readIdentities(deps, tenant, customerId),

    /** Where the owner goes to show an account that is to be linked; asks for a fresh proof. */
    async beginLink(acting: Acting, connectionId: string): Promise<{ readonly href: string }> {
      await deps.authentication.demandFresh(acting.tenant, acting.current);
      return deps.authentication.connections.beginLink({ ...acting, connectionId });
    },

    /** The account elsewhere that the owner of this session has shown, or null. */
    async waitingLink(waiting: Parameters<Linking['waitingLink']>[0]) {
      const arrival = await deps.authentication.connections.waitingLink(waiting);
      if (arrival === null) return null;
      const { connectionId } = arrival;
      const connection = await deps.connections.find(waiting.tenant.tenantId, connectionId);
      return { ...arrival, connectionName: connection?.name ?? connectionId };
    },

    /** Links it, by their word; asks for a fresh proof. */
    async finishLink(linking: Parameters<Linking['finishLink']>[0]): Promise<void> {
      const { tenant, current } = linking;
      await deps.authentication.demandFresh(tenant, current);
      await deps.protection.demand(tenant.tenantId, [{ budget: 'factor.change', key: current.customerId }]);
      await deps.authentication.connections.finishLink(linking);
    },

    /** Unlinks one; asks for a fresh proof, and refuses the last way in. */
    unlink: (acting: Acting, identityId: string): Promise<void> => unlinkIdentity(deps, acting, identityId),

    /** A provider says that somebody signed out there: what they began here with it ends. */
    endByUpstream: (logout: UpstreamLogout): Promise<void> => endByUpstream(deps, logout),

    /** Has kept tokens of identities that are gone given back, now and every hour from then on. */
    scheduleRevocation: (): Promise<void> => scheduleRevocation(deps, 0),
    /** The jobs of this part, for the runner. */
    tasks: { [revokeTask]: () => revokeWaiting(deps) } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
