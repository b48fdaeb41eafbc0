/** Accounts elsewhere as their owner sees them: those that are linked, and the connections that could be. */
import type { LinkedIdentity } from '../../credentials/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { IdentityDependencies } from './dependencies.ts';

export type IdentityItem = Pick<
  LinkedIdentity,
  'identityId' | 'connectionId' | 'email' | 'name' | 'linkedAt' | 'lastUsedAt'
> & {
  /** What the business calls the connection; its id where it is here no longer. */
  readonly connectionName: string;
  /** It begins a sign-in now. Otherwise the connection is off. */
  readonly isUsable: boolean;
};

export type ConnectionItem = { readonly connectionId: string; readonly name: string };

export type IdentityOverview = {
  readonly identities: readonly IdentityItem[];
  /** In the order of their buttons; one may be linked already, with another account there. */
  readonly offered: readonly ConnectionItem[];
};

export async function readIdentities(
  deps: IdentityDependencies,
  { tenantId }: Tenant,
  customerId: string,
): Promise<IdentityOverview> {
  const [linked, connections] = await Promise.all([
    deps.credentials.identities.of(deps.database.reader, tenantId, customerId),
    deps.connections.list(tenantId),
  ]);
  const known = new Map(connections.map((connection) => [connection.connectionId, connection]));
  return {
    identities: linked.map(({ identityId, connectionId, email, name, linkedAt, lastUsedAt }) => {
      const connection = known.get(connectionId);
      const connectionName = connection?.name ?? connectionId;
      const isUsable = connection?.state === 'active';
      return { identityId, connectionId, connectionName, email, name, linkedAt, lastUsedAt, isUsable };
    }),
    offered: connections
      .filter(({ state }) => state === 'active')
      .map(({ connectionId, name }) => ({ connectionId, name })),
  };
}
