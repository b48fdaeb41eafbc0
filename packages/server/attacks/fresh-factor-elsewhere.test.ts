/** Attack 81 as JSON, under other policies of the business, and by whoever has lost the factor that is asked. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import {
  appOf,
  confirmByApp,
  excused,
  expectAllRefused,
  expectNoOtherWay,
  newPassword,
  setPolicy,
  stateOf,
} from './fresh-factor.ts';
import { goodPassword, signIn } from './people.ts';
import { codeOfApp, forgetBudgets, forgetSteps, makeCodes, protectedCustomer } from './second-factors.ts';
import { newestCustomer } from './way-steps.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
  await setPolicy(house);
});
afterAll(() => house.stop());
afterEach(() => forgetBudgets(house));

describe('where the business asks for no second factor', () => {
  it('whoever has one is asked for it in the account all the same', async () => {
    const { email, secret } = await protectedCustomer(house, 'relaxed@example.com');
    const customerId = await newestCustomer(house);
    await setPolicy(house, { secondFactor: 'off' });
    try {
      const visitor = house.visitor();
      expect((await signIn(visitor, email)).headers['location']).toBe('/account');
      await expectAllRefused(house, visitor, customerId);
      await expectNoOtherWay(visitor);
      expect((await confirmByApp(house, visitor, secret)).status).toBe(303);
      expect(await makeCodes(visitor)).toHaveLength(10);
    } finally {
      await setPolicy(house);
    }
  });

  it('whoever has only what is switched off there has their password', async () => {
    const { email } = await protectedCustomer(house, 'switched-off@example.com');
    await setPolicy(house, { methods: { authenticator: 'off' } });
    try {
      const visitor = house.visitor();
      await signIn(visitor, email);
      await house.sql("update sessions set authenticated_at = now() - interval '1 hour'");
      const confirmed = await visitor.fill('/account/confirm?to=%2Faccount%2Fclose', { password: goodPassword });
      expect(confirmed.headers['location']).toBe('/account/close');
      expect((await visitor.get('/account/close')).status).toBe(200);
    } finally {
      await setPolicy(house);
    }
  });
});

describe('an application’s own interface', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('is refused with the ways there are, changes nothing, and goes on with the factor', async () => {
    const email = 'json@example.com';
    const { secret, owner } = await protectedCustomer(house, email);
    const customerId = await newestCustomer(house);
    const codes = await makeCodes(owner);
    const device = app.device();
    const journey = await device.begin('sign-in');
    await journey.act('password', { identifier: email, password: goodPassword });
    const complete = await journey.act('second-factor', { method: 'authenticator', code: codeOfApp(secret) });
    const { access_token: token } = await app.redeemDirect(journey, complete);
    await forgetSteps(house);
    // As a session that a remembered device was excused in.
    await house.sql(
      `update sessions set proofs = jsonb_build_array(jsonb_build_object('at', now(), 'method', 'password'),
        jsonb_build_object('at', now(), 'method', 'remembered-device')) where customer_id = $1`,
      [customerId],
    );
    const call = (method: string, path: string, body?: unknown) =>
      device.call(method, `/api/account${path}`, { body, headers: bearer(token) });
    const appId = await appOf(house, customerId);
    const before = await stateOf(house, customerId);
    const attempts: readonly [string, string, unknown?][] = [
      ['POST', '/password', { current_password: goodPassword, password: newPassword }],
      ['POST', '/identifiers/email', { email: 'thief@evil.example' }],
      ['PUT', '/identifiers/username', { username: 'a-new-name' }],
      ['POST', '/close', {}],
      ['POST', '/factors/authenticators', {}],
      ['DELETE', `/factors/authenticators/${appId}`],
      ['POST', '/factors/passkeys/options', {}],
      ['POST', '/factors/recovery-codes', {}],
      ['DELETE', '/factors/phone'],
    ];
    const refuseAll = async () => {
      for (const [method, path, body] of attempts) {
        const answer = await call(method, path, body);
        expect([answer.status, answer.body['code'], answer.body['methods']], path).toEqual([
          401,
          'session.stale',
          ['authenticator', 'recovery-code'],
        ]);
        // A sign-in that is asked for this must not be excused again.
        expect(answer.headers['www-authenticate'], path).toContain('acr_values="urn:cardea:aal2"');
      }
      expect(await stateOf(house, customerId)).toEqual(before);
    };
    await refuseAll();
    expect((await call('GET', '/confirm')).body).toEqual({ methods: ['authenticator', 'recovery-code'] });
    for (const body of [{ password: goodPassword }, { method: 'email-code', code: '123456' }])
      expect(await call('POST', '/confirm', body)).toMatchObject({ status: 403, body: { code: 'factor.not_offered' } });
    await refuseAll();
    const confirmed = await call('POST', '/confirm', { method: 'recovery-code', code: codes[0] });
    expect(confirmed.status).toBe(204);
    const body = { current_password: goodPassword, password: newPassword };
    expect((await call('POST', '/password', body)).status).toBe(204);
  });
});

describe('whoever has lost their factor', () => {
  it('finds the way from where they are asked for it, also in a browser that is remembered', async () => {
    const owned = await protectedCustomer(house, 'lost@example.com');
    const customerId = await newestCustomer(house);
    const visitor = await excused(house, owned);
    const begun = await visitor.request('/account/confirm/lost?to=%2Faccount%2Fclose');
    const place = begun.headers['location'] ?? '';
    expect(place).toMatch(/^\/sign-in\?flow=flw_/);
    const asked = await visitor.fill(place, { identifier: owned.email, password: goodPassword });
    expect(asked.headers['location']).toMatch(/^\/sign-in\/second\?flow=/);
    expect((await visitor.get(asked.headers['location'] ?? '')).body).toContain('/sign-in/lost-factor?flow=');
    await expectAllRefused(house, visitor, customerId);
    // A stranger to the account learns nothing there.
    const stranger = await house.visitor().request('/account/confirm/lost?to=%2Faccount');
    expect(stranger.headers['location']).toMatch(/^\/sign-in/);
    expect(stranger.headers['location']).not.toContain('flow=flw_');
  });
});
