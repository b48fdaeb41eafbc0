import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, goodPassword, registerCustomer, tokenOf } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createOwnInterface, type JsonAnswer, type OwnInterface } from '../../../test/own-interface.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());

const actionsOf = (answer: JsonAnswer) => (answer.body['actions'] as { name: string }[]).map(({ name }) => name);
const messageOf = (answer: JsonAnswer) => (answer.body['messages'] as { id: string; text: string }[])[0];

describe('a journey in an interface of our own', () => {
  it('leads from sign-up by the code to tokens that a certified library redeems, without a cookie', async () => {
    const journey = await app.device().begin('registration');
    expect(journey.begun.status).toBe(201);
    expect(journey.begun.body['state']).toBe('details');
    expect(actionsOf(journey.begun)).toEqual(['details', 'accept-invitation']);
    const details = { email: 'anna@example.com', password: goodPassword, profile: { name: 'Anna Bergmann' } };
    const waiting = await journey.act('details', details);
    expect(waiting.body['state']).toBe('verify');
    expect(messageOf(waiting)).toMatchObject({ id: 'verify.sent', text: expect.stringContaining('@example.com') });
    const wrong = await journey.act('verify', { code: '000000' });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'proof.refused' } });

    const code = codeOf(await house.mailTo('anna@example.com'));
    const complete = await journey.act('verify', { code });
    expect(complete.body).toMatchObject({ state: 'complete', iss: house.origin, actions: [] });
    expect(complete.setCookies).toEqual([]);
    const tokens = await app.redeemDirect(journey, complete);
    expect(tokens.claims()).toMatchObject({ acr: 'urn:cardea:aal1', amr: ['pwd'] });
    const info = await client.fetchUserInfo(app.configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info).toMatchObject({ email: 'anna@example.com', name: 'Anna Bergmann' });
    const fresh = await client.refreshTokenGrant(app.configuration, tokens.refresh_token ?? '');
    expect(fresh.access_token).toBeDefined();
    expect((await journey.read()).status).toBe(410);
  });

  it('signs in with a password, and says no more about a wrong one than the page does', async () => {
    await registerCustomer(house, 'bert@example.com');
    const journey = await app.device().begin('sign-in');
    expect(journey.begun.body['state']).toBe('password');
    const wrong = await journey.act('password', { identifier: 'bert@example.com', password: 'wrong' });
    const nobody = await journey.act('password', { identifier: 'nobody@example.com', password: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign_in.refused', detail: expect.any(String) } });
    const { reference: _, ...said } = wrong.body;
    expect(nobody).toMatchObject({ status: 401, body: said });
    const right = await journey.act('password', { identifier: 'bert@example.com', password: goodPassword });
    expect(right.body['state']).toBe('complete');
    expect((await app.redeemDirect(journey, right)).access_token).toBeDefined();
  });

  it('answers another address with another journey, and the first one goes on', async () => {
    for (const name of ['cosima', 'carlo']) await registerCustomer(house, `${name}@example.com`);
    const journey = await app.device().begin('recovery');
    const first = await journey.act('address', { email: 'cosima@example.com' });
    const code = codeOf(await house.mailTo('cosima@example.com', 2));
    const other = await journey.act('address', { email: 'carlo@example.com' });
    expect(other.body).toMatchObject({ state: 'verify', flow_id: expect.stringMatching(/^flw_/) });
    expect(other.body['flow_id']).not.toBe(first.body['flow_id']);
    expect((await journey.act('verify', { code })).body['state']).toBe('new-password');
  });

  it('recovers an account, and ends everything else', async () => {
    const cleo = await registerCustomer(house, 'cleo@example.com');
    const journey = await app.device().begin('recovery');
    expect(journey.begun.body['state']).toBe('address');
    expect((await journey.act('address', { email: 'cleo@example.com' })).body['state']).toBe('verify');
    await house.mailTo('cleo@example.com', 2);
    const resent = await journey.act('resend');
    expect(messageOf(resent)).toMatchObject({ id: 'recovery.verify.notice.code_sent' });
    const code = codeOf(await house.mailTo('cleo@example.com', 3));
    const proven = await journey.act('verify', { code });
    expect(proven.body['state']).toBe('new-password');
    const weak = await journey.act('new-password', { password: 'short' });
    expect(weak.body['errors']).toEqual([
      { pointer: '/password', text_id: 'password.too_short', text: expect.any(String) },
    ]);
    const complete = await journey.act('new-password', { password: 'six grey herons wait' });
    expect((await app.redeemDirect(journey, complete)).claims()?.amr).toEqual(['pwd']);
    expect((await cleo.get('/account')).body).not.toContain('cleo@example.com');
  });

  it('takes the link of a mail where the app is opened by it, and of its own journey only', async () => {
    const journey = await app.device().begin('registration');
    const other = await app.device().begin('registration');
    const details = { email: 'emil@example.com', password: goodPassword };
    await journey.act('details', details);
    const token = tokenOf(await house.mailTo('emil@example.com'));
    await other.act('details', { ...details, email: 'finn@example.com' });
    expect(await other.act('verify-link', { token })).toMatchObject({ status: 410, body: { code: 'link.refused' } });
    const complete = await journey.act('verify-link', { token });
    expect((await app.redeemDirect(journey, complete)).access_token).toBeDefined();
  });

  it('lets only who was invited sign up, where registration is by invitation', async () => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    if (tenant === null) throw new Error('there is no default tenant');
    await house.house.tenants.changeSettings(tenant.tenantId, { registration: { mode: 'invitation' } });
    const { applicationId } = app;
    await house.house.registration.invite({ tenant, email: 'greta@example.com', applicationId, locale: 'en' });
    const mail = await house.mailTo('greta@example.com');
    const token = /\/invitation\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
    const journey = await app.device().begin('registration');
    expect(actionsOf(journey.begun)).toEqual(['accept-invitation']);
    const uninvited = await journey.act('details', { email: 'hanna@example.com', password: goodPassword });
    expect(uninvited).toMatchObject({ status: 403, body: { code: 'registration.invitation_needed' } });
    const complete = await journey.act('accept-invitation', { token, password: goodPassword });
    const tokens = await app.redeemDirect(journey, complete);
    const info = await client.fetchUserInfo(app.configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info.email).toBe('greta@example.com');
    await house.house.tenants.changeSettings(tenant.tenantId, { registration: { mode: 'closed' } });
    expect((await app.device().begin('registration')).begun.body['code']).toBe('registration.closed');
    await house.house.tenants.changeSettings(tenant.tenantId, {});
  });

  it('ends at the private scheme of an installed app too, and takes its token in a header of its own', async () => {
    const native = await createOwnInterface(house, {
      application_type: 'native',
      redirect_uris: ['com.example.app:/callback'],
    });
    const journey = await native.device().begin('sign-in', { state: 'mine', nonce: 'once' });
    const headers = { 'cardea-flow': journey.token };
    const read = await native.device().call('GET', `/api/flows/${journey.flowId}`, { headers });
    expect(read.body).toMatchObject({ state: 'password', expires_at: expect.any(String) });
    const complete = await journey.act('password', { identifier: 'bert@example.com', password: goodPassword });
    expect(complete.body['redirect_to']).toMatch(/^com\.example\.app:\/callback\?.*state=mine/);
    const tokens = await client.authorizationCodeGrant(
      native.configuration,
      new URL(String(complete.body['redirect_to'])),
      { pkceCodeVerifier: journey.verifier, expectedState: 'mine', expectedNonce: 'once' },
    );
    expect(tokens.claims()?.nonce).toBe('once');
  });

  it('knows the device again by what it was given', async () => {
    const device = app.device();
    const first = await device.begin('sign-in');
    const signingIn = { identifier: 'bert@example.com', password: goodPassword };
    const given = String((await first.act('password', signingIn)).body['device_token']);
    const known = async () => (await house.sql('select 1 from known_devices')).length;
    const before = await known();
    const second = await device.begin('sign-in');
    const again = await second.act('password', signingIn, { 'cardea-device': given });
    expect(again.body['device_token']).toBe(given);
    expect(await known()).toBe(before);
  });

  it('speaks the language of the request', async () => {
    const device = app.device({ locale: 'de' });
    const journey = await device.begin('sign-in');
    const wrong = await journey.act('password', { identifier: 'a@example.com', password: 'x' });
    expect(wrong.body['detail']).not.toContain('match');
  });

  it('asks the question of the business before the code, as often as it takes', async () => {
    await registerCustomer(house, 'dora@example.com');
    await declare([
      { name: 'name', type: 'text', at_sign_up: 'optional' },
      { name: 'birthdate', type: 'date', ask: { order: 1 } },
      { name: 'city', type: 'text', ask: { order: 2, skippable: false } },
    ]);
    const journey = await app.device().begin('sign-in');
    const asked = await journey.act('password', { identifier: 'dora@example.com', password: goodPassword });
    expect(asked.body['state']).toBe('profile-question');
    expect(actionsOf(asked)).toEqual(['answer', 'skip']);
    const wrong = await journey.act('answer', { attribute: 'birthdate', value: 'yesterday' });
    expect(wrong.status).toBe(422);
    const next = await journey.act('skip', { attribute: 'birthdate' });
    // Still the device that was noted when the password was right.
    expect(next.body['device_token']).toBe(asked.body['device_token']);
    expect(actionsOf(next)).toEqual(['answer']);
    expect((await journey.read()).body['state']).toBe('profile-question');
    const complete = await journey.act('answer', { attribute: 'city', value: 'Kiel' });
    expect(complete.body['device_token']).toBe(asked.body['device_token']);
    expect((await app.redeemDirect(journey, complete)).access_token).toBeDefined();
    await declare([{ name: 'name', type: 'text', at_sign_up: 'optional' }]);
  });
});

async function declare(attributes: object[]): Promise<void> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  await house.house.tenants.profileSchema.change(tenant?.tenantId ?? '', { attributes } as never);
}
