/**
 * Signed access tokens, as the server itself judges them: a signature says what was true, the rows say what still is.
 */
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { AdapterPayload } from 'oidc-provider';
import type { TokenStanding } from '../../rooms/sessions/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import { epoch, type ProtocolDependencies } from './dependencies.ts';
import { registeredOf } from './scopes.ts';

type SignedDependencies = Pick<ProtocolDependencies, 'applications' | 'database' | 'gate' | 'sessions' | 'tenants'>;

export type SignedToken = {
  readonly kind: 'AccessToken' | 'ClientCredentials';
  readonly payload: AdapterPayload;
  /** What it hangs on; a service's own token hangs on nothing but the service. */
  readonly standing: TokenStanding | null;
};

/** The token and what stands behind it, or null when it is not ours, is over, or no longer counts. */
export async function readSignedToken(
  deps: SignedDependencies,
  tenant: Tenant,
  token: string,
): Promise<SignedToken | null> {
  const verified = await verify(deps, tenant, token);
  const { client_id: applicationId, sid, scope } = verified ?? {};
  if (verified === null || typeof applicationId !== 'string') return null;
  const application = await deps.applications.find(tenant.tenantId, applicationId);
  if (application?.state !== 'active') return null;
  const claims = typeof scope === 'string' ? { ...verified, scope: registeredOf(application, scope) } : verified;
  if (typeof sid !== 'string') {
    if (claims.sub !== applicationId) return null;
    return { kind: 'ClientCredentials', payload: toPayload(claims, 'ClientCredentials'), standing: null };
  }

  const { sessions, database, gate } = deps;
  const found = await sessions.grants.standing(database.reader, tenant.tenantId, { sid });
  if (found === null || found.applicationId !== applicationId) return null;
  if (!gate.mayIssue({ ...found, sessionLive: found.isLive, grantLive: found.isGrantLive })) return null;
  // A grant that was taken back and given anew does not bring the old tokens back.
  if ((claims.iat ?? 0) < epoch(found.grantedAt)) return null;
  const standing: TokenStanding = {
    ...found,
    issuedAt: new Date((claims.iat ?? 0) * 1000),
    expiresAt: new Date((claims.exp ?? 0) * 1000),
    isConsumed: false,
    grant: { scopes: found.scopes, resourceScopes: found.resourceScopes },
    rest: {},
  };
  const { customerId, sessionId, grantId } = found;
  const payload = {
    ...toPayload(claims, 'AccessToken'),
    accountId: customerId,
    sessionUid: sessionId,
    expiresWithSession: true,
    grantId,
    sid,
  };
  return { kind: 'AccessToken', payload, standing };
}

async function verify(deps: SignedDependencies, tenant: Tenant, token: string): Promise<JWTPayload | null> {
  const { keys } = await deps.tenants.signingKeys.current(tenant.tenantId);
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: keys.map(publicPart) }), {
      issuer: tenant.origin,
      algorithms: ['ES256', 'RS256'],
      typ: 'at+jwt',
      requiredClaims: ['aud', 'client_id', 'exp', 'iat', 'jti', 'sub'],
    });
    return payload;
  } catch {
    return null;
  }
}

type Key = Awaited<ReturnType<ProtocolDependencies['tenants']['signingKeys']['current']>>['keys'][number];

function publicPart(key: Key) {
  const { kty, crv, x, y, n, e, kid, alg, use } = key;
  const present = Object.entries({ crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  return { kty: kty ?? '', kid, alg, use, ...Object.fromEntries(present) };
}

function toPayload(claims: JWTPayload, kind: SignedToken['kind']): AdapterPayload {
  const { acr, amr, auth_time: authTime, scope, jti, aud, iat, exp, client_id: clientId } = claims;
  const { jkt, 'x5t#S256': x5t } = (claims['cnf'] ?? {}) as { jkt?: string; 'x5t#S256'?: string };
  return {
    kind,
    jti,
    aud,
    iat,
    exp,
    clientId,
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(jkt === undefined ? {} : { jkt }),
    ...(x5t === undefined ? {} : { 'x5t#S256': x5t }),
    ...(acr === undefined ? {} : { extra: { acr, amr, auth_time: authTime } }),
  } as AdapterPayload;
}
