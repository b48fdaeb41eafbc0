/**
 * What an application's security profile asks of what it signs, and who may sign authorization requests (RFC 9101). By
 * value, or pushed: no address is ever fetched for a request.
 */
import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { epoch, type ProtocolDependencies } from './dependencies.ts';
import { checkAssertion } from './proof-times.ts';
import { currentWork } from './unit-of-work.ts';

type ProfileDependencies = Pick<ProtocolDependencies, 'applications' | 'clock'>;
type Claims = Readonly<Record<string, unknown>>;
type Header = { readonly alg?: unknown; readonly typ?: unknown };

// Of RFC 9101, and what libraries from before it write.
const requestTypes: ReadonlySet<unknown> = new Set(['oauth-authz-req+jwt', 'JWT', undefined]);
const longestRequestSeconds = 60 * 60;
// What is signed for something else proves nobody: requests pass through browsers (RFC 8725, 3.11; RFC 9101, 10.8).
const otherTypes: ReadonlySet<unknown> = new Set(['oauth-authz-req+jwt', 'dpop+jwt', 'at+jwt', 'logout+jwt']);

/** A client assertion; under the profile it is made for this issuer by its name alone, and never signed with RS256. */
export async function checkClientAssertion(
  deps: ProfileDependencies,
  ctx: KoaContextWithOIDC,
  { claims, header, client }: { readonly claims: Claims; readonly header: Header; readonly client: Client },
): Promise<void> {
  checkAssertion(claims, epoch(deps.clock.now()));
  if (otherTypes.has(header.typ)) throw new errors.InvalidClientAuth('this is no client assertion');
  if (!(await isFapi2(deps, client))) return;
  // FAPI 2.0 Security Profile, 5.3.2.1 and 5.4.1.
  if (claims['aud'] !== ctx.oidc.issuer) throw new errors.InvalidClientAuth('the audience must be the issuer');
  if (header.alg === 'RS256') throw new errors.InvalidClientAuth('RS256 is not in the profile');
}

/** A signed authorization request: only of an application that registered how it signs, for us, and for a short time. */
export async function checkSignedRequest(
  deps: ProfileDependencies,
  ctx: KoaContextWithOIDC,
  { claims, header, client }: { readonly claims: Claims; readonly header: Header; readonly client: Client },
): Promise<void> {
  // What was pushed was looked at when it came.
  if (ctx.oidc.entities.PushedAuthorizationRequest !== undefined) return;
  const { tenant } = currentWork();
  const application = await deps.applications.find(tenant.tenantId, client.clientId);
  if (application?.metadata.request_object_signing_alg === undefined) throw new errors.RequestNotSupported();
  const refuse = (why: string): never => {
    throw new errors.InvalidRequestObject(why);
  };
  const { iss, sub, aud, exp, nbf } = claims;
  const now = epoch(deps.clock.now());
  // A logout token or an assertion is no request (RFC 8725, 3.11).
  if (!requestTypes.has(header.typ)) refuse('this is no authorization request');
  if (iss !== client.clientId) refuse('the issuer must be the application');
  if (sub === client.clientId) refuse('a request that names the application as its subject could be an assertion');
  if (aud !== ctx.oidc.issuer && !(Array.isArray(aud) && aud.length === 1 && aud[0] === ctx.oidc.issuer))
    refuse('the audience must be the issuer');
  if (typeof exp !== 'number' || exp > now + longestRequestSeconds) refuse('the request lives too long');
  if (application.metadata.profile !== 'fapi2') return;
  // FAPI 2.0 Message Signing, 5.3.1.
  if (typeof nbf !== 'number' || nbf < now - longestRequestSeconds) refuse('the request is too old');
}

async function isFapi2(deps: ProfileDependencies, client: Client): Promise<boolean> {
  const application = await deps.applications.find(currentWork().tenant.tenantId, client.clientId);
  return application?.metadata.profile === 'fapi2';
}
