/** The upstream itself: a certified client gets through when it is honest, and refuses it when it is not. */
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startUpstream, type Upstream } from './start-upstream.ts';
import { atUpstream } from './through-upstream.ts';

const redirectUri = 'http://localhost:4000/sign-in/with/contoso/callback';
const clients = [
  { clientId: 'es', clientSecret: 'a secret of the first client, long', redirectUris: [redirectUri] },
  {
    clientId: 'rs',
    clientSecret: 'a secret of the other client, long',
    redirectUris: [redirectUri],
    algorithm: 'RS256',
  },
] as const;

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({ clients });
});
afterAll(() => upstream.stop());
beforeEach(() => {
  for (const name of Object.keys(upstream.misbehaves)) Reflect.deleteProperty(upstream.misbehaves, name);
});

async function journey(by: (typeof clients)[number], login: string | null, prepare = async () => undefined as unknown) {
  const configuration = await client.discovery(
    new URL(upstream.issuer),
    by.clientId,
    { id_token_signed_response_alg: by.clientId === 'rs' ? 'RS256' : 'ES256' },
    client.ClientSecretBasic(by.clientSecret),
    { execute: [client.allowInsecureRequests] },
  );
  client.enableNonRepudiationChecks(configuration);
  const verifier = client.randomPKCECodeVerifier();
  const expected = { expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
  });
  const { path } = await atUpstream(upstream, address.href, login);
  await prepare();
  return client.authorizationCodeGrant(configuration, new URL(path, redirectUri), {
    pkceCodeVerifier: verifier,
    ...expected,
  });
}

describe('an upstream', () => {
  it.each(clients)('signs people in by $clientId', async (by) => {
    const tokens = await journey(by, 'anna');
    expect(tokens.claims()).toMatchObject({
      sub: '248289761001',
      email: 'anna@upstream.example',
      email_verified: true,
      name: 'Anna Upstream',
      aud: by.clientId,
    });
  });

  it('says what an account says, as it says it', async () => {
    expect((await journey(clients[0], 'dora')).claims()).toMatchObject({ email_verified: 'true' });
    expect((await journey(clients[0], 'cleo')).claims()).not.toHaveProperty('email');
  });

  it('tells that somebody said no', async () => {
    await expect(journey(clients[0], null)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('signs with new keys after a rotation', async () => {
    await upstream.rotateKeys();
    expect((await journey(clients[0], 'ben')).claims()).toMatchObject({ email_verified: false });
  });

  it.each([
    ['an issuer of somebody else’s in the ID token', { idToken: { iss: 'https://other.example' } }],
    ['another audience', { idToken: { aud: 'somebody-else' } }],
    ['another authorized party', { idToken: { aud: ['es', 'other'], azp: 'other' } }],
    ['no nonce', { idToken: { nonce: undefined } }],
    ['an ID token that is over', { idToken: { exp: 1_700_000_000 } }],
    ['no signature', { signedBy: 'none' }],
    ['a stranger’s signature', { signedBy: 'stranger' }],
    ['an HMAC under the public key', { signedBy: 'public-key', keys: 'symmetric' }],
    ['an HMAC under the client’s secret', { signedBy: 'client-secret' }],
    ['no keys', { keys: 'none' }],
    ['no ID token', { withoutIdToken: true }],
    ['a redirect to its keys', { at: { keys: 'redirects' } }],
    ['nonsense for a token', { at: { token: 'nonsense' } }],
  ] as const)('is refused by a careful client for %s', async (_, misbehaviour) => {
    const bend = async () => Object.assign(upstream.misbehaves, misbehaviour);
    await expect(journey(clients[0], 'anna', bend)).rejects.toThrow();
  });

  it('is found among many keys', async () => {
    const bend = async () => Object.assign(upstream.misbehaves, { keys: 'many' });
    expect((await journey(clients[0], 'anna', bend)).claims()).toMatchObject({ sub: '248289761001' });
  });

  it('may call itself by another name, and is refused', async () => {
    upstream.misbehaves.discovery = { issuer: 'https://accounts.other.example' };
    await expect(journey(clients[0], 'anna')).rejects.toThrow();
  });
});
