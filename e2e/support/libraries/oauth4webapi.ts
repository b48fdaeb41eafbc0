/** An application written with `oauth4webapi`: every message is made and checked by hand, as at the edge of a network. */
import * as oauth from 'oauth4webapi';
import { heldFrom, type Library } from '../web-application.ts';

const insecure = { [oauth.allowInsecureRequests]: true };

export const oauth4webapi: Library = async (app, registration, arrive) => {
  const { origin, callback } = registration;
  const issuer = new URL(registration.issuer);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const application: oauth.Client = { client_id: registration.clientId };
  const proof = oauth.ClientSecretBasic(registration.clientSecret);
  const begun = new Map<string, { readonly verifier: string; readonly nonce: string; readonly item: string }>();

  app.get<{ Querystring: { item: string; prompt?: string } }>('/sign-in', async ({ query }, reply) => {
    const [state, nonce, verifier] = [
      oauth.generateRandomState(),
      oauth.generateRandomNonce(),
      oauth.generateRandomCodeVerifier(),
    ];
    begun.set(state, { verifier, nonce, item: query.item });
    const parameters = new URLSearchParams({
      client_id: registration.clientId,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid profile email',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(query.prompt === undefined ? {} : { prompt: query.prompt }),
    });
    return reply.redirect(`${server.authorization_endpoint}?${parameters}`, 303);
  });
  app.get<{ Querystring: { state: string } }>('/callback', async ({ query, url }, reply) => {
    const { verifier, nonce, item } = begun.get(query.state) ?? { verifier: '', nonce: '', item: '' };
    try {
      const answer = oauth.validateAuthResponse(server, application, new URL(url, origin), query.state);
      const tokens = await oauth.processAuthorizationCodeResponse(
        server,
        application,
        await oauth.authorizationCodeGrantRequest(server, application, proof, answer, callback, verifier, insecure),
        { expectedNonce: nonce, requireIdToken: true },
      );
      return arrive(reply, { item, held: heldFrom(tokens) });
    } catch (error) {
      if (error instanceof oauth.AuthorizationResponseError) return arrive(reply, { item, error: error.error });
      throw error;
    }
  });

  return {
    async refresh(former) {
      const answer = await oauth.refreshTokenGrantRequest(server, application, proof, former.refreshToken, insecure);
      return heldFrom(await oauth.processRefreshTokenResponse(server, application, answer), former);
    },
    async userinfo({ accessToken }) {
      const answer = await oauth.userInfoRequest(server, application, accessToken, insecure);
      return oauth.processUserInfoResponse(server, application, oauth.skipSubjectCheck, answer);
    },
    signOutAddress: ({ idToken }, returnTo) =>
      `${server.end_session_endpoint}?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: returnTo })}`,
  };
};
