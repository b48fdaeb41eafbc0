/**
 * A double of the Microsoft identity platform, written from Microsoft's public documentation alone: one directory for
 * everybody (`common`), an issuer for each tenant, and an address in `email` that any tenant may have typed.
 */
import { SignJWT } from 'jose';
import { html, json, type Received, type Reply } from '../loopback.ts';
import { newSigningKey, publishedKeys } from '../misbehaviour.ts';
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

/** The tenant of whoever has none in `more.tid`. */
export const contosoTenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';

// https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#send-the-sign-in-request
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  const page = (code: number, text: string) => html(`<h1>Sign in</h1><p>AADSTS${code}: ${text}</p>`, 400);
  if (client === undefined) return page(700_016, 'Application was not found in the directory.');
  if (!client.redirectUris.includes(parameters.get('redirect_uri') ?? ''))
    return page(50_011, 'The redirect URI specified in the request does not match the redirect URIs configured.');
  const isWhole = parameters.get('response_type') === 'code' && (parameters.get('scope') ?? '') !== '';
  return isWhole ? null : page(900_144, 'The request body must contain a parameter that is missing.');
}

export async function startMicrosoft(options: VendorOptions & { readonly audience?: 'common' | string }) {
  const { audience = 'common' } = options;
  const key = await newSigningKey('RS256');

  // https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#find-your-apps-openid-configuration-document-uri
  const discovery = (_: Received, { origin }: Desk) =>
    json(200, {
      issuer: `${origin}/${audience === 'common' ? '{tenantid}' : audience}/v2.0`,
      authorization_endpoint: `${origin}/${audience}/oauth2/v2.0/authorize`,
      token_endpoint: `${origin}/${audience}/oauth2/v2.0/token`,
      jwks_uri: `${origin}/${audience}/discovery/v2.0/keys`,
      userinfo_endpoint: `${origin}/oidc/userinfo`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    });

  // https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token
  async function redeem(asked: Received, desk: Desk): Promise<Reply> {
    // …#error-response-1
    const refuse = (status: number, error: string, code: number, text: string) =>
      json(status, {
        error,
        error_description: `AADSTS${code}: ${text}`,
        error_codes: [code],
        timestamp: '',
        trace_id: '',
        correlation_id: '',
      });
    const given = credentialsIn(asked);
    const client = desk.clientOf(given?.id);
    if (!isForm(asked) || client === undefined)
      return refuse(400, 'unauthorized_client', 700_016, 'Application was not found in the directory.');
    if (given?.secret !== client.clientSecret)
      return refuse(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.');
    const form = new URLSearchParams(asked.body);
    if (form.get('grant_type') !== 'authorization_code')
      return refuse(400, 'unsupported_grant_type', 70_003, 'The grant type is not supported.');
    const allowed = desk.takeCode(form.get('code'));
    if (allowed?.client !== client || form.get('redirect_uri') !== allowed.redirectUri)
      return refuse(400, 'invalid_grant', 70_000, 'The provided value for the code is not valid.');
    if (!provesPossession(allowed, form.get('code_verifier')))
      return refuse(
        400,
        'invalid_grant',
        501_481,
        'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
      );
    const { account, nonce, scopes } = allowed;
    const tid = String(account.more?.['tid'] ?? contosoTenant);
    // https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference; `email` is what an
    // administrator of that tenant typed, `xms_edov` says whether its domain is theirs
    const idToken = await new SignJWT({
      tid,
      oid: account.subject,
      ver: '2.0',
      name: account.name,
      preferred_username: account.email,
      ...(scopes.includes('email') && account.email !== undefined ? { email: account.email } : {}),
      ...(nonce === null ? {} : { nonce }),
      ...account.more,
    })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
      .setIssuer(String(account.more?.['iss'] ?? `${desk.origin}/${tid}/v2.0`))
      .setAudience(client.clientId)
      .setSubject(account.subject)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key.pair.privateKey);
    return json(200, {
      token_type: 'Bearer',
      scope: scopes.join(' '),
      expires_in: 3599,
      access_token: desk.issueToken(allowed),
      id_token: idToken,
    });
  }

  // https://learn.microsoft.com/en-us/entra/identity-platform/userinfo
  function userinfo(asked: Received, desk: Desk): Reply {
    const allowed = desk.holderOf(bearerOf(asked));
    if (allowed === undefined)
      return json(401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } });
    const { account } = allowed;
    return json(200, { sub: account.subject, name: account.name, email: account.email });
  }

  return startDouble(
    {
      authorizePath: `/${audience}/oauth2/v2.0/authorize`,
      check,
      denied: { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.' },
      routes: {
        [`GET /${audience}/v2.0/.well-known/openid-configuration`]: discovery,
        [`GET /${audience}/discovery/v2.0/keys`]: async () =>
          json(200, { keys: await publishedKeys([key], undefined) }),
        [`POST /${audience}/oauth2/v2.0/token`]: redeem,
        'GET /oidc/userinfo': userinfo,
      },
      unknown: () =>
        json(404, {
          error: 'invalid_request',
          error_description: 'AADSTS90002: Tenant not found.',
          error_codes: [90_002],
        }),
    },
    options,
  );
}
