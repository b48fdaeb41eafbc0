/**
 * Somebody signed out at a provider: every session here that was begun or raised with that account ends. A message is
 * heard once, and whether anybody was signed in is told to nobody.
 */

import type { Clock } from '../../../foundation/clock/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { hashSecret } from '../../../foundation/ids/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { longestSeconds, readLogoutToken } from './logout-token.ts';
import type { ProviderDocuments } from './provider-documents.ts';

export type UpstreamLogout = {
  readonly tenant: Tenant;
  readonly connectionId: string;
  readonly token: string;
  /** Where it came from. */
  readonly address: string;
  readonly requestId: string;
};

export async function endByUpstream(
  deps: Pick<IdentityDependencies, 'connections' | 'credentials' | 'database' | 'protection' | 'sessions'> & {
    readonly clock: Clock;
    readonly documents: ProviderDocuments;
  },
  { tenant, connectionId, token, address, requestId }: UpstreamLogout,
): Promise<void> {
  const { tenantId } = tenant;
  await deps.protection.demand(tenantId, deps.protection.networkCharges(address, 'sign-out-notice'));
  const connection = await deps.connections.find(tenantId, connectionId);
  const told = connection === null ? null : await readLogoutToken(deps.documents, connection, token, deps.clock.now());
  if (told === null) throw new ProblemError('upstream_logout.refused');
  const { identities } = deps.credentials;
  const key = { connectionId, issuer: told.issuer, subject: told.subject };
  const found = await identities.find(deps.database.reader, tenantId, key);
  await deps.database.transaction({ customers: found === null ? [] : [found.customerId] }, async (tx) => {
    const heard = { connectionId, tokenHash: hashSecret(told.tokenId), keptSeconds: longestSeconds * 2 };
    if (!(await identities.hearLogout(tx, tenantId, heard))) throw new ProblemError('upstream_logout.refused');
    if (found === null) return;
    const { customerId, identityId } = found;
    const proof = { method: 'connection', credentialId: identityId } as const;
    for (const sessionId of await deps.sessions.provenBy(tx, tenantId, customerId, proof))
      await deps.sessions.end(tx, { tenantId, customerId, sessionId, reason: 'signed_out_elsewhere', requestId });
  });
}
