/**
 * A double of Sign in with Apple, written from Apple's public documentation alone: the answer is a posted form, the
 * name comes once, and the client's secret is a token that it signs itself.
 */
import { decodeProtectedHeader, importSPKI, jwtVerify, SignJWT } from 'jose';
import { postedAnswer } from '../login-form.ts';
import { html, json, type Received, type Reply } from '../loopback.ts';
import { newSigningKey, publishedKeys } from '../misbehaviour.ts';
import { type Allowance, type Desk, isForm, startDouble, type VendorClient, type VendorOptions } from './vendor.ts';

export type AppleTeam = {
  readonly teamId: string;
  readonly keyId: string;
  /** SPKI in PEM: what Apple keeps of the key that it gave out. */
  readonly publicKey: string;
};

// https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server.
function check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null {
  if (client === undefined) return html('<h1>invalid_client</h1>', 400);
  if (!client.redirectUris.includes(parameters.get('redirect_uri') ?? ''))
    return html('<h1>invalid_request</h1><p>Invalid web redirect url.</p>', 400);
  const scopes = (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (!scopes.every((scope) => ['name', 'email', 'openid'].includes(scope))) return html('<h1>invalid_scope</h1>', 400);
  // "If you request any scopes, the value must be form_post."
  if (scopes.length > 0 && parameters.get('response_mode') !== 'form_post')
    return html(
      '<h1>invalid_request</h1><p>response_mode must be form_post when name or email scope is requested.</p>',
      400,
    );
  return parameters.get('response_type')?.split(' ').includes('code') === true
    ? null
    : html('<h1>invalid_request</h1>', 400);
}

export async function startApple({ team, ...options }: VendorOptions & { readonly team: AppleTeam }) {
  const key = await newSigningKey('RS256');
  const known = new Set<string>();

  // https://developer.apple.com/documentation/signinwithapplerestapi/authenticating-users-with-sign-in-with-apple: the
  // user's name is "only returned the first time the user authorizes the app"
  function answer({ account, redirectUri, scopes }: Allowance, given: Record<string, string>): Reply {
    const isFirst = !known.has(account.login);
    known.add(account.login);
    const [firstName = '', lastName = ''] = (account.name ?? '').split(' ');
    const user =
      isFirst && scopes.length > 0
        ? { user: JSON.stringify({ name: { firstName, lastName }, email: account.email }) }
        : {};
    return postedAnswer(redirectUri, { ...given, ...user });
  }

  // https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
  async function isSecretRight(secret: string, client: VendorClient, origin: string): Promise<boolean> {
    try {
      const { alg, kid } = decodeProtectedHeader(secret);
      if (alg !== 'ES256' || kid !== team.keyId) return false;
      const { payload } = await jwtVerify(secret, await importSPKI(team.publicKey, 'ES256'), {
        algorithms: ['ES256'],
        issuer: team.teamId,
        subject: client.clientId,
        // At Apple https://appleid.apple.com, which this double is not.
        audience: ['https://appleid.apple.com', origin],
        requiredClaims: ['iat', 'exp'],
      });
      return (payload.exp ?? 0) - Date.now() / 1000 <= 15_777_000;
    } catch {
      return false;
    }
  }

  // https://developer.apple.com/documentation/signinwithapplerestapi/generate-and-validate-tokens, …/errorresponse
  async function redeem(asked: Received, desk: Desk): Promise<Reply> {
    const form = new URLSearchParams(asked.body);
    const client = desk.clientOf(form.get('client_id'));
    if (!isForm(asked) || asked.headers.authorization !== undefined) return json(400, { error: 'invalid_request' });
    if (client === undefined || !(await isSecretRight(form.get('client_secret') ?? '', client, desk.origin)))
      return json(400, { error: 'invalid_client' });
    if (form.get('grant_type') !== 'authorization_code') return json(400, { error: 'unsupported_grant_type' });
    const allowed = desk.takeCode(form.get('code'));
    if (allowed?.client !== client)
      return json(400, { error: 'invalid_grant', error_description: 'The code has expired or has been revoked.' });
    if (form.get('redirect_uri') !== allowed.redirectUri) return json(400, { error: 'invalid_grant' });
    const { account, nonce, scopes } = allowed;
    const mail = scopes.includes('email') ? { email: account.email, email_verified: account.emailVerified } : {};
    // …/authenticating-users-with-sign-in-with-apple#Retrieve-the-users-information-from-Apple-ID-servers: the value of
    // email_verified "may be a String or Boolean"
    const idToken = await new SignJWT({
      ...mail,
      nonce_supported: true,
      ...(nonce === null ? {} : { nonce }),
      ...account.more,
    })
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .setIssuer(desk.origin)
      .setAudience(client.clientId)
      .setSubject(account.subject)
      .setIssuedAt()
      .setExpirationTime('1d')
      .sign(key.pair.privateKey);
    return json(200, {
      access_token: desk.issueToken(allowed),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: desk.issueToken(allowed),
      id_token: idToken,
    });
  }

  // https://appleid.apple.com/.well-known/openid-configuration
  const discovery = (_: Received, { origin }: Desk) =>
    json(200, {
      issuer: origin,
      authorization_endpoint: `${origin}/auth/authorize`,
      token_endpoint: `${origin}/auth/token`,
      revocation_endpoint: `${origin}/auth/revoke`,
      jwks_uri: `${origin}/auth/keys`,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'name'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      claims_supported: [
        'aud',
        'email',
        'email_verified',
        'exp',
        'iat',
        'is_private_email',
        'iss',
        'nonce',
        'nonce_supported',
        'sub',
      ],
    });

  return startDouble(
    {
      authorizePath: '/auth/authorize',
      check,
      answer,
      denied: { error: 'user_cancelled_authorize' },
      routes: {
        'GET /.well-known/openid-configuration': discovery,
        'GET /auth/keys': async () => json(200, { keys: await publishedKeys([key], undefined) }),
        'POST /auth/token': redeem,
      },
      unknown: () => json(404, { error: 'invalid_request' }),
    },
    options,
  );
}
