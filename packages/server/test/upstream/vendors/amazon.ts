/** A double of Login with Amazon, written from Amazon's public documentation alone. */
import { html, json, type Received, type Reply } from '../loopback.ts';
import {
  bearerOf,
  credentialsIn,
  type Desk,
  isForm,
  leave,
  provesPossession,
  startDouble,
  type VendorClient,
  type VendorOptions,
} from './vendor.ts';

const scopes = ['profile', 'profile:user_id', 'postal_code'];

// https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html#authorization-request
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (client?.redirectUris.includes(redirectUri) !== true) return html('<h1>400 Bad Request</h1>', 400);
  const state: Record<string, string> = parameters.has('state') ? { state: parameters.get('state') ?? '' } : {};
  // …#authorization-errors
  const refuse = (error: string, error_description: string) =>
    leave(redirectUri, { error, error_description, ...state });
  if (parameters.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'The response type is wrong.');
  const asked = (parameters.get('scope') ?? '').split(' ');
  if (!asked.every((scope) => scopes.includes(scope)))
    return refuse('invalid_scope', 'An unknown scope was requested.');
  return null;
}

// https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html#access-token-request
function redeem(asked: Received, desk: Desk): Reply {
  const refuse = (status: number, error: string, description: string) =>
    json(status, { error, error_description: description });
  const form = new URLSearchParams(asked.body);
  if (!isForm(asked)) return refuse(400, 'invalid_request', 'The request has an invalid content type.');
  const given = credentialsIn(asked);
  const client = desk.clientOf(given?.id);
  if (client === undefined || given?.secret !== client.clientSecret)
    return refuse(401, 'invalid_client', 'Client authentication failed');
  if (form.get('grant_type') !== 'authorization_code')
    return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported.');
  const allowed = desk.takeCode(form.get('code'));
  const isRight = allowed?.client === client && form.get('redirect_uri') === allowed.redirectUri;
  if (!isRight || !provesPossession(allowed, form.get('code_verifier')))
    return refuse(400, 'invalid_grant', 'The request has an invalid grant parameter : code');
  return json(200, {
    access_token: desk.issueToken(allowed),
    token_type: 'bearer',
    expires_in: 3600,
    refresh_token: `Atzr|${desk.issueToken(allowed)}`,
  });
}

// https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html: no word on whether mail is proven
function profile(asked: Received, desk: Desk): Reply {
  const header = asked.headers['x-amz-access-token'];
  const token = asked.query.get('access_token') ?? bearerOf(asked) ?? (typeof header === 'string' ? header : undefined);
  const allowed = desk.holderOf(token);
  if (allowed === undefined)
    return json(400, {
      error: 'invalid_token',
      error_description: 'The request has an invalid parameter : access_token',
      request_id: 'bef0c2f8-e292-4l96-8c95-8833fbd559df',
    });
  const { account } = allowed;
  const whole = allowed.scopes.includes('profile') ? { name: account.name, email: account.email } : {};
  return json(200, { user_id: `amzn1.account.${account.subject}`, ...whole });
}

export const startAmazon = (options: VendorOptions) =>
  startDouble(
    {
      authorizePath: '/ap/oa',
      check,
      denied: { error: 'access_denied', error_description: 'Access not permitted.' },
      routes: { 'POST /auth/o2/token': redeem, 'GET /user/profile': profile },
      unknown: () => json(404, { error: 'invalid_request', error_description: 'The request is malformed.' }),
    },
    options,
  );
