/** Attacks on what a call of the management API costs: much work for little, again and again (cases 184, 228). */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';
import type { JsonAnswer } from '../test/own-interface.ts';

let house: TestHouse;
let manager: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'applications:read', 'settings:read', 'customers:write', 'ledger:read');
});
afterAll(() => house.stop());

/** All answers to so many calls at once: one after the other, what has recovered meanwhile might never run out. */
const atOnce = (calls: number, call: () => Promise<JsonAnswer>): Promise<JsonAnswer[]> =>
  Promise.all(Array.from({ length: calls }, call));

describe('what is worked out anew each time', () => {
  const plan = { body: { document: 'name: Another' } };
  const preview = { body: { page: 'sign-in' } };

  it.each([
    ['a plan', '/configuration/plan', plan, 20],
    ['a preview', '/branding/preview', preview, 60],
  ])('%s has a narrow budget for each caller, and nothing else is refused with it', async (_, path, call, burst) => {
    const kept = async () =>
      Number((await house.sql<{ n: string }>('select count(*) as n from branding_previews'))[0]?.n);
    const before = await kept();
    const answers = await atOnce(2 * burst, () => manager.call('POST', path, call));
    const served = answers.filter(({ status }) => status === 200).length;
    expect(served).toBeGreaterThanOrEqual(burst);
    const refused = answers.filter(({ status }) => status === 429);
    expect(served + refused.length).toBe(answers.length);
    expect(refused[0]?.body['code']).toBe('attempts.exhausted');
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    if (path === '/branding/preview') expect(await kept()).toBeLessThanOrEqual(before + served);

    expect((await manager.call('GET', '/me')).status).toBe(200);
    expect((await manager.call('GET', '/settings')).status).toBe(200);
    const other = await createManager(house, 'applications:read', 'settings:read');
    expect((await other.call('POST', path, call)).status).toBe(200);
  });
});

describe('a cursor of a key that never was', () => {
  it('is refused like any other, and the keys are not looked for each time', async () => {
    for (const index of [1, 2, 3])
      await manager.call('POST', '/customers', { body: { email: `c${index}@costs.example`, send: 'nothing' } });
    const list = (cursor: string) => manager.call('GET', `/customers?limit=1${cursor}`);
    const genuine = String((await list('')).body['next_cursor']);
    const forged = (version: number) => {
      const bytes = Buffer.from(genuine, 'base64url');
      bytes.writeUInt32BE(version, 1);
      return bytes.toString('base64url');
    };
    const query = pg.Client.prototype.query;
    let looks = 0;
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
      const [first] = given as [string | { readonly text: string }];
      const text = typeof first === 'string' ? first : first.text;
      if (text.includes('from "key_envelopes"')) looks += 1;
      return Reflect.apply(query, this, given) as never;
    });
    for (let round = 0; round < 60; round += 1) {
      const answer = await list(`&cursor=${forged(round % 2 === 0 ? 1000 + round : 0)}`);
      expect([answer.status, answer.body['code']]).toEqual([400, 'cursor.invalid']);
    }
    // Once at most, for the key that is there: it is remembered for a minute.
    expect(looks).toBeLessThanOrEqual(1);
    const begun = performance.now();
    await Promise.all(Array.from({ length: 60 }, () => list(`&cursor=${forged(2)}`)));
    vi.restoreAllMocks();
    // What was looked for in vain is looked for again after a second.
    expect(looks).toBeLessThanOrEqual(5 + (performance.now() - begun) / 1000);
    expect((await list(`&cursor=${genuine}`)).status).toBe(200);
  });
});
