/**
 * Access tokens of customers as our own API takes them, opaque or signed. Whether one counts is read from what it hangs
 * on, so a token dies with its session, grant or customer in the very next request.
 */
import type { FastifyRequest } from 'fastify';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import { showsCertificate } from './client-certificates.ts';
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
  const { applicationId, sessionId, scopes, jkt, x5t } = presented;
  if (x5t !== null && !showsCertificate(deps, request, x5t)) return null;
  const lacking = await lackOf(deps, request, { scheme, token }, { jkt, applicationId });
  if (lacking !== 'nothing') return lacking;
  const current = await deps.gate.sessionOf(tenant.tenantId, sessionId, tenant.settings.session.idleSeconds);
  return current && { applicationId, scopes: scopes.split(' '), current };
}

/** Bound to a key, a token is worth nothing without its proof; bound to none, it has nothing to be proven. */
async function lackOf(
  deps: ProtocolDependencies,
  request: FastifyRequest,
  { scheme, token }: ShownToken,
  { jkt, applicationId }: Pick<Presented, 'jkt' | 'applicationId'>,
): Promise<'nothing' | Unproven | null> {
  if ((jkt === null) !== (scheme === 'Bearer')) return null;
  if (jkt === null) return 'nothing';
  const possession = await checkPossession(deps, request, { token, jkt, applicationId });
  if (possession === 'refused') return { unproven: true, nonce: null };
  return possession === 'proven' ? 'nothing' : { unproven: true, nonce: possession.nonce };
}

type Presented = {
  readonly applicationId: string;
  readonly sessionId: string;
  readonly scopes: string;
  readonly jkt: string | null;
  /** Of the certificate that it is bound to (RFC 8705, 3.1). */
  readonly x5t: string | null;
};

async function readOpaque(deps: ProtocolDependencies, tenant: Tenant, token: string): Promise<Presented | null> {
  const found = await deps.sessions.tokens.find(deps.database.reader, 'access_tokens', tenant.tenantId, token);
  if (found === null) return null;
  if (!deps.gate.mayIssue({ ...found, sessionLive: found.isLive, grantLive: found.isGrantLive })) return null;
  const application = await deps.applications.find(tenant.tenantId, found.applicationId);
  const scopes = application && registeredOf(application, found.scopes);
  return scopes === null ? null : { ...found, scopes, ...bindingsOf(found.rest) };
}

async function readSigned(deps: ProtocolDependencies, tenant: Tenant, token: string): Promise<Presented | null> {
  const signed = await readSignedToken(deps, tenant, token);
  if (signed === null || signed.standing === null) return null;
  const { aud, scope } = signed.payload;
  // For this API and no other: a token made for somebody else's API must not open the account (RFC 8707).
  if (aud !== `${tenant.origin}/api`) return null;
  const { applicationId, sessionId } = signed.standing;
  return { applicationId, sessionId, scopes: scope ?? '', ...bindingsOf(signed.payload) };
}

function bindingsOf(said: Readonly<Record<string, unknown>>): Pick<Presented, 'jkt' | 'x5t'> {
  const { jkt, 'x5t#S256': x5t } = said;
  return { jkt: typeof jkt === 'string' ? jkt : null, x5t: typeof x5t === 'string' ? x5t : null };
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
  request: FastifyRequest,
  shown: ShownToken,
): Promise<ManagementToken | Unproven | null> {
  const { tenant } = request;
  const signed = await readSignedToken(deps, tenant, shown.token);
  if (signed === null) return null;
  const { aud, scope, clientId } = signed.payload;
  const { jkt, x5t } = bindingsOf(signed.payload);
  if (aud !== `${tenant.origin}/api` || clientId === undefined) return null;
  if (x5t !== null && !showsCertificate(deps, request, x5t)) return null;
  const lacking = await lackOf(deps, request, shown, { jkt, applicationId: clientId });
  if (lacking !== 'nothing') return lacking;
  const scopes = (scope ?? '').split(' ');
  if (signed.standing === null) return { applicationId: clientId, scopes, current: null };
  const { applicationId, sessionId } = signed.standing;
  const current = await deps.gate.sessionOf(tenant.tenantId, sessionId, tenant.settings.session.idleSeconds);
  return current && { applicationId, scopes, current };
}
