/** How the protocol engine is set for one tenant. What is not switched on here is not offered, and not answered. */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { guardedFetch } from '../../foundation/http-client/index.ts';
import { isOfItself, ownLifeSeconds } from '../../rooms/applications/index.ts';
import { claimsByScope } from '../../rooms/release/index.ts';
import type { ProfileSchema, SigningKeySet, Tenant } from '../../rooms/tenants/index.ts';
import { findAccount } from './account.ts';
import { beginInteraction } from './begin-interaction.ts';
import { certificateMethods, mutualTls } from './client-certificates.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { acrValues, createInteractionPolicy } from './interaction-policy.ts';
import { lifetimes } from './lifetimes.ts';
import { loadGrant } from './load-grant.ts';
import { mayIntrospect } from './may-introspect.ts';
import { checkClientAssertion, checkSignedRequest } from './profiles.ts';
import { createRecords } from './records.ts';
import { registrationOffered } from './registration-offered.ts';
import { renderError } from './render-error.ts';
import { defaultResource, resourceServer } from './resources.ts';
import { openidScopes } from './scopes.ts';
import { toSigningKey } from './signing-key.ts';
import { currentWork } from './unit-of-work.ts';

/** Names the request that a browser comes back to. */
export const resumeCookie = 'cardea_resume';

/** What an engine is made of besides its tenant; it is made anew when any of it changes. */
export type EngineParts = {
  readonly keys: SigningKeySet;
  readonly proofNonceKey: Buffer;
  readonly schema: ProfileSchema;
};

const day = 24 * 60 * 60;

export function configure(
  deps: ProtocolDependencies,
  tenant: Tenant,
  { keys, proofNonceKey, schema }: EngineParts,
): Configuration {
  const { cookies } = deps;
  const cookie = { httpOnly: true, sameSite: 'lax', secure: cookies.isSecure, overwrite: true } as const;
  return {
    adapter: createRecords(deps, tenant.tenantId),
    jwks: { keys: keys.keys.map(toSigningKey) },
    acrValues: [...acrValues],
    scopes: [...openidScopes(schema)],
    claims: {
      iss: null,
      sid: null,
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      ...Object.fromEntries(Object.entries(claimsByScope(schema)).map(([scope, names]) => [scope, [...names]])),
    },
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'none',
      ...certificateMethods(deps),
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256'],
      dPoPSigningAlgValues: ['ES256', 'Ed25519'],
      requestObjectSigningAlgValues: ['ES256', 'PS256'],
    },
    assertJwtClientAuthClaimsAndHeader: (ctx, claims, header, client) =>
      checkClientAssertion(deps, ctx, { claims, header, client }),
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    // `null` is what a sandboxed frame says, and what an address of an own scheme has for an origin.
    clientBasedCORS: (ctx, origin) =>
      origin !== 'null' && ctx.oidc.client?.redirectUris?.some((uri) => originOf(uri) === origin) === true,
    cookies: {
      names: { session: cookies.nameOf('session'), interaction: 'cardea_interaction', resume: resumeCookie },
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      userinfo: '/oauth/userinfo',
      jwks: '/oauth/jwks',
      introspection: '/oauth/introspect',
      revocation: '/oauth/revoke',
      pushed_authorization_request: '/oauth/par',
      device_authorization: '/oauth/device_authorization',
      // A page of ours, which the engine never answers.
      code_verification: '/device',
      // Sign-out is ours from end to end; the engine keeps an address for it that nothing leads to.
      end_session: '/oauth/unused',
    },
    discovery: {
      end_session_endpoint: `${tenant.origin}/oauth/logout`,
      prompt_values_supported: ['none', 'login', 'consent', 'create'],
      ...registrationOffered(tenant),
    },
    features: {
      devInteractions: { enabled: false },
      externalSigningSupport: { enabled: true, ack: 'experimental-01' },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****' },
      // A nonce is asked for when a proof's own time is off, so applications need no right clock.
      dPoP: { enabled: true, nonceSecret: proofNonceKey },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => mayIntrospect(deps, tenant, client, token),
      },
      mTLS: mutualTls(deps),
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (ctx, client) =>
          (await defaultResource(deps, client.clientId, ctx.oidc.params?.['grant_type'])) ?? [],
        getResourceServerInfo: (ctx, resource, client) => {
          const isService = ctx.oidc.params?.['grant_type'] === 'client_credentials';
          return resourceServer(deps, client.clientId, { resource, bearer: isService ? 'service' : 'person' });
        },
        useGrantedResource: () => true,
      },
      // Of those who registered for it; there is no request by an address.
      requestObjects: {
        enabled: true,
        assertJwtClaimsAndHeader: (ctx, claims, header, client) =>
          checkSignedRequest(deps, ctx, { claims, header, client }),
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: true },
    },
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? lifetimes.opaqueAccessToken,
      AuthorizationCode: 60,
      DeviceCode: lifetimes.deviceCode,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? lifetimes.serviceToken,
      Grant: 30 * day,
      IdToken: lifetimes.idToken,
      Interaction: day,
      // A family of refresh tokens has one life, however often it rotates; the session's own end comes first anyway.
      RefreshToken: (ctx) =>
        ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? currentWork().refreshSeconds ?? firstRefreshSeconds(ctx),
      Session: (_ctx, session) => Math.max(1, (session.exp ?? 0) - Math.floor(deps.clock.now().getTime() / 1000)),
    },
    interactions: { policy: createInteractionPolicy(deps), url: (ctx, made) => beginInteraction(deps, ctx, made) },
    findAccount: async (ctx, customerId) => findAccount(deps, ctx, customerId),
    loadExistingGrant: (ctx) => loadGrant(deps, ctx),
    pairwiseIdentifier: (_ctx, customerId, client) =>
      deps.release.subject({ tenantId: tenant.tenantId, customerId, applicationId: client.clientId }),
    expiresWithSession: () => true,
    issueRefreshToken: async (_ctx, client, source) => {
      if (!client.grantTypeAllowed('refresh_token')) return false;
      const application = await deps.applications.find(tenant.tenantId, client.clientId);
      currentWork().refreshSeconds = application && ownLifeSeconds(application);
      // Agents seldom ask for the scope: that they registered for the grant, and were allowed, is enough.
      const isWanted = application?.firstParty === true || (application !== null && isOfItself(application));
      return isWanted || source.scopes.has('offline_access');
    },
    rotateRefreshToken: (ctx) =>
      ctx.oidc.client?.clientAuthMethod === 'none' && ctx.oidc.entities.RefreshToken?.isSenderConstrained() !== true,
    // Taking back one access token leaves the rest of the grant alone.
    revokeGrantPolicy: (ctx) => ctx.oidc.route !== 'revocation' || ctx.oidc.entities.RefreshToken !== undefined,
    extraTokenClaims: (ctx, token) => {
      if (!('sid' in token) || token.sid === undefined) return undefined;
      const { RefreshToken: refreshToken, AuthorizationCode: code } = ctx.oidc.entities;
      const { acr, amr, authTime } = code ?? refreshToken ?? {};
      return { sid: token.sid, acr, amr, auth_time: authTime };
    },
    renderError: (ctx, out, error) => renderError(deps, ctx, out, error),
    fetch: guardedFetch({ development: deps.development }),
  };
}

/** A device without a keyboard is signed in for as long as its session lives: nobody wants to type a code each month. */
function firstRefreshSeconds({ oidc }: KoaContextWithOIDC): number {
  return oidc.entities.DeviceCode === undefined ? lifetimes.refreshToken : lifetimes.deviceRefreshToken;
}

function originOf(uri: string): string | null {
  return URL.parse(uri)?.origin ?? null;
}
