/** An application written with `openid-client`: one line for each step, everything checked by the library. */
import * as client from 'openid-client';
import { heldFrom, type Library } from '../web-application.ts';

export const openidClient: Library = async (app, { issuer, origin, callback, clientId, clientSecret }, arrive) => {
  const configuration = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute: [client.allowInsecureRequests],
  });
  const begun = new Map<string, { readonly verifier: string; readonly nonce: string; readonly item: string }>();

  app.get<{ Querystring: { item: string; prompt?: string } }>('/sign-in', async ({ query }, reply) => {
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    begun.set(state, { verifier, nonce, item: query.item });
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: 'openid profile email',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(query.prompt === undefined ? {} : { prompt: query.prompt }),
    });
    return reply.redirect(address.href, 303);
  });
  app.get<{ Querystring: { state: string } }>('/callback', async ({ query, url }, reply) => {
    const { verifier, nonce, item } = begun.get(query.state) ?? { verifier: '', nonce: '', item: '' };
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(url, origin), {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: query.state,
      });
      return arrive(reply, { item, held: heldFrom(tokens) });
    } catch (error) {
      if (error instanceof client.AuthorizationResponseError) return arrive(reply, { item, error: error.error });
      throw error;
    }
  });

  return {
    refresh: async (former) => heldFrom(await client.refreshTokenGrant(configuration, former.refreshToken), former),
    userinfo: ({ accessToken }) => client.fetchUserInfo(configuration, accessToken, client.skipSubjectCheck),
    signOutAddress: ({ idToken }, returnTo) =>
      client.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: returnTo }).href,
  };
};
