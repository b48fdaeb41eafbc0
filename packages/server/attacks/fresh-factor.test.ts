/**
 * Attack 81: whoever has the password, an open session or a remembered browser of somebody with a second factor changes
 * nothing that is sensitive. Each attack looks at the answer and at what it left behind.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createPasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { addPasskey, passkeyPage } from '../test/passkey-visits.ts';
import { ask, codeTo, prove } from './changing.ts';
import {
  confirmByApp,
  excused,
  expectAllRefused,
  expectNoOtherWay,
  newPassword,
  setPolicy,
  stateOf,
  tokenOf,
} from './fresh-factor.ts';
import { goodPassword, registerCustomer, signIn } from './people.ts';
import { codeOfApp, enrolApp, forgetBudgets, forgetSteps, makeCodes, protectedCustomer } from './second-factors.ts';
import { newestCustomer } from './way-steps.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await setPolicy(house);
});
afterAll(() => house.stop());
afterEach(() => forgetBudgets(house));

describe('a session that a remembered browser was excused in', () => {
  it('changes nothing by the password, and everything by the factor', async () => {
    const owned = await protectedCustomer(house, 'excused@example.com');
    const customerId = await newestCustomer(house);
    const visitor = await excused(house, owned);
    await expectAllRefused(house, visitor, customerId);
    await expectNoOtherWay(visitor);
    await expectAllRefused(house, visitor, customerId);
    expect((await confirmByApp(house, visitor, owned.secret)).headers['location']).toBe('/account');
    const [session] = await house.sql(
      "select proofs from sessions where customer_id = $1 and proofs @> '[{}]' order by authenticated_at desc limit 1",
      [customerId],
    );
    const proofs = (session?.['proofs'] ?? []) as { method: string }[];
    expect(proofs.map(({ method }) => method)).toEqual(['password', 'authenticator']);
    expect(await makeCodes(visitor)).toHaveLength(10);
  });
});

describe('a session of a time without a factor', () => {
  it('is stale from the moment that there is one, however new its password is', async () => {
    const owner = await registerCustomer(house, 'before@example.com');
    const customerId = await newestCustomer(house);
    const thief = house.visitor();
    await signIn(thief, 'before@example.com');
    const place = await ask(thief, 'email', 'taken-over@evil.example');
    const code = await codeTo(house, 'taken-over@evil.example');
    await enrolApp(owner);
    await expectAllRefused(house, thief, customerId);
    // Nor does a change come to its end that was asked for before.
    const before = await stateOf(house, customerId);
    expect((await prove(thief, place, code).catch(() => ({ status: 410 }))).status).not.toBe(303);
    expect(await stateOf(house, customerId)).toEqual(before);
    await expectNoOtherWay(thief);
    // Who set it up has proven it with that.
    expect(await makeCodes(owner)).toHaveLength(10);
  });

  it('goes on where its owner makes the first passkey there, and no browser stays excused', async () => {
    const owner = await registerCustomer(house, 'first-key@example.com');
    const customerId = await newestCustomer(house);
    await house.sql(
      `insert into remembered_devices (tenant_id, customer_id, device_id, device_hash, client, until)
       select tenant_id, customer_id, 'rdv_x', 'x'::bytea, 'x'::bytea, now() + interval '1 day' from customers where customer_id = $1`,
      [customerId],
    );
    const earlier = await tokenOf(owner);
    expect((await addPasskey(owner, createPasskeyAuthenticator({ origin: house.origin }))).status).toBe(303);
    expect(await house.sql('select 1 from remembered_devices where customer_id = $1', [customerId])).toHaveLength(0);
    const [session] = await house.sql('select acr from sessions where customer_id = $1 and ended_at is null', [
      customerId,
    ]);
    expect(session?.['acr']).toMatch(/^phr/);
    // Under a fresh secret: what held the former one is nobody any more.
    expect(await tokenOf(owner)).not.toBe(earlier);
    expect(await makeCodes(owner)).toHaveLength(10);
    const [key = ''] = (await passkeyPage(owner)).passkeys;
    const { token } = await passkeyPage(owner);
    expect((await owner.post('/account/factors/passkey/remove', { token, passkey: key })).status).toBe(303);
  });
});

describe('a new password', () => {
  it('takes the present one and the factor, and makes nothing fresh by itself', async () => {
    const { owner, secret } = await protectedCustomer(house, 'changes@example.com');
    const customerId = await newestCustomer(house);
    // The factor was long ago, the session was renewed since.
    const age = `update sessions set proofs = (select jsonb_agg(proof || jsonb_build_object('at', now() - interval '1 hour'))
      from jsonb_array_elements(proofs) proof) where customer_id = $1`;
    await house.sql(age, [customerId]);
    await expectAllRefused(house, owner, customerId);
    expect((await confirmByApp(house, owner, secret, '/account/password')).headers['location']).toBe(
      '/account/password',
    );
    const wrong = await owner.fill('/account/password', { current_password: 'not this', password: newPassword });
    expect(wrong.status).toBe(422);
    const changed = await owner.fill('/account/password', { current_password: goodPassword, password: newPassword });
    expect(changed.headers['location']).toBe('/account/password?notice=changed');
    await house.sql(
      `update sessions set proofs = (select jsonb_agg(case when proof ->> 'method' = 'authenticator'
        then proof || jsonb_build_object('at', now() - interval '1 hour') else proof end)
        from jsonb_array_elements(proofs) proof) where customer_id = $1`,
      [customerId],
    );
    await expectAllRefused(house, owner, customerId);
  });
});

describe('a factor that goes', () => {
  it('takes with it what it proved, and who has another is asked for that one', async () => {
    const { owner } = await protectedCustomer(house, 'goes@example.com');
    const customerId = await newestCustomer(house);
    const authenticator = createPasskeyAuthenticator({ origin: house.origin });
    expect((await addPasskey(owner, authenticator)).status).toBe(303);
    const path = '/account/factors/authenticator';
    await house.sql(
      `update sessions set proofs = (select jsonb_agg(proof) from jsonb_array_elements(proofs) proof
        where proof ->> 'method' <> 'passkey') where customer_id = $1`,
      [customerId],
    );
    const { token = '', factor = '' } = (await owner.get(path)).hidden(`${path}/remove`);
    expect((await owner.post(`${path}/remove`, { token, factor })).status).toBe(303);
    const codes = await owner.post('/account/factors/recovery-codes', { token });
    expect(codes.headers['location']).toMatch(/^\/account\/confirm/);
    const ways = await owner.get('/account/confirm?to=%2Faccount');
    expect(ways.hidden('/account/confirm')['method']).toBe('passkey');
  });

  it('in the same moment as it is proven elsewhere leaves nothing fresh behind', async () => {
    const owned = await protectedCustomer(house, 'at-once@example.com');
    const customerId = await newestCustomer(house);
    expect((await addPasskey(owned.owner, createPasskeyAuthenticator({ origin: house.origin }))).status).toBe(303);
    const other = await excused(house, owned);
    const path = '/account/factors/authenticator';
    const { token = '', factor = '' } = (await owned.owner.get(path)).hidden(`${path}/remove`);
    const fields = (await other.get('/account/confirm?to=%2Faccount&method=authenticator')).hidden('/account/confirm');
    await forgetSteps(house);
    const [, removed] = await Promise.all([
      other.post('/account/confirm', { ...fields, code: codeOfApp(owned.secret) }),
      owned.owner.post(`${path}/remove`, { token, factor }),
    ]);
    expect(removed.status).toBe(303);
    const before = await stateOf(house, customerId);
    const closing = await other.post('/account/close', { token: await tokenOf(other), understood: 'yes' });
    expect(closing.headers['location']).toMatch(/^\/account\/confirm/);
    expect(await stateOf(house, customerId)).toEqual(before);
  });
});
