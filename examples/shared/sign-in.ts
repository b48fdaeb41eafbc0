/**
 * Sign-in by OpenID Connect: authorization code with PKCE, `state`, `nonce` and the issuer of the answer, all checked.
 * The library does the checking; what matters here is that it is told what to expect, and that each is used once.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import type { Settings } from './settings.ts';
import { fetchClaims, type Standing } from './standing.ts';
import type { PendingSignIn, Visit, Visits } from './visits.ts';

export type Wanted = {
  /** Where in the application the person goes afterwards. */
  readonly returnTo: string;
  readonly prompt?: 'create' | 'login';
  /** The person must have proved who they are within so many seconds. */
  readonly maxAgeSeconds?: number;
  /** How strongly: an `acr` of Cardea, such as `urn:cardea:aal2` for two factors. */
  readonly acr?: string;
  readonly intent?: string;
};

export type Finished<State> =
  | { readonly outcome: 'signed_in'; readonly visit: Visit<State>; readonly pending: PendingSignIn }
  | { readonly outcome: 'not_allowed' | 'sign_in_over' | 'unavailable' };

type Dependencies<State> = {
  readonly settings: Settings;
  readonly configuration: client.Configuration;
  readonly visits: Visits<State>;
  readonly scope: string;
};

/** Finds out about Cardea by its address alone. Plain http is for this machine only. */
export function discover({ issuer, clientId, clientSecret }: Settings): Promise<client.Configuration> {
  const execute = issuer.hostname === 'localhost' ? [client.allowInsecureRequests] : [];
  return client.discovery(issuer, clientId, clientSecret, client.ClientSecretBasic(clientSecret), { execute });
}

export function createSignIn<State>({ settings, configuration, visits, scope }: Dependencies<State>) {
  return {
    /** Remembers what is asked for and sends the browser to Cardea. */
    async begin(visit: Visit<State>, reply: FastifyReply, wanted: Wanted): Promise<FastifyReply> {
      const state = client.randomState();
      const nonce = client.randomNonce();
      const codeVerifier = client.randomPKCECodeVerifier();
      const { returnTo, prompt, maxAgeSeconds = null, acr, intent = null } = wanted;
      visits.begin(visit, state, { nonce, codeVerifier, returnTo, maxAgeSeconds, intent });
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: `${settings.origin}/callback`,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(prompt === undefined ? {} : { prompt }),
        ...(acr === undefined ? {} : { acr_values: acr }),
        ...(maxAgeSeconds === null ? {} : { max_age: String(maxAgeSeconds) }),
      });
      return reply.redirect(address.href, 303);
    },

    /** What came back: redeems the code, asks who it is, and signs the visit in. */
    async finish(request: FastifyRequest, reply: FastifyReply): Promise<Finished<State>> {
      const address = new URL(request.url, settings.origin);
      const state = address.searchParams.get('state') ?? '';
      const visit = visits.find(request);
      const pending = visit?.pending.get(state);
      // Not begun in this browser: somebody else's answer must never sign anybody in here.
      if (visit === null || pending === undefined) return { outcome: 'sign_in_over' };
      visit.pending.delete(state);
      try {
        const tokens = await client.authorizationCodeGrant(configuration, address, {
          expectedState: state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.codeVerifier,
          idTokenExpected: true,
          ...(pending.maxAgeSeconds === null ? {} : { maxAge: pending.maxAgeSeconds }),
        });
        const standing = toStanding(tokens);
        const claims = await fetchClaims(configuration, standing);
        visits.welcome(visit, { ...standing, claims }, reply);
        return { outcome: 'signed_in', visit, pending };
      } catch (error) {
        if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') {
          return { outcome: 'not_allowed' };
        }
        request.log.warn(error, 'a sign-in could not be finished');
        return { outcome: 'unavailable' };
      }
    },

    /** Where signing out continues: Cardea ends the session, tells the other applications, and sends the browser back. */
    signOutAddress: (idToken: string): string =>
      client.buildEndSessionUrl(configuration, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${settings.origin}/signed-out`,
      }).href,
  };
}

function toStanding(tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers): Standing {
  const identity = tokens.claims();
  if (identity === undefined || tokens.id_token === undefined) throw new Error('The answer holds no identity token.');
  const { sub, sid, auth_time: authTime, acr } = identity;
  const now = Date.now();
  return {
    sub,
    sid: typeof sid === 'string' ? sid : '',
    acr: typeof acr === 'string' ? acr : '',
    authenticatedAt: new Date((authTime ?? identity.iat) * 1000),
    idToken: tokens.id_token,
    accessToken: tokens.access_token,
    accessTokenFrom: new Date(now),
    accessTokenUntil: new Date(now + (tokens.expiresIn() ?? 0) * 1000),
    refreshToken: tokens.refresh_token ?? null,
  };
}
