/**
 * A double of Sign In with LinkedIn using OpenID Connect, written from LinkedIn's public documentation. Two things that
 * clients ran into: its ID tokens hold no nonce, and its web applications may not send a `code_verifier`
 * (github.com/nextauthjs/next-auth/issues/8831).
 */
import { SignJWT } from 'jose';
import { html, json, type Received, type Reply } from '../loopback.ts';
import { newSigningKey, publishedKeys } from '../misbehaviour.ts';
import { bearerOf, type Desk, isForm, startDouble, type VendorClient, type VendorOptions } from './vendor.ts';

// https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow#step-2-request-an-authorization-code
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  const isOurs = client?.redirectUris.includes(parameters.get('redirect_uri') ?? '') === true;
  const isCode = parameters.get('response_type') === 'code' && (parameters.get('scope') ?? '') !== '';
  return isOurs && isCode ? null : html('<h1>Bummer, something went wrong.</h1>', 400);
}

export async function startLinkedIn(options: VendorOptions) {
  const key = await newSigningKey('RS256');

  // https://www.linkedin.com/oauth/.well-known/openid-configuration
  const discovery = (_: Received, { origin }: Desk) =>
    json(200, {
      issuer: `${origin}/oauth`,
      authorization_endpoint: `${origin}/oauth/v2/authorization`,
      token_endpoint: `${origin}/oauth/v2/accessToken`,
      userinfo_endpoint: `${origin}/v2/userinfo`,
      jwks_uri: `${origin}/oauth/openid/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      claims_supported: [
        'iss',
        'aud',
        'iat',
        'exp',
        'sub',
        'name',
        'given_name',
        'family_name',
        'picture',
        'email',
        'email_verified',
        'locale',
      ],
    });

  // https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2#id-token
  const idToken = (origin: string, audience: string, claims: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
      .setIssuer(`${origin}/oauth`)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key.pair.privateKey);

  // https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow#step-3-exchange-authorization-code-for-an-access-token
  async function redeem(asked: Received, desk: Desk): Promise<Reply> {
    const form = new URLSearchParams(asked.body);
    const client = desk.clientOf(form.get('client_id'));
    const refuse = (status: number, error: string, error_description: string) =>
      json(status, { error, error_description });
    if (
      !isForm(asked) ||
      client === undefined ||
      form.get('client_secret') !== client.clientSecret ||
      form.has('code_verifier')
    )
      return refuse(401, 'invalid_client', 'Client authentication failed');
    if (form.get('grant_type') !== 'authorization_code')
      return refuse(400, 'invalid_request', 'A required parameter "grant_type" is missing');
    const allowed = desk.takeCode(form.get('code'));
    if (allowed?.client !== client || form.get('redirect_uri') !== allowed.redirectUri)
      return refuse(
        400,
        'invalid_request',
        'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.',
      );
    const { scopes, account } = allowed;
    const claims = {
      sub: account.subject,
      name: account.name,
      email: account.email,
      email_verified: account.emailVerified,
    };
    const signed = scopes.includes('openid') ? { id_token: await idToken(desk.origin, client.clientId, claims) } : {};
    return json(200, {
      access_token: desk.issueToken(allowed),
      expires_in: 5_184_000,
      scope: scopes.join(','),
      token_type: 'Bearer',
      ...signed,
    });
  }

  // https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2#api-request-to-retreive-member-details
  function userinfo(asked: Received, desk: Desk): Reply {
    const allowed = desk.holderOf(bearerOf(asked));
    if (allowed === undefined)
      return json(401, {
        status: 401,
        serviceErrorCode: 65_600,
        code: 'INVALID_ACCESS_TOKEN',
        message: 'Invalid access token',
      });
    const { account, scopes } = allowed;
    const [given, family] = (account.name ?? '').split(' ');
    return json(200, {
      sub: account.subject,
      ...(scopes.includes('profile') ? { name: account.name, given_name: given, family_name: family } : {}),
      ...(scopes.includes('email') ? { email: account.email, email_verified: account.emailVerified } : {}),
    });
  }

  return startDouble(
    {
      authorizePath: '/oauth/v2/authorization',
      check,
      // …#application-is-rejected
      denied: { error: 'user_cancelled_authorize', error_description: 'The user cancelled the authorization' },
      routes: {
        'GET /oauth/.well-known/openid-configuration': discovery,
        'GET /oauth/openid/jwks': async () => json(200, { keys: await publishedKeys([key], undefined) }),
        'POST /oauth/v2/accessToken': redeem,
        'GET /v2/userinfo': userinfo,
      },
      unknown: () => json(404, { status: 404, serviceErrorCode: 0, message: 'No virtual resource found' }),
    },
    options,
  );
}
