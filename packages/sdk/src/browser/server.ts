/** The conversation with Cardea, by a library that compares everything: codes and refresh tokens become access tokens. */
import * as oauth from 'oauth4webapi';
import type { Leaving } from './storage.ts';

export type AccessToken = { readonly value: string; readonly expiresAt: number };

export type Given = {
  readonly accessToken: AccessToken;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly claims: oauth.IDToken | undefined;
};

export type Server = ReturnType<typeof createServer>;

type Client = { readonly issuer: string; readonly clientId: string; readonly redirectUri: string };

/** What a client asks of one Cardea. */
export function createServer({ issuer, clientId, redirectUri }: Client) {
  const client: oauth.Client = { client_id: clientId };
  // Plain http is for one's own machine, which is checked before this.
  const plain = { [oauth.allowInsecureRequests]: issuer.startsWith('http:') };
  let discovering: Promise<oauth.AuthorizationServer> | undefined;
  // Each key's handle remembers the nonces that servers asked for.
  const handles = new WeakMap<CryptoKeyPair, oauth.DPoPHandle>();

  function handleOf(keys: CryptoKeyPair): oauth.DPoPHandle {
    const handle = handles.get(keys) ?? oauth.DPoP(client, keys);
    handles.set(keys, handle);
    return handle;
  }

  async function discover(): Promise<oauth.AuthorizationServer> {
    const url = new URL(issuer);
    discovering ??= oauth
      .discoveryRequest(url, { algorithm: 'oidc', ...plain })
      .then((answer) => oauth.processDiscoveryResponse(url, answer));
    try {
      return await discovering;
    } catch (error) {
      discovering = undefined;
      throw error;
    }
  }

  /** Asks, and once more with the nonce where one is wanted. */
  async function ask(
    send: () => Promise<Response>,
    read: (answer: Response) => Promise<oauth.TokenEndpointResponse>,
  ): Promise<Given> {
    let answered: oauth.TokenEndpointResponse;
    try {
      answered = await read(await send());
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error;
      answered = await read(await send());
    }
    if (answered.token_type !== 'dpop') throw new Error('the token is not bound to the key of this browser');
    return {
      accessToken: { value: answered.access_token, expiresAt: Date.now() + (answered.expires_in ?? 60) * 1000 },
      refreshToken: answered.refresh_token,
      idToken: answered.id_token,
      claims: oauth.getValidatedIdTokenClaims(answered),
    };
  }

  return {
    discover,

    /** A fresh sign-in and the address that it leaves for. */
    async depart(
      returnTo: string,
      parameters: Readonly<Record<string, string | readonly string[] | undefined>>,
    ): Promise<{ readonly leaving: Leaving; readonly address: string }> {
      const { authorization_endpoint: endpoint = `${issuer}/oauth/authorize` } = await discover();
      const keys = await oauth.generateKeyPair('ES256');
      const verifier = oauth.generateRandomCodeVerifier();
      const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
      const url = new URL(endpoint);
      const all = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        ...parameters,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // The code itself is of use to nobody else.
        dpop_jkt: await handleOf(keys).calculateThumbprint(),
      };
      for (const [name, value] of Object.entries(all))
        for (const one of [value ?? []].flat()) url.searchParams.append(name, one);
      return { leaving: { state, nonce, verifier, keys, returnTo, leftAt: Date.now() }, address: url.href };
    },

    /** Redeems what came back; throws what was wrong with it. */
    async redeem(answer: URL, { state, nonce, verifier, keys }: Leaving, resource: string | undefined): Promise<Given> {
      const server = await discover();
      const parameters = oauth.validateAuthResponse(server, client, answer, state);
      const additionalParameters = resource === undefined ? {} : { resource };
      const options = { DPoP: handleOf(keys), additionalParameters, ...plain };
      return ask(
        () =>
          oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, redirectUri, verifier, options),
        (response) => oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce }),
      );
    },

    /** Fresh tokens; throws an error with `error: 'invalid_grant'` when the sign-in is over. */
    async renew(keys: CryptoKeyPair, refreshToken: string, resource: string | undefined): Promise<Given> {
      const server = await discover();
      const additionalParameters = resource === undefined ? {} : { resource };
      const options = { DPoP: handleOf(keys), additionalParameters, ...plain };
      return ask(
        () => oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options),
        (response) => oauth.processRefreshTokenResponse(server, client, response),
      );
    },

    /** Calls an API with the token and a proof, once more with a nonce where the API wants one. */
    async call(keys: CryptoKeyPair, token: string, request: Request): Promise<Response> {
      const send = async () => {
        const { method, url, headers } = request;
        const body = request.body === null ? undefined : await request.clone().arrayBuffer();
        const options = { DPoP: handleOf(keys), signal: request.signal, ...plain };
        return oauth.protectedResourceRequest(token, method, new URL(url), new Headers(headers), body, options);
      };
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
        if (!oauth.isDPoPNonceError(error)) return error.response;
      }
      return send().catch((error: unknown) => {
        if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
        throw error;
      });
    },

    /** Whether Cardea says that a refresh token counts no more. */
    saysOver: (error: unknown): boolean => error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant',
  };
}
