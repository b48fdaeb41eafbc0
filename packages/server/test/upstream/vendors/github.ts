/** A double of GitHub's OAuth apps, written from GitHub's public documentation alone. */
import { html, json, type Received, type Reply } from '../loopback.ts';
import {
  type Allowance,
  bearerOf,
  type Desk,
  leave,
  provesPossession,
  startDouble,
  type VendorClient,
  type VendorOptions,
} from './vendor.ts';

const docs = 'https://docs.github.com';

// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#1-request-a-users-github-identity
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  if (client === undefined) return html('<h1>404</h1>', 404);
  const wanted = parameters.get('redirect_uri');
  const [own = ''] = client.redirectUris;
  // https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors
  if (wanted !== null && !client.redirectUris.includes(wanted))
    return leave(own, {
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
      ...(parameters.has('state') ? { state: parameters.get('state') ?? '' } : {}),
    });
  const hasChallenge = parameters.has('code_challenge');
  if (hasChallenge && parameters.get('code_challenge_method') !== 'S256') return html('<h1>400</h1>', 400);
  return null;
}

// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#2-users-are-redirected-back-to-your-site-by-github
function redeem(asked: Received, desk: Desk): Reply {
  const form = new URLSearchParams(asked.body);
  // "By default, the response takes the following form" (form-encoded); other forms by the Accept header.
  const say = (members: Readonly<Record<string, string>>): Reply =>
    asked.headers.accept?.includes('application/json') === true
      ? json(200, members)
      : {
          status: 200,
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
          body: new URLSearchParams(members).toString(),
        };
  // https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
  const refuse = (error: string, description: string) =>
    say({
      error,
      error_description: description,
      error_uri: `${docs}/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#${error.replaceAll('_', '-')}`,
    });
  const client = desk.clientOf(form.get('client_id'));
  if (client === undefined || form.get('client_secret') !== client.clientSecret)
    return refuse('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.');
  const allowed = desk.takeCode(form.get('code'));
  if (allowed?.client !== client || !provesPossession(allowed, form.get('code_verifier')))
    return refuse('bad_verification_code', 'The code passed is incorrect or expired.');
  const uri = form.get('redirect_uri');
  if (uri !== null && uri !== allowed.redirectUri)
    return refuse(
      'redirect_uri_mismatch',
      'The redirect_uri MUST match the registered callback URL for this application.',
    );
  return say({ access_token: desk.issueToken(allowed), scope: allowed.scopes.join(','), token_type: 'bearer' });
}

function api(asked: Received, desk: Desk, read: (allowed: Allowance) => Reply): Reply {
  // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent
  if (asked.headers['user-agent'] === undefined)
    return {
      status: 403,
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    };
  const allowed = desk.holderOf(bearerOf(asked));
  // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
  return allowed === undefined
    ? json(401, { message: 'Bad credentials', documentation_url: `${docs}/rest`, status: '401' })
    : read(allowed);
}

// https://docs.github.com/en/rest/users/users#get-the-authenticated-user: `email` is the public one, if there is any
const user = (asked: Received, desk: Desk) =>
  api(asked, desk, ({ account }) =>
    json(200, {
      login: account.login,
      id: Number(account.subject),
      node_id: Buffer.from(`04:User${account.subject}`).toString('base64'),
      avatar_url: '',
      type: 'User',
      name: account.name ?? null,
      email: account.more?.['public_email'] ?? null,
      ...account.more,
    }),
  );

// https://docs.github.com/en/rest/users/emails#list-email-addresses-for-the-authenticated-user: needs `user:email`
const emails = (asked: Received, desk: Desk) =>
  api(asked, desk, ({ account: { email, emailVerified, more }, scopes }) => {
    if (!scopes.includes('user:email') && !scopes.includes('user'))
      return json(404, { message: 'Not Found', documentation_url: `${docs}/rest/users/emails`, status: '404' });
    if (more?.['emails'] !== undefined) return json(200, more['emails']);
    return json(
      200,
      email === undefined ? [] : [{ email, verified: emailVerified, primary: true, visibility: 'private' }],
    );
  });

export const startGitHub = (options: VendorOptions) =>
  startDouble(
    {
      authorizePath: '/login/oauth/authorize',
      check,
      denied: {
        error: 'access_denied',
        error_description: 'The user has denied your application access.',
        error_uri: `${docs}/apps/troubleshooting-authorization-request-errors/#access-denied`,
      },
      routes: { 'POST /login/oauth/access_token': redeem, 'GET /user': user, 'GET /user/emails': emails },
      unknown: () => json(404, { message: 'Not Found', documentation_url: `${docs}/rest`, status: '404' }),
    },
    options,
  );
