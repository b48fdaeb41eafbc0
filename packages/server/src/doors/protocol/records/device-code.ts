/**
 * Device codes (RFC 8628). The engine makes them and asks for them when a device polls; who enters and answers them is a
 * page of ours (rooms/account/device-requests.ts), so the engine never changes one.
 */
import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type PollOutcome, wantedAgeOf } from '../../../rooms/sessions/index.ts';
import { clientAddress } from '../../listener/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { wantedAcr } from '../interaction-policy.ts';
import { asRegistered } from '../scopes.ts';
import { currentWork } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

type DeviceDependencies = Pick<ProtocolDependencies, 'applications' | 'clock' | 'sessions' | 'gate'>;

export function deviceCodeRecords(deps: DeviceDependencies): Adapter {
  const { deviceCodes } = deps.sessions;

  /** What the device gets on the strength of an approved code. */
  async function approved({ token: found }: Extract<PollOutcome, { state: 'approved' }>) {
    const work = currentWork();
    const application = await deps.applications.find(work.tenant.tenantId, found.applicationId);
    if (application === null) return undefined;
    const token = asRegistered(application, found);
    if (!deps.gate.mayIssue({ ...token, sessionLive: token.isLive, grantLive: token.isGrantLive })) return undefined;
    work.token = token;
    return {
      ...token.rest,
      accountId: token.customerId,
      sessionUid: token.sessionId,
      expiresWithSession: true,
      grantId: token.grantId,
      sid: token.sid,
      ...(token.scopes === '' ? {} : { scope: token.scopes }),
      ...(token.isConsumed ? { consumed: true } : {}),
    };
  }

  return {
    ...nothing,

    async upsert(id, payload, lifetimeSeconds = 0) {
      const { tenant, request, write } = currentWork();
      const { clientId: applicationId = '', userCode = '', params = {} } = payload;
      await deviceCodes.keep(await write(), tenant.tenantId, {
        ...{ id, applicationId, userCode, lifetimeSeconds },
        ...askedScopes(),
        requiredAcr: wantedAcr(params['acr_values']),
        maxAgeSeconds: wantedAgeOf(params),
        client: { address: clientAddress(request), userAgent: (request.headers['user-agent'] ?? '').slice(0, 500) },
      });
    },

    // Asked once for each poll, and by nobody else: so it is counted here, and stays counted when the answer is a no.
    async find(id) {
      const { tenant, queries } = currentWork();
      const applicationId = Provider.ctx?.oidc.client?.clientId ?? '';
      const polled = await deviceCodes.poll(queries(), tenant.tenantId, { id, applicationId });
      if (polled === null) return undefined;
      if (polled.state === 'too_fast') throw new errors.SlowDown();
      const details = polled.state === 'approved' ? await approved(polled) : {};
      if (details === undefined) return undefined;
      return {
        ...details,
        kind: 'DeviceCode',
        jti: id,
        clientId: applicationId,
        ...(polled.state === 'denied' ? { error: 'access_denied', errorDescription: 'the customer refused' } : {}),
        // The database has decided whether its time is over.
        iat: 1,
        exp: polled.state === 'expired' ? 1 : epoch(deps.clock.now()) + 60,
      } as AdapterPayload;
    },

    // Used up in the statement that gives out the tokens, see give-out.ts. What was refused stays refused.
    async consume(id) {
      const { token, pending } = currentWork();
      if (token === null) return;
      pending.grantId = token.grantId;
      pending.uses = { kind: 'device_codes', id };
    },
  };
}

/** What the request that is being answered asks for, by the API that each scope belongs to. */
function askedScopes() {
  const oidc = Provider.ctx?.oidc;
  const resourceScopes: Record<string, string> = {};
  for (const [resource, server] of Object.entries(oidc?.resourceServers ?? {}))
    resourceScopes[resource] = [...(oidc?.requestParamScopes ?? [])]
      .filter((scope) => server.scopes.has(scope))
      .join(' ');
  return { scopes: [...(oidc?.requestParamOIDCScopes ?? [])].join(' '), resourceScopes };
}
