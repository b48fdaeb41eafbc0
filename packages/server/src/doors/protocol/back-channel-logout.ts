/** Tells an application that a session has ended (OpenID Connect Back-Channel Logout). Tried again until it listens. */
import { z } from 'zod';
import type { ProtocolDependencies } from './dependencies.ts';
import type { Engine } from './providers.ts';

/** The engine's own way of composing and sending the token, which its types leave out. */
type Told = { backchannelLogout(customerId: string, sid: string): Promise<void> };

const payloadSchema = z.object({ tenantId: z.string(), sessionId: z.string(), applicationId: z.string() });

export function createBackChannelLogout(
  deps: ProtocolDependencies,
  engineOf: (tenant: Parameters<ProtocolDependencies['renderRefusal']>[0]['tenant']) => Promise<Engine>,
): (payload: unknown) => Promise<void> {
  return async (payload) => {
    const { tenantId, sessionId, applicationId } = payloadSchema.parse(payload);
    const key = { tenantId, sessionId, applicationId };
    const tenant = await deps.tenants.byId(tenantId);
    const standing = await deps.sessions.grants.standing(deps.database.reader, tenantId, { sessionId, applicationId });
    if (tenant === null || standing === null) return;
    const { provider } = await engineOf(tenant);
    const client = await provider.Client.find(applicationId);
    if (client?.backchannelLogoutUri === undefined) return;
    await (client as unknown as Told).backchannelLogout(standing.customerId, standing.sid);
    await deps.sessions.grants.markNotified(deps.database.reader, key);
  };
}
