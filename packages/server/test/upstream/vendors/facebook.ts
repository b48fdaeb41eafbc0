/** A double of Facebook Login, written from Meta's public documentation alone. */
import { createHmac } from 'node:crypto';
import { html, json, type Received, type Reply } from '../loopback.ts';
import { bearerOf, type Desk, provesPossession, startDouble, type VendorClient, type VendorOptions } from './vendor.ts';

// https://developers.facebook.com/docs/graph-api/guides/error-handling: every error is one `error` object
const refusal = (code: number, message: string, status = 400): Reply =>
  json(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'EJplcsCHuLu' } });

// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#login
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  if (client === undefined) return html('<h1>Invalid App ID</h1>', 400);
  if (!client.redirectUris.includes(parameters.get('redirect_uri') ?? '')) return html('<h1>URL Blocked</h1>', 400);
  return null;
}

// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#exchangecode
function redeem(asked: Received, desk: Desk): Reply {
  const form = asked.method === 'GET' ? asked.query : new URLSearchParams(asked.body);
  const client = desk.clientOf(form.get('client_id'));
  if (client === undefined) return refusal(101, 'Error validating application. Cannot get application info.');
  if (form.get('client_secret') !== client.clientSecret) return refusal(1, 'Error validating client secret.');
  const allowed = desk.takeCode(form.get('code'));
  if (allowed?.client !== client || !provesPossession(allowed, form.get('code_verifier')))
    return refusal(100, 'This authorization code has been used.');
  if (form.get('redirect_uri') !== allowed.redirectUri)
    return refusal(
      100,
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  return json(200, { access_token: desk.issueToken(allowed), token_type: 'bearer', expires_in: 5_183_944 });
}

// https://developers.facebook.com/docs/graph-api/reference/user, /docs/graph-api/overview#fields: id and name unless asked
function me(asked: Received, desk: Desk): Reply {
  const token = asked.query.get('access_token') ?? bearerOf(asked);
  const allowed = desk.holderOf(token);
  if (allowed === undefined) return refusal(190, 'Invalid OAuth access token.', 401);
  const { account, client, scopes } = allowed;
  // https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof
  const proof = asked.query.get('appsecret_proof');
  if (
    proof !== null &&
    proof !==
      createHmac('sha256', client.clientSecret)
        .update(token ?? '')
        .digest('hex')
  )
    return refusal(100, 'Invalid appsecret_proof provided in the API argument');
  const known: Record<string, unknown> = {
    id: account.subject,
    name: account.name,
    first_name: account.name?.split(' ')[0],
    last_name: account.name?.split(' ')[1],
    // "This field will not be returned if no valid email address is available", and needs the permission `email`
    email: scopes.includes('email') ? account.email : undefined,
    picture: undefined,
  };
  const fields = (asked.query.get('fields') ?? 'id,name').split(',').map((field) => field.trim());
  const strange = fields.find((field) => !(field in known));
  if (strange !== undefined) return refusal(100, `(#100) Tried accessing nonexisting field (${strange})`);
  return json(200, { ...Object.fromEntries(fields.map((field) => [field, known[field]])), id: account.subject });
}

export const startFacebook = (options: VendorOptions) =>
  startDouble(
    {
      // https://developers.facebook.com/docs/graph-api/guides/versioning: no version is the oldest one that is served
      authorizePath: '/dialog/oauth',
      check,
      // https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#cancel
      denied: { error_reason: 'user_denied', error: 'access_denied', error_description: 'Permissions error.' },
      routes: {
        'GET /oauth/access_token': redeem,
        'POST /oauth/access_token': redeem,
        'GET /me': me,
      },
      unknown: ({ path }) => refusal(2500, `Unknown path components: ${path}`),
    },
    options,
  );
