/**
 * Access tokens of customers as our own API takes them, opaque or signed. Whether one counts is read from what it hangs
 * on, so a token dies with its session, grant or customer in the very next request.
 */
import type { FastifyRequest } from 'fastify';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { checkPossession } from './possession.ts';
import { registeredOf } from './scopes.ts';
import { readSignedToken } from './signed-token.ts';

export type Bearer = {
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly current: CurrentSession;
};

/** How a token is shown: by the scheme `DPoP` it comes with a proof that its key is at hand (RFC 9449, section 7). */
export type ShownToken = { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string };

/** The proof is missing, or not good; with a nonce it would be. */
export type Unproven = { readonly unproven: true; readonly nonce: string | null };

/** The customer's session behind the token and what it allows; null when it is none of ours, or no longer. */
export async function readBearer(
  deps: ProtocolDependencies,
  request: FastifyRequest,
  { scheme, token }: ShownToken,
): Promise<Bearer | Unproven | null> {
  const { tenant } = request;
  const presented = token.includes('.') ? await readSigned(deps, tenant, token) : await readOpaque(deps, tenant, token);
  if (presented === null) return null;
  const { applicationId, sessionId, scopes, jkt } = presented;
  // Bound to a key, a token is worth nothing without its proof; bound to none, it has nothing to be proven.
  if ((jkt === null) !== (scheme === 'Bearer')) return null;
  if (jkt !== null) {
    const possession = await checkPossession(deps, request, { token, jkt, applicationId });
    if (possession === 'refused') return { unproven: true, nonce: null };
    if (possession !== 'proven') return { unproven: true, nonce: possession.nonce };
  }
  const current = await deps.gate.sessionOf(tenant.tenantId, sessionId, tenant.settings.session.idleSeconds);
  return current && { applicationId, scopes: scopes.split(' '), current };
}

type Presented = {
  readonly applicationId: string;
  readonly sessionId: string;
  readonly scopes: string;
  readonly jkt: string | null;
};

async function readOpaque(deps: ProtocolDependencies, tenant: Tenant, token: string): Promise<Presented | null> {
  const found = await deps.sessions.tokens.find(deps.database.reader, 'access_tokens', tenant.tenantId, token);
  if (found === null) return null;
  if (!deps.gate.mayIssue({ ...found, sessionLive: found.isLive, grantLive: found.isGrantLive })) return null;
  const application = await deps.applications.find(tenant.tenantId, found.applicationId);
  const { jkt } = found.rest;
  const scopes = application && registeredOf(application, found.scopes);
  return scopes === null ? null : { ...found, scopes, jkt: typeof jkt === 'string' ? jkt : null };
}

async function readSigned(deps: ProtocolDependencies, tenant: Tenant, token: string): Promise<Presented | null> {
  const signed = await readSignedToken(deps, tenant, token);
  if (signed === null || signed.standing === null) return null;
  const { aud, jkt, scope } = signed.payload;
  // For this API and no other: a token made for somebody else's API must not open the account (RFC 8707).
  if (aud !== `${tenant.origin}/api`) return null;
  const { applicationId, sessionId } = signed.standing;
  return { applicationId, sessionId, scopes: scope ?? '', jkt: typeof jkt === 'string' ? jkt : null };
}

/** A token for the tenant's own API: of a person in a live session, or of a service, which has none. */
export type ManagementToken = {
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly current: CurrentSession | null;
};

/**
 * What stands behind a token that was made for the tenant's own API; null when it was made for anything else, is none of
 * ours, or no longer counts. Opaque tokens are never made for it.
 */
export async function readManagementToken(
  deps: ProtocolDependencies,
  tenant: Tenant,
  token: string,
): Promise<ManagementToken | null> {
  const signed = await readSignedToken(deps, tenant, token);
  if (signed === null) return null;
  const { aud, jkt, scope, clientId } = signed.payload;
  if (aud !== `${tenant.origin}/api` || jkt !== undefined || clientId === undefined) return null;
  const scopes = (scope ?? '').split(' ');
  if (signed.standing === null) return { applicationId: clientId, scopes, current: null };
  const { applicationId, sessionId } = signed.standing;
  const current = await deps.gate.sessionOf(tenant.tenantId, sessionId, tenant.settings.session.idleSeconds);
  return current && { applicationId, scopes, current };
}
