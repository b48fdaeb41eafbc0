/** The second half of a sign-in, and a sign-in by mail, in an interface of an application's own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { codeOfApp, forgetBudgets, mailHolding, protectedCustomer } from '../../../attacks/second-factors.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { letMemoryFade } from '../../../test/memory.ts';
import { createOwnInterface, type OwnInterface } from '../../../test/own-interface.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());

async function setPolicy(signIn: object): Promise<void> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { signIn });
  await letMemoryFade();
}

const password = 'the quiet river bends twice';
const namesOf = (body: Readonly<Record<string, unknown>>) =>
  (body['actions'] as { name: string }[]).map(({ name }) => name);

it('asks for the second factor by name, refuses a wrong one, and hands the code out after the right one', async () => {
  const { secret } = await protectedCustomer(house, 'second@example.com');
  const journey = await app.device().begin('sign-in');
  const first = await journey.act('password', { identifier: 'second@example.com', password });
  expect(first.body).toMatchObject({ state: 'second-factor', methods: ['authenticator'] });
  expect(namesOf(first.body)).toEqual(expect.arrayContaining(['second-factor-options', 'second-factor']));
  expect(namesOf(first.body)).not.toContain('enrol-factor');
  expect(first.body['code']).toBeUndefined();
  expect((await journey.act('code')).status).toBe(410);
  const other = await journey.act('second-factor', { method: 'passkey', code: '123456' });
  expect([other.status, other.body['code']]).toEqual([403, 'factor.not_offered']);
  const wrong = await journey.act('second-factor', { method: 'authenticator', code: '000000' });
  expect([wrong.status, wrong.body['code']]).toEqual([401, 'factor.refused']);
  const done = await journey.act('second-factor', { method: 'authenticator', code: codeOfApp(secret) });
  expect(done.body['state']).toBe('complete');
  const tokens = await app.redeemDirect(journey, done);
  expect(tokens.claims()?.['acr']).toBe('urn:cardea:aal2');
});

it('has a required factor set up inside the journey, and gives no code before', async () => {
  await registerCustomer(house, 'must@example.com');
  await setPolicy({ secondFactor: 'required' });
  const journey = await app.device().begin('sign-in');
  const first = await journey.act('password', { identifier: 'must@example.com', password });
  expect(first.body).toMatchObject({ state: 'enrol-factor', methods: ['passkey', 'authenticator'] });
  expect((await journey.act('code')).status).toBe(410);
  const begun = await journey.act('enrol-factor-options', { method: 'authenticator' });
  const { secret } = begun.body['challenge'] as { secret: string };
  const done = await journey.act('enrol-factor', { method: 'authenticator', code: codeOfApp(secret) });
  expect(done.body['state']).toBe('complete');
  await setPolicy({});
  await forgetBudgets(house);
});

it('signs in by a code from a mail, and offers it only where the policy does', async () => {
  await registerCustomer(house, 'bymail@example.com');
  const device = app.device();
  const closed = await device.begin('sign-in');
  expect(namesOf(closed.begun.body)).not.toContain('request-code');
  await setPolicy({ methods: { emailCode: 'on', password: 'off' } });
  const journey = await device.begin('sign-in');
  expect(namesOf(journey.begun.body)).toContain('request-code');
  expect(namesOf(journey.begun.body)).not.toContain('password');
  const asked = await journey.act('request-code', { identifier: 'bymail@example.com' });
  expect(asked.body['state']).toBe('verify');
  const mail = await mailHolding(house, 'bymail@example.com', 'Enter this code where you are signing in');
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
  expect((await journey.act('verify', { code: code === '000000' ? '111111' : '000000' })).status).toBe(400);
  const done = await journey.act('verify', { code });
  expect(done.body['state']).toBe('complete');
  expect((await app.redeemDirect(journey, done)).claims()?.['acr']).toBe('urn:cardea:aal1');
  await setPolicy({});
});
