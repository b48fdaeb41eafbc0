/** An application written with `@fastify/oauth2`, which finds our addresses by discovery and keeps its state in cookies. */
import { randomBytes } from 'node:crypto';
import oauth2, { type OAuth2Namespace, type Token } from '@fastify/oauth2';
import type { FastifyRequest } from 'fastify';
import { heldFrom, type Library } from '../web-application.ts';

type Query = { readonly item: string; readonly prompt?: string; readonly state: string; readonly error?: string };

const queryOf = (request: FastifyRequest) => request.query as Query;
const stateCookie = 'shop-state';

export const fastifyOauth2: Library = async (app, { issuer, callback, clientId, clientSecret }, arrive) => {
  await app.register(oauth2, {
    name: 'cardea',
    scope: ['openid', 'profile', 'email'],
    credentials: { client: { id: clientId, secret: clientSecret } },
    callbackUri: callback,
    discovery: { issuer },
    pkce: 'S256',
    redirectStateCookieName: stateCookie,
    generateStateFunction: (request: FastifyRequest) =>
      `${randomBytes(16).toString('base64url')}.${queryOf(request).item}`,
    checkStateFunction: (request: FastifyRequest) => request.cookies[stateCookie] === queryOf(request).state,
  });
  const library = app.getDecorator<OAuth2Namespace>('cardea');

  app.get('/sign-in', async (request, reply) => {
    const address = new URL(await library.generateAuthorizationUri(request, reply));
    const { prompt } = queryOf(request);
    if (prompt !== undefined) address.searchParams.set('prompt', prompt);
    return reply.redirect(address.href, 303);
  });
  app.get('/callback', async (request, reply) => {
    const { state, error } = queryOf(request);
    const item = state.split('.')[1] ?? '';
    if (error !== undefined) return arrive(reply, { item, error });
    const { token } = await library.getAccessTokenFromAuthorizationCodeFlow(request, reply);
    return arrive(reply, { item, held: heldFrom(token) });
  });

  return {
    async refresh(former) {
      const due = { refresh_token: former.refreshToken } as Token;
      return heldFrom((await library.getNewAccessTokenUsingRefreshToken(due, {})).token, former);
    },
    userinfo: async ({ accessToken }) => ({ ...(await library.userinfo(accessToken)) }),
    // The library has no word for signing out.
    signOutAddress: ({ idToken }, returnTo) =>
      `${issuer}/oauth/logout?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: returnTo })}`,
  };
};
