// Attacks 58, 60, 61, 62, 63, 81 and 82: codes of authenticator apps and recovery codes, guessed, replayed and skipped.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { age } from './lives.ts';
import { isSignedIn, registerCustomer, signIn } from './people.ts';
import {
  addPath,
  answerSecond,
  codeOfApp,
  enrolApp,
  forgetBudgets,
  forgetSteps,
  halfSignedIn,
  keyOn,
  makeCodes,
  protectedCustomer,
  withinOneStep,
  wrongCode,
} from './second-factors.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

test('a code of an app is taken once, also by twenty at the same moment on two nodes (60)', async () => {
  const { email, secret } = await protectedCustomer(house, 'replay@example.com');
  const other = await house.anotherNode();
  try {
    const halves = [];
    for (let count = 0; count < 6; count += 1)
      halves.push(await halfSignedIn(house, email, house.visitor(count % 2 === 0 ? {} : { port: other.port })));
    const code = codeOfApp(secret);
    const answers = await Promise.all(halves.map((half) => answerSecond(half, code)));
    expect(answers.filter(({ headers }) => headers['location'] === '/account')).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const signedIn = await Promise.all(halves.map(({ visitor }) => isSignedIn(visitor)));
    expect(signedIn.filter(Boolean)).toHaveLength(1);
    // An older step than the last one used is over too.
    await forgetBudgets(house);
    const late = await halfSignedIn(house, email);
    expect((await answerSecond(late, codeOfApp(secret, -1))).status).toBe(401);
  } finally {
    await other.stop();
  }
});

test('a code one step early or late is taken, and none beyond (60)', async () => {
  const { email, secret } = await protectedCustomer(house, 'window@example.com');
  for (const steps of [-1, 1]) {
    const answer = await withinOneStep(async () => {
      await forgetSteps(house);
      const half = await halfSignedIn(house, email);
      return answerSecond(half, codeOfApp(secret, steps));
    });
    expect(answer.headers['location'], `${steps}`).toBe('/account');
  }
  await forgetSteps(house);
  for (const steps of [-3, 3]) {
    const half = await halfSignedIn(house, email);
    expect((await answerSecond(half, codeOfApp(secret, steps))).status, `${steps}`).toBe(401);
  }
});

test('guesses are counted for the customer, whatever journey they are made in (61)', async () => {
  await forgetBudgets(house);
  const { email, owner, secret } = await protectedCustomer(house, 'guesses@example.com');
  const [paper = ''] = await makeCodes(owner);
  const first = await halfSignedIn(house, email);
  for (let count = 0; count < 4; count += 1) expect((await answerSecond(first, wrongCode(secret))).status).toBe(401);
  // Five tries end the journey, even for who then knows the code.
  expect((await answerSecond(first, wrongCode(secret))).status).toBe(410);
  expect((await answerSecond(first, codeOfApp(secret))).status).toBe(410);
  const halves = [];
  for (let count = 0; count < 4; count += 1) halves.push(await halfSignedIn(house, email));
  const guesses = halves.flatMap((half) => Array.from({ length: 10 }, () => answerSecond(half, wrongCode(secret))));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
  expect(statuses).toContain(429);
  // Another kind of factor is the same budget, and a fresh journey does not make it whole.
  const fresh = await halfSignedIn(house, email);
  const recovery = await fresh.visitor.post('/sign-in/second', {
    flow: fresh.flow,
    method: 'recovery-code',
    code: paper,
  });
  expect(recovery.status).toBe(429);
  expect(await isSignedIn(fresh.visitor)).toBe(false);
  const [failed] = await house.sql<{ count: number }>(
    "select count(*)::int as count from ledger_entries where event = 'sign_in.second_failed'",
  );
  expect(failed?.count).toBeGreaterThanOrEqual(10);
  await forgetBudgets(house);
});

test('half a sign-in opens nothing and sets nothing up (62)', async () => {
  const { email, secret } = await protectedCustomer(house, 'half@example.com');
  const half = await halfSignedIn(house, email);
  for (const path of ['/account', '/account/factors/authenticator', addPath, '/account/factors/recovery-codes']) {
    const answer = await half.visitor.request(path);
    expect(answer.status, path).toBe(303);
    expect(answer.headers['location'], path).toMatch(/^\/sign-in\?return_to=/);
  }
  const enrol = await half.visitor.request(`/sign-in/enrol?flow=${half.flow}`);
  expect(enrol.headers['location']).toBe(`/sign-in/second?flow=${half.flow}`);
  const forced = await half.visitor.post('/sign-in/enrol', {
    flow: half.flow,
    method: 'authenticator',
    code: '123456',
  });
  expect(forced.status).toBe(410);
  expect((await answerSecond(half, codeOfApp(secret))).headers['location']).toBe('/account');
  expect(await isSignedIn(half.visitor)).toBe(true);
});

test('an app that is set up is shown to nobody any more, and its first code counts once (82)', async () => {
  const owner = await registerCustomer(house, 'secret@example.com');
  const page = await owner.get(addPath);
  const secret = keyOn(page);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  // Shown again for as long as it waits, in this session and in no other.
  expect(keyOn(await owner.get(addPath))).toBe(secret);
  const elsewhere = house.visitor();
  await signIn(elsewhere, 'secret@example.com');
  expect(keyOn(await elsewhere.get(addPath))).not.toBe(secret);
  expect((await owner.fill(addPath, { code: wrongCode(secret), name: '' })).status).toBe(401);
  const [before] = await house.sql<{ count: number }>('select count(*)::int as count from customer_factors');
  const code = codeOfApp(secret);
  expect((await owner.fill(addPath, { code, name: 'Phone' })).status).toBe(303);
  const [after] = await house.sql<{ count: number }>('select count(*)::int as count from customer_factors');
  expect((after?.count ?? 0) - (before?.count ?? 0)).toBe(1);
  const list = await owner.get('/account/factors/authenticator');
  expect(list.body).toContain('Phone');
  for (const { body } of [list, await owner.get(addPath), await owner.get('/account')])
    expect(body.replaceAll(' ', '')).not.toContain(secret);
  const [row] = await house.sql<{ sealed_secret: Buffer }>(
    'select sealed_secret from authenticators where confirmed_at is not null order by created_at desc limit 1',
  );
  expect(row?.sealed_secret.includes(Buffer.from(secret))).toBe(false);
  const half = await halfSignedIn(house, 'secret@example.com');
  expect((await answerSecond(half, code)).status).toBe(401);
});

test('a set-up that nobody finished in time counts for nothing (82)', async () => {
  const owner = await registerCustomer(house, 'slow@example.com');
  const page = await owner.get(addPath);
  await house.sql(
    "update authenticators set created_at = created_at - interval '31 minutes' where confirmed_at is null",
  );
  const answer = await owner.post(addPath, { ...page.hidden(addPath), code: codeOfApp(keyOn(page)), name: '' });
  expect(answer.status).toBe(410);
  const visitor = house.visitor();
  expect((await signIn(visitor, 'slow@example.com')).headers['location']).toBe('/account');
});

test('a factor is taken away with a fresh proof only, by nobody else, and its codes go with it (67, 81)', async () => {
  const { owner, email } = await protectedCustomer(house, 'keeps@example.com');
  const codes = await makeCodes(owner);
  expect(codes).toHaveLength(10);
  const list = '/account/factors/authenticator';
  const { token = '', factor = '' } = (await owner.get(list)).hidden(`${list}/remove`);
  expect(factor).toMatch(/^crd_/);
  const stranger = await registerCustomer(house, 'stranger@example.com');
  await enrolApp(stranger);
  const theirs = (await stranger.get(list)).hidden(`${list}/remove`)['token'] ?? '';
  for (const action of ['rename', 'remove']) {
    const fields = { token: theirs, factor, ...(action === 'rename' ? { name: 'Mine' } : {}) };
    expect((await stranger.post(`${list}/${action}`, fields)).status, action).toBe(404);
  }
  await age(house);
  const stale = await owner.post(`${list}/remove`, { token, factor });
  expect(stale.headers['location']).toMatch(/^\/account\/confirm\?to=/);
  expect(await house.sql('select 1 from authenticators where credential_id = $1', [factor])).toHaveLength(1);
  await house.sql('update sessions set authenticated_at = now()');
  expect((await owner.post(`${list}/remove`, { token, factor })).headers['location']).toBe(`${list}?notice=removed`);
  const [left] = await house.sql<{ count: number }>(
    `select count(*)::int as count from recovery_codes where customer_id =
       (select customer_id from ledger_entries where event = 'factor.removed' order by entry_id desc limit 1)`,
  );
  expect(left?.count).toBe(0);
  const visitor = house.visitor();
  expect((await signIn(visitor, email)).headers['location']).toBe('/account');
});

test('a recovery code is taken once, however it is written, also by many at once (58)', async () => {
  const { email, owner } = await protectedCustomer(house, 'codes@example.com');
  const codes = await makeCodes(owner);
  expect(new Set(codes).size).toBe(10);
  expect(codes.join('')).not.toMatch(/[ilou]/);
  // Shown in that one answer and never again; at rest there is nothing to read.
  const again = await owner.get('/account/factors/recovery-codes');
  for (const code of codes) expect(again.body).not.toContain(code);
  expect(again.body).toContain('10 codes are left');
  const halves = [];
  for (let count = 0; count < 6; count += 1) halves.push(await halfSignedIn(house, email));
  const typed = ` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')} `;
  const answers = await Promise.all(
    halves.map(({ visitor, flow }) => visitor.post('/sign-in/second', { flow, method: 'recovery-code', code: typed })),
  );
  expect(answers.filter(({ headers }) => headers['location'] === '/account')).toHaveLength(1);
  expect((await owner.get('/account/factors/recovery-codes')).body).toContain('9 codes are left');
  await forgetBudgets(house);
  // New ones end all earlier ones.
  const fresh = await makeCodes(owner);
  const half = await halfSignedIn(house, email);
  const use = (code: string) =>
    half.visitor.post('/sign-in/second', { flow: half.flow, method: 'recovery-code', code });
  expect((await use(codes[1] ?? '')).status).toBe(401);
  expect((await use(fresh[1] ?? '')).headers['location']).toBe('/account');
});

test('recovery codes are no factor of their own (58)', async () => {
  const visitor = await registerCustomer(house, 'alone@example.com');
  const path = '/account/factors/recovery-codes';
  const { token = '' } = (await visitor.get(path)).hidden('/sign-out');
  expect((await visitor.post(path, { token })).status).toBe(409);
  expect(await house.sql('select 1 from recovery_codes where made_at > now()')).toHaveLength(0);
});

test('with the last factor what its recovery codes proved goes too (58, 66)', async () => {
  const { email, owner } = await protectedCustomer(house, 'last-codes@example.com');
  const [code = ''] = await makeCodes(owner);
  const half = await halfSignedIn(house, email);
  await half.visitor.post('/sign-in/second', { flow: half.flow, method: 'recovery-code', code });
  const levels = async () =>
    (
      await house.sql<{ acr: string }>(
        `select acr from sessions where ended_at is null and customer_id =
           (select customer_id from customers order by created_at desc limit 1) order by created_at`,
      )
    ).map(({ acr }) => acr);
  expect((await levels()).at(-1)).toBe('urn:cardea:aal2');
  const path = '/account/factors/authenticator';
  const remove = (await owner.get(path)).hidden(`${path}/remove`);
  expect((await owner.post(`${path}/remove`, remove)).headers['location']).toBe(`${path}?notice=removed`);
  expect(new Set(await levels())).toEqual(new Set(['urn:cardea:aal1']));
});

test('whoever must set a factor up gets neither session nor token until it is there (63)', async () => {
  await registerCustomer(house, 'forced@example.com');
  await house.sql(
    `update tenants set settings = settings || '{"signIn":{"secondFactor":"required"}}', version = version + 1`,
  );
  try {
    let answer = await signIn(house.visitor(), 'forced@example.com');
    for (let tries = 0; tries < 40 && !answer.headers['location']?.startsWith('/sign-in/enrol'); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      answer = await signIn(house.visitor(), 'forced@example.com');
    }
    const visitor = house.visitor();
    const place = (await signIn(visitor, 'forced@example.com')).headers['location'] ?? '';
    expect(place).toMatch(/^\/sign-in\/enrol\?flow=/);
    const flow = place.split('flow=')[1] ?? '';
    // Leaving, coming back, beginning anew: always the same step.
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await signIn(visitor, 'forced@example.com')).headers['location']).toMatch(/^\/sign-in\/enrol\?flow=/);
    expect((await answerSecond({ visitor, flow }, '123456')).status).toBe(410);
    const chosen = await visitor.get(`/sign-in/enrol?flow=${flow}&method=authenticator`);
    const secret = keyOn(chosen);
    const send = (code: string) =>
      visitor.post('/sign-in/enrol', { ...chosen.hidden('/sign-in/enrol'), code, name: '' });
    expect((await send(wrongCode(secret))).status).toBe(401);
    expect(await isSignedIn(visitor)).toBe(false);
    const done = await send(codeOfApp(secret));
    expect(done.headers['location']).toMatch(/^\/account\/factors\/recovery-codes\?offered=1/);
    expect(await isSignedIn(visitor)).toBe(true);
  } finally {
    await house.sql(`update tenants set settings = settings - 'signIn', version = version + 1`);
  }
});
