/**
 * Attacks on journeys as JSON: other clients, steps out of order, parameters that nobody offered, the same thing many
 * times at once. Each looks at the answer and at what it left behind.
 */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createDevice, createOwnInterface, type JsonAnswer, type OwnInterface } from '../test/own-interface.ts';
import { callback, createRelyingParty } from '../test/relying-party.ts';
import { codeOf, goodPassword, registerCustomer, tracesOf } from './people.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
  await registerCustomer(house, 'anna@example.com', { name: 'Anna' });
});
afterAll(() => house.stop());

const signingIn = { identifier: 'anna@example.com', password: goodPassword };
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

const codes = async () => (await house.sql('select 1 from authorization_codes')).length;

describe('a journey', () => {
  it('is nothing to whoever does not hold its token, whatever else they know', async () => {
    const journey = await app.device().begin('sign-in');
    const other = await app.device().begin('sign-in');
    const before = await tracesOf(house);
    const stranger = app.device();
    const path = `/api/flows/${journey.flowId}`;
    for (const authorization of [undefined, `Flow ${other.token}`, 'Flow x', `Bearer ${journey.token}`]) {
      const headers = { authorization };
      expect((await stranger.call('GET', path, { headers })).body['code']).toBe('flow.other_browser');
      const tried = await stranger.call('POST', `${path}/password`, { body: signingIn, headers });
      expect(tried).toMatchObject({ status: 403, body: { code: 'flow.other_browser' } });
    }
    expect(await tracesOf(house)).toEqual(before);
  });

  it('does nothing for an application of somebody else, nor for one that was never allowed to ask', async () => {
    const stranger = await createRelyingParty(house, { firstParty: false, metadata: { direct_sign_in: true } });
    const ours = await createRelyingParty(house);
    const before = await tracesOf(house);
    for (const id of [stranger.applicationId, ours.applicationId, 'nobody', '../x']) {
      const journey = await createDevice(house, id).begin('sign-in', { redirect_uri: callback });
      expect(journey.begun).toMatchObject({ status: 403, body: { code: 'application.not_allowed' } });
    }
    expect(await tracesOf(house)).toEqual(before);
  });

  it('is bound by the rules of an authorization request', async () => {
    const device = app.device();
    const count = async () => (await house.sql('select 1 from flows')).length;
    const before = await count();
    for (const wrong of [{ redirect_uri: 'https://evil.example/callback' }, { resource: 'https://other.example/api' }])
      expect((await device.begin('sign-in', wrong)).begun.body['code']).toBe('application.request_refused');
    for (const wrong of [
      { code_challenge_method: 'plain' },
      { code_challenge: undefined },
      { prompt: 'none' },
      { kind: 'email-change' },
      { customer_id: 'cus_x' },
    ])
      expect((await device.begin('sign-in', wrong)).begun.body['code']).toBe('request.invalid');
    expect(await count()).toBe(before);
  });

  it('that is refused because too many were begun leaves nothing behind, nor does one of a browser', async () => {
    const address = '10.9.9.9';
    expect((await app.device({ address }).begin('sign-in')).begun.status).toBe(201);
    await house.sql(`update budgets set theoretical_at = now() + interval '1 hour' where budget = 'flow.source'`);
    const count = async () => (await house.sql('select 1 from interactions union all select 1 from flows')).length;
    const before = await count();
    const refused = (await app.device({ address }).begin('sign-in')).begun;
    expect(refused).toMatchObject({ status: 429, body: { code: 'attempts.exhausted' } });
    expect(refused.headers['retry-after']).toMatch(/^[1-9]/);
    const party = await createRelyingParty(house);
    const page = await house.visitor({ address }).request((await party.begin()).address);
    expect(page.status).toBe(429);
    expect(await count()).toBe(before);
  });

  it('of a browser cannot be gone on with here, though its owner holds the secret', async () => {
    const visitor = house.visitor();
    const flow = (await visitor.get('/sign-in')).hidden('/sign-in')['flow'] ?? '';
    const secret = visitor.cookies.get('cardea_browser') ?? '';
    const tried = await app.device().call('POST', `/api/flows/${flow}/password`, {
      body: signingIn,
      headers: { authorization: `Flow ${secret}` },
    });
    expect(tried).toMatchObject({ status: 410, body: { code: 'flow.unknown' } });
  });

  it('ends in one code, though its last step is sent many times at once', async () => {
    const before = await codes();
    const journey = await app.device().begin('sign-in');
    const answers = await Promise.all(Array.from({ length: 6 }, () => journey.act('password', signingIn)));
    const complete = answers.filter(({ body }) => body['state'] === 'complete');
    expect(complete).toHaveLength(1);
    expect(await codes()).toBe(before + 1);
    for (const action of ['password', 'code', 'answer', 'skip', 'keep', 'resend', 'verify'])
      expect((await journey.act(action, bodies[action] ?? {})).status).toBe(410);
    expect(await codes()).toBe(before + 1);

    const stranger = { ...journey, verifier: client.randomPKCECodeVerifier() };
    await expect(app.redeemDirect(stranger, complete[0] as JsonAnswer)).rejects.toThrow();
    const tokens = app.redeemDirect(journey, complete[0] as JsonAnswer);
    await expect(tokens.then(() => app.redeemDirect(journey, complete[0] as JsonAnswer))).rejects.toThrow();
  });

  it('of a code that was redeemed twice ends what the first one was given (case 106)', async () => {
    const device = app.device();
    const journey = await device.begin('sign-in');
    const complete = await journey.act('password', signingIn);
    const { access_token: token } = await app.redeemDirect(journey, complete);
    expect((await device.call('GET', '/api/account', bearer(token))).status).toBe(200);
    await expect(app.redeemDirect(journey, complete)).rejects.toThrow();
    expect((await device.call('GET', '/api/account', bearer(token))).status).toBe(401);
  });

  it('tells nobody who has an account: recovery and sign-up answer the same for known and unknown', async () => {
    const same = async (kind: string, action: string, details: (email: string) => object) => {
      const faces = [];
      for (const email of ['anna@example.com', 'nobody@example.com']) {
        const journey = await app.device().begin(kind);
        const { status, body } = await journey.act(action, details(email));
        faces.push(
          JSON.stringify({ status, ...body })
            .replaceAll(journey.flowId, 'flow')
            .replaceAll(/[an]•+/g, ''),
        );
      }
      const plain = (face: string | undefined) => face?.replace(/"expires_at":"[^"]+"/, '');
      expect(plain(faces[0])).toBe(plain(faces[1]));
    };
    await same('recovery', 'address', (email) => ({ email }));
    await same('registration', 'details', (email) => ({ email, password: 'six grey herons wait' }));
  });

  it('takes no step out of its order, and no code of another one', async () => {
    const device = app.device();
    await registerCustomer(house, 'greta@example.com');
    const address = { email: 'greta@example.com' };
    const one = await device.begin('recovery');
    await one.act('address', address);
    const code = codeOf(await house.mailTo('greta@example.com', 2));
    expect((await one.act('new-password', { password: 'six grey herons wait' })).status).toBe(410);
    const other = await device.begin('recovery');
    await other.act('address', address);
    expect((await other.act('verify', { code })).body['code']).toBe('proof.refused');
    expect((await one.act('password', signingIn)).status).toBe(410);
    expect((await one.act('address', { ...address, admin: true })).status).toBe(400);
  });
});

const bodies: Readonly<Record<string, object>> = {
  password: signingIn,
  answer: { attribute: 'name', value: 'x' },
  skip: { attribute: 'name' },
  verify: { code: '123456' },
};
