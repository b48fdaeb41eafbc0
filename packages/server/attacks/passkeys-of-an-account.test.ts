/** Attack 81 and its neighbours: passkeys in the account, suggested, removed, switched off, and those that a thief made. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import {
  addPasskey,
  askToSignIn,
  optionsOf,
  passkeyPage,
  signInWithPasskey,
  signUpWithoutPassword,
  signUpWithPasskey,
} from '../test/passkey-visits.ts';
import type { Visitor } from '../test/visitor.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const sessionsOf = (customerId: string) =>
  house.sql('select amr, acr, proofs from sessions where customer_id = $1 and ended_at is null order by created_at', [
    customerId,
  ]);
const isSignedIn = async (visitor: { request(path: string): Promise<{ status: number }> }) =>
  (await visitor.request('/account')).status === 200;

async function waitFor<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited in vain');
}

describe('removing a key', () => {
  test('asks for a fresh proof, leaves the last way in, and ends what it opened', async () => {
    const { visitor, authenticator, customerId } = await signUpWithPasskey(house, 'remove@example.com');
    const second = createPasskeyAuthenticator({ origin: house.origin });
    const [first = ''] = (await passkeyPage(visitor)).passkeys;
    const { token: earlier } = await passkeyPage(visitor);
    const last = await visitor.post('/account/factors/passkey/remove', { token: earlier, passkey: first });
    expect(last.status).toBe(409);
    expect((await addPasskey(visitor, second)).status).toBe(303);
    const { token } = await passkeyPage(visitor);

    await house.sql("update sessions set authenticated_at = now() - interval '1 hour' where customer_id = $1", [
      customerId,
    ]);
    const stale = await visitor.post('/account/factors/passkey/remove', { token, passkey: first });
    expect(stale.headers['location'] ?? '').toContain('/account/confirm');
    const making = await visitor.post('/account/factors/passkey/options', { token }, { accept: 'application/json' });
    expect(making.status).toBe(401);
    expect((await passkeyPage(visitor)).passkeys).toHaveLength(2);

    await house.sql('update sessions set authenticated_at = now() where customer_id = $1', [customerId]);
    expect((await visitor.post('/account/factors/passkey/remove', { token, passkey: first })).status).toBe(303);
    expect((await signInWithPasskey(house.visitor(), authenticator)).status).toBe(400);
    expect((await signInWithPasskey(house.visitor(), second)).status).toBe(303);
    // What the session was begun with counts there no longer.
    const [session] = await sessionsOf(customerId);
    const proven = (session?.['proofs'] ?? []) as { credentialId?: string }[];
    const keys = proven.map(({ credentialId }) => credentialId).filter((key) => key !== undefined);
    expect(keys).toHaveLength(1);
    expect(keys).not.toContain(first);
  });

  test('is refused to a form of another site, and to a session that is over', async () => {
    const { visitor } = await signUpWithPasskey(house, 'site@example.com');
    const { token, passkeys } = await passkeyPage(visitor);
    const fields = { token, passkey: passkeys[0] ?? '' };
    const foreign = await visitor.post('/account/factors/passkey/remove', fields, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    await visitor.post('/account/sign-out-everywhere', { token });
    const over = await visitor.post('/account/factors/passkey/remove', fields);
    expect(over.status === 401 || over.status === 303).toBe(true);
    expect(await house.sql('select 1 from passkeys where credential_id = $1', [passkeys[0]])).toHaveLength(1);
  });
});

test('a passkey that a thief made goes with "this was not me"; one made long before stays', async () => {
  const { visitor, authenticator, customerId } = await signUpWithPasskey(house, 'robbed@example.com');
  await house.sql("update passkeys set created_at = now() - interval '8 days' where customer_id = $1", [customerId]);
  const thief = createPasskeyAuthenticator({ origin: house.origin });
  expect((await addPasskey(visitor, thief)).status).toBe(303);
  const notice = await waitFor(async () =>
    (await house.mails()).find(({ to, subject }) => to === 'robbed@example.com' && subject.includes('second step')),
  );
  const token = /secure-account\?token=([\w-]{43})/.exec(notice.text)?.[1] ?? '';
  expect((await house.visitor().fill(`/secure-account?token=${token}`, {})).status).toBeLessThan(400);
  expect((await signInWithPasskey(house.visitor(), thief)).status).toBe(400);
  expect((await signInWithPasskey(house.visitor(), authenticator)).status).toBe(303);
});

test('whose pages may use the keys of this host, and where they are managed, is said where browsers look', async () => {
  const json = async (path: string) => JSON.parse((await house.visitor().request(path)).body);
  expect(await json('/.well-known/webauthn')).toEqual({ origins: [house.origin] });
  const manage = `${house.origin}/account/factors/passkey`;
  expect(await json('/.well-known/passkey-endpoints')).toEqual({ enroll: manage, manage });
});

test('passkeys made at a former name go on at the new one, which the former names to browsers; nowhere else', async () => {
  const [former, moved] = ['former-name.localhost:4000', 'moved-name.localhost:4000'];
  const at = (host: string) => house.visitor({ host, origin: `http://${host}` });
  const { tenants } = house.house;
  const tenantId = (await tenants.create({ name: 'Moving', host: former })) ?? '';
  const authenticator = createPasskeyAuthenticator({ origin: `http://${former}` });
  const owner = at(former);
  const flow = await signUpWithoutPassword(house, owner, 'moving@example.com');
  const asked = await optionsOf<Parameters<PasskeyAuthenticator['make']>[0]>(owner, '/sign-up/passkey/options', {
    flow,
  });
  await owner.post('/sign-up/passkey', { flow, credential: JSON.stringify(authenticator.make(asked)) });
  expect(await isSignedIn(owner)).toBe(true);

  const author = { actor: { kind: 'system' } } as const;
  await tenants.domains.add(tenantId, moved, author);
  await tenants.domains.makePrimary(tenantId, moved, `http://${moved}`, author);
  await tenants.changeSettings(tenantId, { signIn: { passkeyDomain: 'former-name.localhost' } });
  // A browser on the new page asks the former host whose pages may use its keys: it says so in place, without a redirect.
  for (const host of [former, moved]) {
    const named = await at(host).request('/.well-known/webauthn');
    expect([host, named.status, named.headers['content-type']]).toEqual([host, 200, 'application/json; charset=utf-8']);
    expect(JSON.parse(named.body)).toEqual({ origins: [`http://${moved}`] });
  }
  expect((await askToSignIn(at(moved))).asked.rpId).toBe('former-name.localhost');
  for (const origin of [`http://${former}`, house.origin, 'http://x.moved-name.localhost:4000'])
    expect([origin, (await signInWithPasskey(at(moved), authenticator, { origin })).status]).toEqual([origin, 400]);
  const visitor = at(moved);
  expect((await signInWithPasskey(visitor, authenticator, { origin: `http://${moved}` })).status).toBe(303);
  expect(await isSignedIn(visitor)).toBe(true);
  // What is made from now on is bound to the same name, so that every page can ask for all of them at once.
  const another = createPasskeyAuthenticator({ origin: `http://${moved}` });
  expect((await addPasskey(visitor, another)).status).toBe(303);
  expect(another.keys[0]?.rpId).toBe('former-name.localhost');
});

describe('the suggestion after a sign-in by password', () => {
  const email = 'nudged@example.com';
  const signIn = (visitor: Visitor, passkeys: '' | 'yes') =>
    visitor.fill('/sign-in', { identifier: email, password: 'seven quiet lanterns', passkeys });

  test('comes where the device can keep one, is counted, put off by its owner, and over with the first passkey', async () => {
    const owner = house.visitor();
    const flow = await signUpWithoutPassword(house, owner, email);
    await owner.post('/sign-up/passkey/password', { flow, password: 'seven quiet lanterns' });
    expect((await signIn(house.visitor(), '')).headers['location']).toBe('/account');
    const visitor = house.visitor();
    const offer = (await signIn(visitor, 'yes')).headers['location'] ?? '';
    expect(offer).toMatch(/^\/account\/factors\/passkey\/offer\?flow=flw_/);
    const page = await visitor.get(offer);
    const skipped = await visitor.post(
      '/account/factors/passkey/offer/skip',
      page.hidden('/account/factors/passkey/offer/skip'),
    );
    expect(skipped.headers['location']).toBe('/account');
    expect((await signIn(house.visitor(), 'yes')).headers['location']).toBe('/account');
    await house.sql("update passkey_nudges set dismissed_at = now() - interval '31 days'");
    const later = house.visitor();
    const again = await later.get((await signIn(later, 'yes')).headers['location'] ?? '');
    const { credential: _, ...fields } = again.hidden('/account/factors/passkey/offer');
    const asked = await optionsOf<Parameters<PasskeyAuthenticator['make']>[0]>(
      later,
      '/account/factors/passkey/options',
      fields,
    );
    const credential = JSON.stringify(createPasskeyAuthenticator({ origin: house.origin }).make(asked));
    const made = await later.post('/account/factors/passkey/offer', { ...fields, credential });
    expect(made.headers['location']).toBe('/account');
    expect(await house.sql('select shown, dismissed from passkey_nudges')).toEqual([{ shown: 2, dismissed: 1 }]);
  });
});

test('a passkey of a disabled customer opens nothing', async () => {
  const { authenticator, customerId } = await signUpWithPasskey(house, 'paused@example.com');
  await house.sql("update customers set state = 'disabled' where customer_id = $1", [customerId]);
  const visitor = house.visitor();
  expect((await signInWithPasskey(visitor, authenticator)).status).toBe(403);
  expect(await isSignedIn(visitor)).toBe(false);
});

test('where passkeys are switched off, none is asked for and none opens anything', async () => {
  const { authenticator } = await signUpWithPasskey(house, 'off@example.com');
  const visitor = house.visitor();
  const { flow, asked } = await askToSignIn(visitor);
  await house.sql(`update tenants set settings = jsonb_set(settings, '{signIn}', '{"methods":{"passkey":"off"}}')`);
  await letMemoryFade();
  const credential = JSON.stringify(authenticator.use(asked));
  expect((await visitor.post('/sign-in/passkey', { flow, credential })).status).toBe(403);
  expect((await visitor.get('/sign-in')).body).not.toContain('webauthn');
  const signUp = await visitor.fill('/sign-up', { email: 'nobody@example.com', with: 'passkey' });
  expect(signUp.status).toBe(403);
  await house.sql(`update tenants set settings = settings - 'signIn'`);
});
