/** Anybody can call the address for logout tokens: nothing but a genuine one, once, ends anything. */
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { createLogoutTokenReader } from './logout-token.ts';

const issuer = 'http://localhost:3000';
const clientId = 'app_shop';
const event = 'http://schemas.openid.net/event/backchannel-logout';
const genuine = { sub: 'cus_1', sid: 'sid_1', jti: 'token_1', events: { [event]: {} } };

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let cardea: Keys;
let stranger: Keys;

beforeAll(async () => {
  [cardea, stranger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
});

async function newReader() {
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(cardea.publicKey)), alg: 'ES256' }] });
  return createLogoutTokenReader({ issuer, clientId, keys });
}

function sign(
  claims: Record<string, unknown>,
  changed: { typ?: string; aud?: string; iss?: string; exp?: string; key?: Keys } = {},
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: changed.typ ?? 'logout+jwt' })
    .setIssuer(changed.iss ?? issuer)
    .setAudience(changed.aud ?? clientId)
    .setIssuedAt()
    .setExpirationTime(changed.exp ?? '2 minutes')
    .sign((changed.key ?? cardea).privateKey);
}

test('a genuine token names the session and the person, and works once', async () => {
  const read = await newReader();
  const token = await sign(genuine);
  expect(await read(token)).toEqual({ sid: 'sid_1', sub: 'cus_1' });
  await expect(read(token)).rejects.toThrow('has been used');
  expect(await read(await sign({ ...genuine, jti: 'token_2', sid: undefined }))).toEqual({ sid: null, sub: 'cus_1' });
});

test.each([
  ['an identity token', genuine, { typ: 'JWT' }],
  ['a token for another application', genuine, { aud: 'app_video' }],
  ['a token of another issuer', genuine, { iss: 'http://localhost:4000' }],
  ['a token signed by a stranger', genuine, { key: 'stranger' }],
  ['an old token', genuine, { exp: '-2 minutes' }],
  ['a token with a nonce', { ...genuine, nonce: 'n' }, {}],
  ['a token about something else', { ...genuine, events: { 'urn:other': {} } }, {}],
  ['a token whose event is no object', { ...genuine, events: { [event]: 'yes' } }, {}],
  ['a token without an id', { ...genuine, jti: undefined }, {}],
  ['a token about nobody', { ...genuine, sid: undefined, sub: undefined }, {}],
] as const)('%s is refused', async (_what, claims, changed) => {
  const read = await newReader();
  const { key, ...rest } = { key: undefined, ...changed };
  const token = await sign(claims, key === 'stranger' ? { ...rest, key: stranger } : rest);
  await expect(read(token)).rejects.toThrow();
  // What was refused uses nothing up.
  expect(await read(await sign(genuine))).toEqual({ sid: 'sid_1', sub: 'cus_1' });
});
