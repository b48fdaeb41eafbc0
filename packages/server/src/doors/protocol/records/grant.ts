/** Grants, read beside all that decides whether they count. The engine never writes one: see load-grant.ts. */
import type { Adapter } from 'oidc-provider';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { currentWork } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

export function grantRecords(deps: Pick<ProtocolDependencies, 'database' | 'sessions' | 'gate'>): Adapter {
  return {
    ...nothing,

    async find(grantId) {
      const { token } = currentWork();
      if (token?.grantId !== grantId) return undefined;
      return {
        kind: 'Grant',
        jti: grantId,
        accountId: token.customerId,
        clientId: token.applicationId,
        openid: { scope: token.grant.scopes },
        resources: { ...token.grant.resourceScopes },
        exp: epoch(token.expiresAt),
      };
    },

    destroy: (grantId) => revokeGrant(deps, grantId),
  };
}

/** Ends a grant in a transaction of its own: the request that caused it is refused, and the end stays. */
export async function revokeGrant(
  deps: Pick<ProtocolDependencies, 'database' | 'sessions'>,
  grantId: string,
): Promise<void> {
  const { tenant, request } = currentWork();
  const { tenantId } = tenant;
  const standing = await deps.sessions.grants.standing(deps.database.reader, tenantId, { grantId });
  if (standing === null) return;
  const { customerId } = standing;
  await deps.database.transaction({ customers: [customerId] }, (tx) =>
    deps.sessions.grants.revoke(tx, { tenantId, grantId, customerId, requestId: request.id }),
  );
}
