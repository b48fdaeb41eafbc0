/**
 * Valkey, and PostgreSQL while it is away: what both let through together, and where a charge is given back. Valkey goes and
 * comes here by saying so.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startValkeyWorld, type ValkeyWorld } from '../../../../test/valkey-world.ts';
import type { Valkey } from '../../../foundation/valkey/index.ts';
import { type BudgetName, budgets, type Charge } from '../budgets.ts';
import { toRows } from '../try-charge.ts';
import { boundsInValkey, boundsWithoutValkey } from './bounds.ts';
import { openBudgetStore } from './index.ts';

let world: ValkeyWorld;
let base: ValkeyWorld['base'];
let valkey: Valkey;
let owner: ValkeyWorld['owner'];
let tenantId = '';
beforeAll(async () => {
  world = await startValkeyWorld();
  ({ base, valkey, owner } = world);
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenantId = await world.newTenant();
});

/** A charge of its own each time. */
const account = () => toRows([{ budget: 'sign-in.account', key: 'somebody' }]);

describe('two stores', () => {
  it('let no more than a hundred failures through in a row', () => {
    const names = Object.keys(budgets) as BudgetName[];
    const bounds = names.flatMap((name) => {
      const [usual, tight] = [boundsInValkey(name).failureLimit, boundsWithoutValkey(name).failureLimit];
      return usual === undefined || tight === undefined ? [] : [{ name, usual, tight }];
    });
    expect(bounds).toContainEqual({ name: 'sign-in.account', usual: 75, tight: 18 });
    expect(bounds).toContainEqual({ name: 'sign-in.account-known-device', usual: 10, tight: 2 });
    expect(bounds.length).toBeGreaterThan(5);
    for (const { usual, tight } of bounds) expect(usual + tight).toBeLessThanOrEqual(100);
  });

  it('close a lane at the bound of Valkey while it is there', async () => {
    const store = openBudgetStore(base.database, valkey);
    const charge = () => store.charge(tenantId, account(), []);
    const answers: unknown[] = [];
    for (let guess = 0; guess < 76; guess += 1) {
      answers.push(await charge());
      for (const key of await owner.keys(`cardea:{${tenantId}}:*`)) await owner.hset(key, 't', '0');
    }
    expect(answers).toEqual([...Array<null>(75).fill(null), new Map([['sign-in.account', 3600]])]);
  });

  it('give a charge back where it was made, and forget failures in both', async () => {
    let isThere = true;
    const flaky: Valkey = {
      ...valkey,
      isThere: () => isThere,
      run: (...given) => (isThere ? valkey.run(...given) : Promise.reject(new Error('away'))),
    };
    const store = openBudgetStore(base.database, flaky);
    const failuresHere = async () =>
      (await base.sql(`select failures from budgets where tenant_id = '${tenantId}' order by budget`)).map(
        ({ failures }) => failures,
      );
    const failuresThere = async () => {
      const keys = (await owner.keys(`cardea:{${tenantId}}:*`)).sort();
      return Promise.all(keys.map(async (key) => Number(await owner.hget(key, 'f'))));
    };
    const counts = async () => [await failuresThere(), await failuresHere()];
    const [before, during, later] = [0, 1, 2].map(() => account());
    if (!before || !during || !later) throw new Error('three charges');
    await store.charge(tenantId, before, []);
    isThere = false;
    await store.charge(tenantId, during, []);
    await store.charge(tenantId, later, []);
    expect(await counts()).toEqual([[1], [2]]);
    // Nor the other way round: what was charged there is no gain here.
    await store.forgive(tenantId, before);
    expect(await counts()).toEqual([[1], [2]]);
    isThere = true;
    await store.forgive(tenantId, during);
    expect(await counts()).toEqual([[1], [1]]);
    const [paid] = await base.sql(`select theoretical_at from budgets where tenant_id = '${tenantId}'`);
    await base.database.transaction({}, async (tx) => store.refund(tx, tenantId, later, account()));
    // A success forgets what either has seen fail, and gives back the charge where it was made.
    await expect.poll(failuresThere).toEqual([0]);
    expect(await failuresHere()).toEqual([0]);
    const [back] = await base.sql(`select theoretical_at from budgets where tenant_id = '${tenantId}'`);
    expect(Number(paid?.['theoretical_at']) - Number(back?.['theoretical_at'])).toBe(360_000);
    isThere = false;
    await store.charge(tenantId, before, []);
    isThere = true;
    await base.database.transaction({}, async (tx) => store.absolve(tx, tenantId, account()));
    await expect.poll(failuresThere).toEqual([]);
    expect(await failuresHere()).toEqual([0]);
  });

  it('know a charge by the row that it always has', () => {
    const charge: Charge = { budget: 'sign-in.account', key: 'somebody' };
    expect(toRows([charge])[0]).toBe(toRows([charge])[0]);
    expect(toRows([charge])[0]).not.toBe(toRows([{ ...charge }])[0]);
  });
});
