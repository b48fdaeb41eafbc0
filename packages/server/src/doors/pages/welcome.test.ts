import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, flowOf, goodPassword, signIn, signUp } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

it('a session that has begun reaches its browser even when the former one could not be ended', async () => {
  const email = 'anna@welcome.example';
  const visitor = house.visitor();
  const flow = flowOf(await signUp(visitor, email));
  await visitor.post('/verify', { flow, code: codeOf(await house.mailTo(email)) });
  const former = visitor.cookies.get('cardea_session') ?? '';

  await house.sql(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`);
  await house.sql('create trigger fail before update of ended_at on sessions for each row execute function fail()');
  const other = house.visitor();
  const fields = { ...(await other.get('/sign-in')).hidden('/sign-in'), identifier: email, password: goodPassword };
  other.cookies.set('cardea_session', former);
  expect((await other.post('/sign-in', fields)).status).toBe(500);
  expect(other.cookies.get('cardea_session')).not.toBe(former);
  expect((await other.request('/account')).status).toBe(200);

  await house.sql('drop trigger fail on sessions');
  expect((await signIn(house.visitor(), email)).status).toBe(303);
});
