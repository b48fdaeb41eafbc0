/** The doubles themselves: a client that keeps to the documentation gets in, one that does not gets the vendor's refusal. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  contosoTenant,
  startAmazon,
  startApple,
  startDiscord,
  startFacebook,
  startGitHub,
  startLinkedIn,
  startMicrosoft,
  startX,
} from '../index.ts';
import { atUpstream } from '../through-upstream.ts';
import type { VendorDouble, VendorOptions } from './vendor.ts';

const redirectUri = 'http://localhost:4000/sign-in/with/vendor/callback';
const client = { clientId: 'the-client', clientSecret: 'the secret of the client', redirectUris: [redirectUri] };
const options: VendorOptions = { clients: [client] };
const verifier = 'a verifier that is as long as the standard wants it to be';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const basic = `Basic ${Buffer.from(`${client.clientId}:${encodeURIComponent(client.clientSecret)}`).toString('base64')}`;

type Way = {
  readonly authorize: string;
  readonly token: string;
  readonly profile: string;
  readonly scope: string;
  readonly basic?: true;
  readonly withoutVerifier?: true;
  readonly start: (options: VendorOptions) => Promise<VendorDouble>;
  /** Where the profile holds the account's id, and its value for Anna. */
  readonly id: readonly [string, unknown];
  readonly refusal: Record<string, unknown>;
};

const ways: Readonly<Record<string, Way>> = {
  GitHub: {
    authorize: '/login/oauth/authorize',
    token: '/login/oauth/access_token',
    profile: '/user',
    scope: 'read:user user:email',
    start: startGitHub,
    id: ['id', 248289761001],
    refusal: { error: 'bad_verification_code' },
  },
  Facebook: {
    authorize: '/dialog/oauth',
    token: '/oauth/access_token',
    profile: '/me?fields=id,name,email',
    scope: 'email public_profile',
    start: startFacebook,
    id: ['id', '248289761001'],
    refusal: { error: { type: 'OAuthException', code: 100 } },
  },
  X: {
    authorize: '/i/oauth2/authorize',
    token: '/2/oauth2/token',
    profile: '/2/users/me',
    scope: 'users.read tweet.read',
    basic: true,
    start: startX,
    id: ['data', { id: '248289761001', name: 'Anna Upstream', username: 'anna' }],
    refusal: { error: 'invalid_request' },
  },
  Amazon: {
    authorize: '/ap/oa',
    token: '/auth/o2/token',
    profile: '/user/profile',
    scope: 'profile',
    start: startAmazon,
    id: ['user_id', 'amzn1.account.248289761001'],
    refusal: { error: 'invalid_grant' },
  },
  Discord: {
    authorize: '/oauth2/authorize',
    token: '/api/oauth2/token',
    profile: '/api/users/@me',
    scope: 'identify email',
    start: startDiscord,
    id: ['id', '248289761001'],
    refusal: { error: 'invalid_grant' },
  },
  LinkedIn: {
    authorize: '/oauth/v2/authorization',
    token: '/oauth/v2/accessToken',
    profile: '/v2/userinfo',
    scope: 'openid profile email',
    withoutVerifier: true,
    start: startLinkedIn,
    id: ['sub', '248289761001'],
    refusal: { error: 'invalid_request' },
  },
  Microsoft: {
    authorize: '/common/oauth2/v2.0/authorize',
    token: '/common/oauth2/v2.0/token',
    profile: '/oidc/userinfo',
    scope: 'openid profile email',
    start: startMicrosoft,
    id: ['sub', '248289761001'],
    refusal: { error: 'invalid_grant', error_codes: [70_000] },
  },
};

async function codeAt(double: VendorDouble, { authorize, scope }: Way, login: string | null = 'anna') {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state: 'a state',
    nonce: 'a nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const { path } = await atUpstream(double, `${authorize}?${query}`, login);
  return new URL(path, redirectUri).searchParams;
}

async function redeemAt(double: VendorDouble, way: Way, code: string | null, change: Record<string, string> = {}) {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code: code ?? '',
    ...(way.withoutVerifier ? {} : { code_verifier: verifier }),
    ...(way.basic ? {} : { client_id: client.clientId, client_secret: client.clientSecret }),
    ...change,
  });
  const headers = { accept: 'application/json', ...(way.basic ? { authorization: basic } : {}) };
  const answer = await fetch(`${double.origin}${way.token}`, { method: 'POST', headers, body: form });
  return (await answer.json()) as Record<string, unknown>;
}

describe.each(Object.entries(ways))('the double of %s', (_, way) => {
  it('lets in who keeps to the documentation, and nobody else', async () => {
    const double = await way.start(options);
    try {
      const back = await codeAt(double, way);
      expect(back.get('state')).toBe('a state');
      const tokens = await redeemAt(double, way, back.get('code'));
      const profileWith = async (token: string) => {
        const headers = { authorization: `Bearer ${token}`, 'user-agent': 'tests' };
        const answer = await fetch(`${double.origin}${way.profile}`, { headers });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      };
      const [name, value] = way.id;
      expect((await profileWith(String(tokens['access_token']))).body[name]).toEqual(value);
      expect((await profileWith('made up')).status).toBeGreaterThanOrEqual(400);
      expect(await redeemAt(double, way, back.get('code'))).toMatchObject(way.refusal);
      const second = (await codeAt(double, way)).get('code');
      const strange = way.withoutVerifier ? { code_verifier: verifier } : { code_verifier: 'another' };
      if (way.scope !== 'identify email') expect(await redeemAt(double, way, second, strange)).toHaveProperty('error');
      expect((await codeAt(double, way, null)).get('error')).toMatch(/^(access_denied|user_cancelled_authorize)$/);
      expect((await fetch(`${double.origin}/undocumented`)).status).toBeGreaterThanOrEqual(400);
    } finally {
      await double.stop();
    }
  });
});

describe('what is odd at', () => {
  it('GitHub: errors come with status 200, form-encoded unless JSON is asked for, and nothing without a user agent', async () => {
    const double = await startGitHub(options);
    const answer = await fetch(`${double.origin}/login/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/^error=incorrect_client_credentials&/);
    await double.stop();
  });

  it('Microsoft: the issuer of `common` is a pattern, and each ID token names its tenant', async () => {
    const double = await startMicrosoft(options);
    const discovery = await fetch(`${double.origin}/common/v2.0/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({ issuer: `${double.origin}/{tenantid}/v2.0` });
    const way = ways['Microsoft'];
    if (way === undefined) throw new Error('no way');
    const tokens = await redeemAt(double, way, (await codeAt(double, way)).get('code'));
    const issuer = `${double.origin}/${contosoTenant}/v2.0`;
    expect(decodeJwt(String(tokens['id_token']))).toMatchObject({ iss: issuer, tid: contosoTenant, nonce: 'a nonce' });
    await double.stop();
  });

  it('LinkedIn: no nonce in its ID tokens', async () => {
    const double = await startLinkedIn(options);
    const way = ways['LinkedIn'];
    if (way === undefined) throw new Error('no way');
    const tokens = await redeemAt(double, way, (await codeAt(double, way)).get('code'));
    expect(decodeJwt(String(tokens['id_token']))).not.toHaveProperty('nonce');
    await double.stop();
  });

  it('Apple: a posted form, the name once, and a client secret that is signed', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const team = { teamId: 'TEAM123456', keyId: 'KEY1234567', publicKey };
    const double = await startApple({ ...options, team });
    const secretOf = async (issuer: string) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'ES256', kid: team.keyId })
        .setIssuer(issuer)
        .setSubject(client.clientId)
        .setAudience('https://appleid.apple.com')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(await importPKCS8(privateKey, 'ES256'));
    const query = (mode: string) =>
      `/auth/authorize?${new URLSearchParams({ client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', response_mode: mode, scope: 'name email', state: 's', nonce: 'n' })}`;
    await expect(atUpstream(double, query('query'), 'anna')).rejects.toThrow(/response_mode must be form_post/);
    const first = await atUpstream(double, query('form_post'), 'anna');
    expect(JSON.parse(first.posted?.['user'] ?? '')).toMatchObject({
      name: { firstName: 'Anna', lastName: 'Upstream' },
    });
    const second = await atUpstream(double, query('form_post'), 'anna');
    expect(second.posted).not.toHaveProperty('user');
    const redeem = async (code: string | undefined, secret: string) => {
      const form = {
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code: code ?? '',
        client_id: client.clientId,
        client_secret: secret,
      };
      const answer = await fetch(`${double.origin}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
      return (await answer.json()) as Record<string, unknown>;
    };
    expect(await redeem(second.posted?.['code'], await secretOf('ANOTHERTEAM'))).toEqual({ error: 'invalid_client' });
    expect(await redeem(second.posted?.['code'], client.clientSecret)).toEqual({ error: 'invalid_client' });
    const tokens = await redeem(second.posted?.['code'], await secretOf(team.teamId));
    expect(decodeJwt(String(tokens['id_token']))).toMatchObject({ sub: '248289761001', nonce: 'n' });
    await double.stop();
  });
});
