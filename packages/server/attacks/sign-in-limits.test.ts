/**
 * Guessing and locking out: cases 23 (brute force), 24 (malicious lock-out), 29 (racing past the counter) and 35
 * (forged device cookies). What was evaluated is counted in the ledger: a guess that was never hashed has no entry.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { beginFlow, goodPassword, isSignedIn, registerCustomer, signIn, tracesOf } from './people.ts';

const burst = 10;
let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const evaluatedGuesses = async () => (await tracesOf(house)).entries['sign_in.failed'] ?? 0;
let networks = 0;
/** A browser in a neighbourhood of its own. */
const stranger = () => {
  networks += 1;
  return house.visitor({ address: `100.${64 + (networks >> 8)}.${networks & 255}.1` });
};

/** Returns the customer's browser, signed out, which the account knows. */
async function registeredDevice(email: string): Promise<Visitor> {
  const device = await registerCustomer(house, email);
  device.cookies.delete('cardea_session');
  return device;
}

async function exhaust(email: string): Promise<void> {
  for (let count = 0; count <= burst; count += 1) await signIn(stranger(), email, `wrong guess ${count}`);
  const answer = await signIn(stranger(), email);
  expect([answer.status, answer.headers['location']]).toEqual([429, undefined]);
}

const age = () => house.sql("update budgets set theoretical_at = theoretical_at - interval '30 days'");

describe('one account', () => {
  it('answers ten of 200 guesses from 200 networks, and its own browser signs in meanwhile (cases 23, 24)', async () => {
    const device = await registeredDevice('anna@limits.example');
    const before = await evaluatedGuesses();
    const statuses: number[] = [];
    const attacker = stranger();
    const fields = { flow: await beginFlow(attacker, '/sign-in'), identifier: 'anna@limits.example' };
    for (let count = 0; count < 200; count += 1) {
      const headers = { 'x-forwarded-for': `198.18.${count}.1` };
      const answer = await attacker.post('/sign-in', { ...fields, password: `wrong guess ${count}` }, headers);
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(burst);
    expect(statuses.filter((status) => status === 429)).toHaveLength(200 - burst);
    expect((await evaluatedGuesses()) - before).toBe(burst);

    const thief = stranger();
    expect((await signIn(thief, 'anna@limits.example')).status).toBe(429);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await signIn(device, 'anna@limits.example')).status).toBe(303);
    expect(await isSignedIn(device)).toBe(true);
  });

  it('is not kept waiting by others behind the same address, right or wrong (case 24)', async () => {
    const address = '192.0.2.77';
    for (const name of ['jan', 'kai', 'leo']) await registeredDevice(`${name}@limits.example`);
    const attempts = Array.from({ length: 42 }, async (_, index) => {
      const name = ['jan', 'kai', 'leo'][index % 3];
      const right = index % 2 === 0;
      return signIn(house.visitor({ address }), `${name}@limits.example`, right ? goodPassword : 'wrong guess');
    });
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.every((status) => [303, 401, 429].includes(status))).toBe(true);
    expect(statuses).toContain(303);
  });

  it('lets its own browser in when everything at that address is used up, and by one browser many accounts are not guessed at (case 24)', async () => {
    const device = await registeredDevice('mia@limits.example');
    await registeredDevice('noa@limits.example');
    expect((await signIn(device, 'noa@limits.example', 'wrong guess')).status).toBe(401);
    const full = (budgets: string) =>
      house.sql(`update budgets set theoretical_at = now() + interval '1 day' where budget in (${budgets})`);
    expect(await house.sql("select 1 from budgets where budget = 'sign-in.device'")).toHaveLength(1);
    await full("'sign-in.device'");
    expect((await signIn(device, 'noa@limits.example')).status).toBe(429);
    expect((await signIn(stranger(), 'noa@limits.example')).status).toBe(303);
    await full("'sign-in.source', 'sign-in.neighbourhood'");
    expect((await signIn(device, 'mia@limits.example')).status).toBe(303);
  });

  it('is limited just the same when it does not exist (cases 22, 23)', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      statuses.push((await signIn(stranger(), 'nobody@limits.example', 'wrong guess')).status);
    }
    expect(statuses).toEqual([...Array<number>(burst).fill(401), 429, 429]);
  });

  it('evaluates no more guesses sent at once than one after another (case 29)', async () => {
    await registeredDevice('berta@limits.example');
    const before = await evaluatedGuesses();
    const attackers = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const visitor = stranger();
        return { visitor, flow: await beginFlow(visitor, '/sign-in') };
      }),
    );
    const guess = (password: string) => (attacker: (typeof attackers)[number]) =>
      attacker.visitor.post('/sign-in', { flow: attacker.flow, identifier: 'berta@limits.example', password });
    const answers = await Promise.all(attackers.map(guess('wrong guess')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(burst);
    // On a slow machine some do not even get to the queue of hashes.
    expect(answers.filter(({ status }) => [429, 503].includes(status))).toHaveLength(200 - burst);
    const last = await Promise.all(attackers.slice(0, 5).map(guess(goodPassword)));
    expect(last.map(({ status }) => status)).toEqual([429, 429, 429, 429, 429]);
    expect((await evaluatedGuesses()) - before).toBe(burst);
  });

  it('never evaluates 100 wrong passwords in a row, however patient the attacker (case 23)', async () => {
    const device = await registeredDevice('clara@limits.example');
    await signIn(stranger(), 'clara@limits.example', 'wrong guess');
    await house.sql("update budgets set failures = 88 where budget = 'sign-in.account'");
    const statuses: number[] = [];
    for (let day = 0; day < 5; day += 1) {
      await age();
      statuses.push((await signIn(stranger(), 'clara@limits.example', 'wrong guess')).status);
    }
    expect(statuses).toEqual([401, 401, 429, 429, 429]);
    await age();
    expect((await signIn(stranger(), 'clara@limits.example')).status).toBe(429);

    // The owner's success ends the row of failures, so that nobody can be kept out of new browsers for good.
    expect((await signIn(device, 'clara@limits.example')).status).toBe(303);
    await age();
    expect((await signIn(stranger(), 'clara@limits.example')).status).toBe(303);
  });
});

describe('a browser that the account knows', () => {
  it('has few guesses of its own, and then those of everybody else (cases 23, 24)', async () => {
    const device = await registeredDevice('dora@limits.example');
    const statuses: number[] = [];
    for (let count = 0; count < 2 * burst + 2; count += 1) {
      statuses.push((await signIn(device, 'dora@limits.example', 'wrong guess')).status);
    }
    expect(statuses).toEqual([...Array<number>(2 * burst).fill(401), 429, 429]);
    // Whoever mistypes often is not shut out for ever.
    await age();
    expect((await signIn(device, 'dora@limits.example')).status).toBe(303);
    device.cookies.delete('cardea_session');
    expect((await signIn(device, 'dora@limits.example')).status).toBe(303);
    expect(await house.sql("select 1 from budgets where budget like 'sign-in.account%' and failures > 0")).toEqual([]);
  });

  it('is recognised only by its own unchanged cookie (case 35)', async () => {
    const device = await registeredDevice('emma@limits.example');
    const [secret = '', stamp = ''] = device.cookies.get('cardea_device')?.split('.') ?? [];
    expect([secret, stamp]).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{26}$/)]);
    await exhaust('emma@limits.example');
    const before = await tracesOf(house);
    const last = secret.endsWith('A') ? 'B' : 'A';
    const forgeries = [
      `${secret.slice(0, -1)}${last}`,
      secret.toLowerCase(),
      `${secret}A`,
      '',
      'A'.repeat(43),
      `"${secret}x"`,
      `${'A'.repeat(43)}.${stamp}`,
      `${secret}.${stamp}x`,
      `${secret}.`,
      stamp,
    ];
    for (const forged of [...forgeries, "' or 1=1--", 'cus_00000000000000000000000000']) {
      const visitor = stranger();
      visitor.cookies.set('cardea_device', forged);
      expect((await signIn(visitor, 'emma@limits.example')).status).toBe(429);
      expect(await isSignedIn(visitor)).toBe(false);
    }
    expect(await tracesOf(house)).toMatchObject({ sessions: before.sessions });
    expect((await signIn(device, 'emma@limits.example')).status).toBe(303);
  });

  it('is a stranger to every other account (case 35)', async () => {
    const device = await registeredDevice('frida@limits.example');
    await registeredDevice('gerda@limits.example');
    await exhaust('gerda@limits.example');
    expect((await signIn(device, 'gerda@limits.example')).status).toBe(429);
    const known = await house.sql<{ count: number }>(
      'select count(*)::int as count from known_devices group by device_hash',
    );
    expect(known.every(({ count }) => count === 1)).toBe(true);
  });
});
