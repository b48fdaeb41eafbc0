/** Passkeys in an interface of an application's own: from the first to the last step as JSON, and what is refused there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type JsonAnswer, type OwnInterface } from '../test/own-interface.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { codeOf, goodPassword } from './people.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());

type Make = Parameters<PasskeyAuthenticator['make']>[0];
type Use = Parameters<PasskeyAuthenticator['use']>[0];
const challengeOf = <Options>(answer: JsonAnswer) => answer.body['challenge'] as Options;
const namesOf = (answer: JsonAnswer) => (answer.body['actions'] as { name: string }[]).map(({ name }) => name);
const appOrigin = 'https://app.example';

async function signUp(email: string, authenticator: PasskeyAuthenticator) {
  const device = app.device();
  const journey = await device.begin('registration');
  await journey.act('details', { email });
  const proven = await journey.act('verify', { code: codeOf(await house.mailTo(email)) });
  expect(proven).toMatchObject({ status: 200, body: { state: 'new-passkey' } });
  expect(namesOf(proven)).toEqual(['passkey-options', 'passkey', 'new-password']);
  const asked = challengeOf<Make>(await journey.act('passkey-options'));
  const finished = await journey.act('passkey', { credential: authenticator.make(asked) });
  expect(finished.body['state']).toBe('complete');
  const tokens = await app.redeemDirect(journey, finished);
  return { device, bearer: { authorization: `Bearer ${tokens.access_token}` } };
}

async function signIn(authenticator: PasskeyAuthenticator, lies: Parameters<PasskeyAuthenticator['use']>[1] = {}) {
  const journey = await app.device().begin('sign-in');
  expect(namesOf(journey.begun)).toContain('passkey');
  const asked = challengeOf<Use>(await journey.act('passkey-options'));
  return { journey, answer: await journey.act('passkey', { credential: authenticator.use(asked, lies) }) };
}

test('an account begins with a passkey, signs in with it and is managed, all as JSON', async () => {
  const authenticator = createPasskeyAuthenticator({ origin: appOrigin });
  const { device, bearer } = await signUp('json@example.com', authenticator);
  const { journey, answer } = await signIn(authenticator);
  expect(answer.body['state']).toBe('complete');
  const claims = (await app.redeemDirect(journey, answer)).claims();
  expect(claims).toMatchObject({ acr: 'phr', amr: expect.arrayContaining(['swk', 'user']) });

  const path = '/api/account/factors/passkeys';
  const asked = await device.call('POST', `${path}/options`, { body: {}, headers: bearer });
  const second = createPasskeyAuthenticator({ origin: house.origin, synced: false });
  const credential = second.make(asked.body['public_key'] as Make);
  const added = await device.call('POST', path, { body: { credential, name: 'Key ring' }, headers: bearer });
  expect(added.status).toBe(201);
  const id = String(added.body['credential_id']);
  const renamed = await device.call('PATCH', `${path}/${id}`, { body: { name: 'Blue key' }, headers: bearer });
  expect(renamed.status).toBe(204);
  const list = await device.call('GET', path, { headers: bearer });
  expect(list.body['items']).toMatchObject([{ synced: true }, { credential_id: id, name: 'Blue key', synced: false }]);
  expect((await device.call('DELETE', `${path}/${id}`, { headers: bearer })).status).toBe(204);
  expect((await device.call('DELETE', `${path}/${id}`, { headers: bearer })).body['code']).toBe('factor.not_found');
  const [only] = (await device.call('GET', path, { headers: bearer })).body['items'] as { credential_id: string }[];
  const last = await device.call('DELETE', `${path}/${only?.credential_id}`, { headers: bearer });
  expect(last).toMatchObject({ status: 409, body: { code: 'factor.last_way' } });
});

test('a page of nobody we know signs nobody in, and a passkey from our own pages works in the application', async () => {
  const authenticator = createPasskeyAuthenticator({ origin: house.origin });
  await signUp('origins@example.com', authenticator);
  const foreign = await signIn(authenticator, { origin: 'https://evil.example' });
  expect(foreign.answer).toMatchObject({ status: 400, body: { code: 'passkey.refused' } });
  const hidden = await signIn(authenticator, { origin: 'https://evil.example","origin":"https://app.example' });
  expect(hidden.answer).toMatchObject({ status: 400, body: { code: 'passkey.refused' } });
  expect((await signIn(authenticator, { origin: appOrigin })).answer.body['state']).toBe('complete');
  const related = JSON.parse((await house.visitor().request('/.well-known/webauthn')).body);
  expect(related).toEqual({ origins: [house.origin, appOrigin] });
});

test('the passkey of a sign-up is made by its own journey only, and a password may take its place', async () => {
  const authenticator = createPasskeyAuthenticator({ origin: appOrigin });
  const one = await app.device().begin('registration');
  const early = await one.act('passkey-options');
  expect(early.status).toBe(410);
  await one.act('details', { email: 'one@example.com' });
  await one.act('verify', { code: codeOf(await house.mailTo('one@example.com')) });
  const other = await app.device().begin('registration');
  await other.act('details', { email: 'other@example.com' });
  await other.act('verify', { code: codeOf(await house.mailTo('other@example.com')) });
  const asked = challengeOf<Make>(await one.act('passkey-options'));
  const crossed = await other.act('passkey', { credential: authenticator.make(asked) });
  expect(crossed).toMatchObject({ status: 400, body: { code: 'passkey.refused' } });
  const rather = await other.act('new-password', { password: goodPassword });
  expect(rather.body['state']).toBe('complete');
});

test('what is no answer of an authenticator is refused before anything is looked for', async () => {
  const journey = await app.device().begin('sign-in');
  for (const credential of [null, {}, { id: 'x' }, 'x', { id: '', rawId: '', type: 'public-key', response: {} }]) {
    expect((await journey.act('passkey', { credential })).status).toBe(400);
  }
});
