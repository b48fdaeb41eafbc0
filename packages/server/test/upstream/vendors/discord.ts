/** A double of Discord's OAuth2, written from Discord's public documentation alone. */
import { html, json, type Received, type Reply } from '../loopback.ts';
import {
  bearerOf,
  credentialsIn,
  type Desk,
  isForm,
  provesPossession,
  startDouble,
  type VendorClient,
  type VendorOptions,
} from './vendor.ts';

// https://discord.com/developers/docs/topics/oauth2#authorization-code-grant
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  const isOurs = client?.redirectUris.includes(parameters.get('redirect_uri') ?? '') === true;
  const isCode = parameters.get('response_type') === 'code' && (parameters.get('scope') ?? '') !== '';
  const isKnownMethod = !parameters.has('code_challenge') || parameters.get('code_challenge_method') === 'S256';
  return isOurs && isCode && isKnownMethod ? null : html('<h1>Invalid OAuth2 redirect_uri</h1>', 400);
}

// https://discord.com/developers/docs/topics/oauth2#authorization-code-grant-access-token-exchange-example: "accept a
// content type of application/x-www-form-urlencoded", credentials by Basic or in the form
function redeem(asked: Received, desk: Desk): Reply {
  const given = credentialsIn(asked);
  const client = desk.clientOf(given?.id);
  if (!isForm(asked) || client === undefined || given?.secret !== client.clientSecret)
    return json(401, { error: 'invalid_client' });
  const form = new URLSearchParams(asked.body);
  if (form.get('grant_type') !== 'authorization_code') return json(400, { error: 'unsupported_grant_type' });
  const allowed = desk.takeCode(form.get('code'));
  if (allowed?.client !== client)
    return json(400, { error: 'invalid_grant', error_description: 'Invalid "code" in request.' });
  if (form.get('redirect_uri') !== allowed.redirectUri)
    return json(400, { error: 'invalid_grant', error_description: 'Invalid "redirect_uri" in request.' });
  // https://github.com/discord/discord-api-docs/issues/5254: a code that was asked for with a challenge needs its verifier
  if (!provesPossession(allowed, form.get('code_verifier')))
    return json(400, { error: 'invalid_request', error_description: 'Invalid "code_verifier"' });
  // …#authorization-code-grant-access-token-response
  return json(200, {
    access_token: desk.issueToken(allowed),
    token_type: 'Bearer',
    expires_in: 604_800,
    refresh_token: desk.issueToken(allowed),
    scope: allowed.scopes.join(' '),
  });
}

// https://discord.com/developers/docs/resources/user#user-object: `verified` and `email` need the scope `email`
function me(asked: Received, desk: Desk): Reply {
  const allowed = desk.holderOf(bearerOf(asked));
  // https://discord.com/developers/docs/reference#error-messages
  if (allowed === undefined) return json(401, { message: '401: Unauthorized', code: 0 });
  const { account, scopes } = allowed;
  if (!scopes.includes('identify')) return json(401, { message: '401: Unauthorized', code: 0 });
  const mail = scopes.includes('email')
    ? { email: account.email ?? null, verified: account.emailVerified ?? false }
    : {};
  return json(200, {
    id: account.subject,
    username: account.login,
    discriminator: '0',
    global_name: account.name ?? null,
    avatar: null,
    ...mail,
  });
}

export const startDiscord = (options: VendorOptions) =>
  startDouble(
    {
      authorizePath: '/oauth2/authorize',
      check,
      denied: {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request',
      },
      routes: { 'POST /api/oauth2/token': redeem, 'GET /api/users/@me': me, 'GET /api/v10/users/@me': me },
      unknown: () => json(404, { message: '404: Not Found', code: 0 }),
    },
    options,
  );
