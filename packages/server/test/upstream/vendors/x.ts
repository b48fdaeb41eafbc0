/** A double of X's OAuth 2.0 with PKCE, written from X's public documentation alone. */
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

// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code#parameters: all of them are needed
const needed = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];

function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  const isWhole = needed.every((name) => (parameters.get(name) ?? '') !== '') && parameters.has('scope');
  const isOurs = client?.redirectUris.includes(parameters.get('redirect_uri') ?? '') === true;
  const isCode = parameters.get('response_type') === 'code' && parameters.get('code_challenge_method') === 'S256';
  if (isWhole && isOurs && isCode) return null;
  return html('<h1>Something went wrong</h1><p>You weren’t able to give access to the App.</p>', 400);
}

// https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token: confidential clients use Basic
function redeem(asked: Received, desk: Desk): Reply {
  const refuse = (status: number, error: string, description: string) =>
    json(status, { error, error_description: description });
  const given = credentialsIn(asked);
  const client = desk.clientOf(given?.id);
  if (given?.by !== 'basic' || client === undefined)
    return refuse(401, 'unauthorized_client', 'Missing valid authorization header');
  if (given.secret !== client.clientSecret)
    return refuse(401, 'unauthorized_client', 'Missing valid authorization header');
  const form = new URLSearchParams(asked.body);
  if (!isForm(asked) || form.get('grant_type') !== 'authorization_code')
    return refuse(400, 'unsupported_grant_type', 'Missing required parameter [grant_type].');
  const allowed = desk.takeCode(form.get('code'));
  if (allowed?.client !== client)
    return refuse(400, 'invalid_request', 'Value passed for the authorization code was invalid.');
  if (form.get('redirect_uri') !== allowed.redirectUri)
    return refuse(
      400,
      'invalid_request',
      'Value passed for the redirect uri did not match the uri of the authorization code.',
    );
  if (!provesPossession(allowed, form.get('code_verifier')))
    return refuse(400, 'invalid_request', 'Value passed for the code verifier did not match the code challenge.');
  return json(200, {
    token_type: 'bearer',
    expires_in: 7200,
    access_token: desk.issueToken(allowed),
    scope: allowed.scopes.join(' '),
  });
}

const fieldsOf = ({ query }: Received) => (query.get('user.fields') ?? '').split(',').filter((field) => field !== '');

// https://docs.x.com/x-api/users/get-my-user: needs `users.read` and `tweet.read`; `confirmed_email` needs `users.email`
function me(asked: Received, desk: Desk): Reply {
  const allowed = desk.holderOf(bearerOf(asked));
  // https://docs.x.com/x-api/fundamentals/response-codes-and-errors
  if (allowed === undefined)
    return json(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' });
  const { account, scopes } = allowed;
  if (!['users.read', 'tweet.read'].every((scope) => scopes.includes(scope)))
    return json(403, { title: 'Forbidden', type: 'about:blank', status: 403, detail: 'Forbidden' });
  const wantsMail = fieldsOf(asked).includes('confirmed_email') && scopes.includes('users.email');
  const mail = wantsMail && account.emailVerified === true ? { confirmed_email: account.email } : {};
  return json(200, {
    data: { id: account.subject, name: account.name ?? account.login, username: account.login, ...mail },
  });
}

export const startX = (options: VendorOptions) =>
  startDouble(
    {
      authorizePath: '/i/oauth2/authorize',
      check,
      denied: { error: 'access_denied' },
      routes: { 'POST /2/oauth2/token': redeem, 'GET /2/users/me': me },
      unknown: () => json(404, { title: 'Not Found', type: 'about:blank', status: 404, detail: 'Not Found' }),
    },
    options,
  );
