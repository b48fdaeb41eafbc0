// Attack 83: a lost factor is recovered slowly, by proofs equal to enrolment, told on every channel and stopped by one click.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { addPasskey, askToSignIn, signInWithPasskey, signUpWithPasskey } from '../test/passkey-visits.ts';
import { linkOf, mailAbout, newPassword } from './lives.ts';
import { codeOf, isSignedIn, registerCustomer, signIn } from './people.ts';
import { answerSecond, codeOfApp, enrolApp, forgetSteps, halfSignedIn, protectedCustomer } from './second-factors.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const path = '/sign-in/lost-factor';
const codeSubject = /is your code/;
type Half = Awaited<ReturnType<typeof halfSignedIn>>;

/** Asks for the code and enters it; the answer to that. */
async function prove(half: Half, email: string, count: number) {
  const asked = await half.visitor.post(path, { flow: half.flow });
  expect(asked.headers['location']).toBe(`${path}/verify?flow=${half.flow}`);
  const code = codeOf(await mailAbout(house, email, codeSubject, count));
  return { code, answer: await half.visitor.post(`${path}/verify`, { flow: half.flow, code }) };
}

const factors = async (email: string) =>
  (await house.sql('select 1 from authenticators where customer_id = $1', [await customerOf(email)])).length;

const customers = new Map<string, string>();
async function customerOf(email: string): Promise<string> {
  const known = customers.get(email);
  if (known !== undefined) return known;
  const [row] = await house.sql<{ customer_id: string }>(
    'select customer_id from customers order by created_at desc limit 1',
  );
  customers.set(email, row?.customer_id ?? '');
  return row?.customer_id ?? '';
}

const endDelay = () =>
  house.sql("update factor_recoveries set due_at = now() - interval '1 minute' where state = 'waiting'");

test('nothing happens before the delay is over; then the same proof removes the factors, and each is told', async () => {
  const email = 'lost@example.com';
  await protectedCustomer(house, email);
  const customerId = await customerOf(email);
  const half = await halfSignedIn(house, email);
  expect((await half.visitor.get(half.place)).body).toContain(`${path}?flow=${half.flow}`);
  const first = await prove(half, email, 2);
  expect(first.answer.headers['location']).toBe(`${path}/waiting?flow=${half.flow}`);
  expect((await half.visitor.get(`${path}/waiting?flow=${half.flow}`)).body).toContain('Now we wait a while');
  expect(await isSignedIn(half.visitor)).toBe(false);
  expect(await factors(email)).toBe(1);
  const notice = await mailAbout(house, email, /lose your second step/);
  expect(notice.text).toContain('stop-lost-factor?token=');
  // A code is used once, and proving again changes nothing while it waits.
  expect((await half.visitor.post(`${path}/verify`, { flow: half.flow, code: first.code })).status).toBe(400);
  const again = await prove(await halfSignedIn(house, email), email, 3);
  expect(again.answer.headers['location']).toMatch(/\/waiting\?flow=/);
  expect(await factors(email)).toBe(1);
  await house.sql('delete from budgets');
  await endDelay();
  // The delay alone removes nothing: who asked has to come back and prove the same.
  expect(await factors(email)).toBe(1);
  const back = await halfSignedIn(house, email);
  const done = await prove(back, email, 4);
  expect(done.answer.headers['location']).toBe('/account');
  expect(await isSignedIn(back.visitor)).toBe(true);
  expect(await factors(email)).toBe(0);
  const [session] = await house.sql<{ acr: string }>(
    'select acr from sessions where customer_id = $1 order by created_at desc limit 1',
    [customerId],
  );
  expect(session?.acr).toBe('urn:cardea:aal1');
});

test('one click in the message stops it; opening the link alone does not, and it works once', async () => {
  const email = 'stops@example.com';
  const { secret } = await protectedCustomer(house, email);
  await customerOf(email);
  const half = await halfSignedIn(house, email);
  await prove(half, email, 2);
  const link = linkOf(await mailAbout(house, email, /lose your second step/), '/stop-lost-factor');
  const owner = house.visitor();
  for (let count = 0; count < 3; count += 1) expect((await owner.get(link)).status).toBe(200);
  expect(await house.sql("select 1 from factor_recoveries where state = 'waiting'")).toHaveLength(1);
  const stopped = await owner.fill(link, {});
  expect(stopped.headers['location']).toBe('/lost-factor-stopped');
  expect((await owner.get('/lost-factor-stopped')).status).toBe(200);
  expect((await owner.get(link)).status).toBe(410);
  await endDelay();
  await house.sql('delete from budgets');
  // Whoever asked begins the delay anew, and everybody is told anew.
  const thief = await prove(await halfSignedIn(house, email), email, 3);
  expect(thief.answer.headers['location']).toMatch(/\/waiting\?flow=/);
  expect(await factors(email)).toBe(1);
  // A sign-in with the factor ends it too: it is not lost.
  const found = await halfSignedIn(house, email);
  expect((await answerSecond(found, codeOfApp(secret))).headers['location']).toBe('/account');
  expect(await house.sql("select 1 from factor_recoveries where state = 'waiting'")).toHaveLength(0);
});

test('nothing can be lost without a first proof, in another browser, by guesses, or by the code of another journey', async () => {
  const email = 'guards@example.com';
  await protectedCustomer(house, email);
  await customerOf(email);
  await house.sql('delete from budgets');
  // Nobody has given a first proof here.
  const fresh = house.visitor();
  const { flow = '' } = (await fresh.get('/sign-in')).hidden('/sign-in');
  expect((await fresh.post(path, { flow })).status).toBe(410);
  const half = await halfSignedIn(house, email);
  // Somebody else's browser.
  expect((await house.visitor().post(path, { flow: half.flow })).status).toBe(403);
  await half.visitor.post(path, { flow: half.flow });
  const right = codeOf(await mailAbout(house, email, codeSubject, 2));
  const wrong = right === '123456' ? '654321' : '123456';
  for (let count = 0; count < 5; count += 1)
    expect((await half.visitor.post(`${path}/verify`, { flow: half.flow, code: wrong })).status).toBe(400);
  // Five tries and the code is dead, also the right one.
  expect((await half.visitor.post(`${path}/verify`, { flow: half.flow, code: right })).status).toBe(400);
  const other = await halfSignedIn(house, email);
  const crossed = await other.visitor.post(`${path}/verify`, { flow: other.flow, code: right });
  expect(crossed.status).toBe(400);
  expect(await house.sql('select 1 from factor_recoveries where customer_id = $1', [await customerOf(email)])).toEqual(
    [],
  );
});

test('a new password ends a recovery of factors and every remembered browser', async () => {
  const email = 'secures@example.com';
  const { owner, secret } = await protectedCustomer(house, email);
  const customerId = await customerOf(email);
  await house.sql('delete from budgets');
  const half = await halfSignedIn(house, email);
  await answerSecond(half, codeOfApp(secret), { remember: 'yes' });
  expect(await house.sql('select 1 from remembered_devices where customer_id = $1', [customerId])).toHaveLength(1);
  await prove(await halfSignedIn(house, email), email, 2);
  const changed = await owner.fill('/account/password', {
    current_password: 'the quiet river bends twice',
    password: newPassword,
  });
  expect(changed.status).toBe(303);
  expect(await house.sql('select 1 from remembered_devices where customer_id = $1', [customerId])).toEqual([]);
  expect(
    await house.sql("select 1 from factor_recoveries where state = 'waiting' and customer_id = $1", [customerId]),
  ).toEqual([]);
});

test('a remembered browser is asked for the password alone, proves nothing by it, and forgets when told to', async () => {
  const email = 'remembers@example.com';
  const { secret } = await protectedCustomer(house, email);
  const customerId = await customerOf(email);
  await house.sql('delete from budgets');
  const half = await halfSignedIn(house, email);
  expect((await half.visitor.get(half.place)).body).toContain('name="remember"');
  expect((await answerSecond(half, codeOfApp(secret), { remember: 'yes' })).headers['location']).toBe('/account');
  half.visitor.cookies.delete('cardea_session');
  expect((await signIn(half.visitor, email)).headers['location']).toBe('/account');
  const [session] = await house.sql<{ acr: string; amr: string[] }>(
    'select acr, amr from sessions where customer_id = $1 order by created_at desc limit 1',
    [customerId],
  );
  expect(session).toEqual({ acr: 'urn:cardea:aal1', amr: ['pwd'] });
  // A copy of the cookie of journeys without that of the device is asked.
  await halfSignedIn(house, email);
  // Somebody else's browser is not theirs to end.
  const stranger = await registerCustomer(house, 'nosy@example.com');
  await enrolApp(stranger);
  const devices = '/account/factors/devices';
  const { device = '' } = (await half.visitor.get(devices)).hidden(`${devices}/end`);
  expect(device).toMatch(/^dev_/);
  const { token = '' } = (await stranger.get('/account')).hidden('/sign-out');
  await stranger.post(`${devices}/end`, { token, device });
  expect(await house.sql('select 1 from remembered_devices where device_id = $1', [device])).toHaveLength(1);
  const own = (await half.visitor.get(devices)).hidden(`${devices}/end`);
  expect((await half.visitor.post(`${devices}/end`, own)).headers['location']).toBe(`${devices}?notice=ended`);
  half.visitor.cookies.delete('cardea_session');
  await forgetSteps(house);
  await halfSignedIn(house, email, half.visitor);
});

test('whoever uses a factor anywhere has not lost it: a passkey that begins a sign-in, an app that confirms it is you', async () => {
  const email = 'uses@example.com';
  const { owner, secret } = await protectedCustomer(house, email);
  const customerId = await customerOf(email);
  await house.sql('delete from budgets');
  const authenticator = createPasskeyAuthenticator({ origin: house.origin });
  expect((await addPasskey(owner, authenticator)).status).toBe(303);
  const waiting = () =>
    house.sql("select 1 from factor_recoveries where state = 'waiting' and customer_id = $1", [customerId]);
  await prove(await halfSignedIn(house, email), email, 2);
  expect(await waiting()).toHaveLength(1);
  expect((await signInWithPasskey(house.visitor(), authenticator)).headers['location']).toBe('/account');
  expect(await waiting()).toHaveLength(0);
  await house.sql('delete from budgets');
  await prove(await halfSignedIn(house, email), email, 3);
  expect(await waiting()).toHaveLength(1);
  // A password is what the report was made with: to know it says nothing of the factor, and confirms nothing either.
  const { token = '' } = (await owner.get('/account')).hidden('/sign-out');
  const byPassword = { token, to: '/account', method: 'password', password: 'the quiet river bends twice' };
  expect((await owner.post('/account/confirm', byPassword)).status).toBe(403);
  expect(await waiting()).toHaveLength(1);
  await forgetSteps(house);
  const byApp = { token, to: '/account', method: 'authenticator', code: codeOfApp(secret) };
  expect((await owner.post('/account/confirm', byApp)).status).toBe(303);
  expect(await waiting()).toHaveLength(0);
});

test('whoever began with a factor that is gone in the end is in by the mailbox alone, and no session says otherwise (case 66)', async () => {
  const email = 'began@example.com';
  const { visitor: owner, authenticator, customerId } = await signUpWithPasskey(house, email);
  await enrolApp(owner);
  const visitor = house.visitor();
  const { flow, asked } = await askToSignIn(visitor);
  const used = authenticator.use(asked as Parameters<PasskeyAuthenticator['use']>[0], { userVerified: false });
  const answer = await visitor.post('/sign-in/passkey', { flow, credential: JSON.stringify(used) });
  const half = { visitor, flow, place: answer.headers['location'] ?? '' };
  expect(half.place).toBe(`/sign-in/second?flow=${flow}`);
  await prove(half, email, 2);
  await endDelay();
  expect((await prove(half, email, 3)).answer.status).toBe(303);
  expect(
    await house.sql('select acr, amr from sessions where customer_id = $1 order by created_at desc limit 1', [
      customerId,
    ]),
  ).toEqual([{ acr: 'urn:cardea:aal1', amr: [] }]);
});

test('an account that is about to be closed is asked whether it is to be kept, once its lost factor is gone', async () => {
  const email = 'closing-and-lost@example.com';
  await protectedCustomer(house, email);
  const customerId = await customerOf(email);
  const half = await halfSignedIn(house, email);
  await prove(half, email, 2);
  await endDelay();
  await house.sql(
    "update customers set state = 'closing', closes_at = now() + interval '5 days' where customer_id = $1",
    [customerId],
  );
  const again = await prove(half, email, 3);
  expect(again.answer.headers['location']).toBe(`/sign-in/keep?flow=${half.flow}`);
  expect((await half.visitor.post('/sign-in/keep', { flow: half.flow })).status).toBe(303);
  expect(await isSignedIn(half.visitor)).toBe(true);
});
