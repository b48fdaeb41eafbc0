/**
 * Two ways of counting and one result: the same acts in the same order are let through and refused alike. Time is made to
 * pass by ageing what is held, in steps that never meet a moment at which something opens.
 */

import fc from 'fast-check';
import { sql as query } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../test/silent-logger.ts';
import { startValkeyServer } from '../../../../test/valkey-server.ts';
import { startValkeyWorld, type ValkeyWorld } from '../../../../test/valkey-world.ts';
import { systemClock } from '../../../foundation/clock/index.ts';
import { fillPart, preparePart } from '../../../foundation/database/index.ts';
import { createValkey, examineValkey, type Valkey } from '../../../foundation/valkey/index.ts';
import type { Charge } from '../budgets.ts';
import { toRows } from '../try-charge.ts';
import { budgetsInPostgresql } from './in-postgresql.ts';
import { budgetsInValkey } from './in-valkey.ts';
import { type BudgetStore, openBudgetStore } from './index.ts';

let world: ValkeyWorld;
let base: ValkeyWorld['base'];
let server: ValkeyWorld['server'];
let valkey: Valkey;
let owner: ValkeyWorld['owner'];
let tenantId = '';
beforeAll(async () => {
  world = await startValkeyWorld();
  ({ base, server, valkey, owner } = world);
});
afterAll(() => world.stop());

/** Each run counts for a tenant of its own. */
async function newTenant(): Promise<void> {
  tenantId = await world.newTenant();
}
beforeEach(newTenant);

const lanes = [
  'sign-in.account',
  'sign-in.account-known-device',
  'client.lane',
  'caller-check.code',
  'code.subject',
] as const;
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ act: fc.constant('charge' as const), of: fc.subarray([...lanes], { minLength: 1 }) }),
  },
  fc.record({
    act: fc.constantFrom('refund', 'rollback', 'forgive', 'absolve'),
    of: fc.subarray([...lanes], { minLength: 1 }),
  }),
  fc.record({ act: fc.constant('wait' as const), of: fc.constant([]) }),
);

const rowsOf = (of: readonly Charge['budget'][]) => toRows(of.map((budget) => ({ budget, key: 'somebody' })));

type Answer = null | 'charged' | Readonly<Record<string, number>>;

/** The same budgets refuse, and say nearly the same time. */
const isSame = (one: Answer, other: Answer): boolean => {
  if (one === null || other === null || typeof one === 'string' || typeof other === 'string') return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Math.abs((one[name] ?? 0) - (other[name] ?? Number.POSITIVE_INFINITY)) <= 10)
  );
};

/** What an act answers: who was refused, and for how long. */
async function perform(
  store: BudgetStore,
  { act, of }: { act: string; of: readonly Charge['budget'][] },
): Promise<Answer> {
  const rows = rowsOf(of);
  const within = (ends: boolean) =>
    base.database
      .transaction({}, async (tx) => {
        if (act === 'absolve') await store.absolve(tx, tenantId, rows);
        else store.refund(tx, tenantId, rows.slice(0, 1), rows);
        if (!ends) throw new Error('rolled back');
      })
      .catch(() => undefined);
  if (act === 'charge') {
    const full = await store.charge(tenantId, rows, []);
    return full === null ? 'charged' : Object.fromEntries(full);
  }
  if (act === 'forgive') await store.forgive(tenantId, rows);
  if (act === 'refund' || act === 'absolve') await within(true);
  if (act === 'rollback') await within(false);
  return null;
}

// Every pace is a number of whole minutes: after at most four such steps nothing opens within twelve seconds of a moment.
const stepSeconds = 372;
const mostSteps = 4;
async function age(): Promise<void> {
  await base.sql(
    `update budgets set theoretical_at = theoretical_at - interval '${stepSeconds} seconds' where tenant_id = '${tenantId}'`,
  );
  for (const key of await owner.keys(`cardea:{${tenantId}}:*`)) {
    const at = Number(await owner.hget(key, 't'));
    await owner.hset(key, 't', String(at - stepSeconds * 1_000_000));
  }
}

describe('PostgreSQL and Valkey', () => {
  it('let through and refuse the same, whatever is charged, given back, rolled back, forgiven and waited for', async () => {
    const stores = [budgetsInPostgresql(base.database), budgetsInValkey(valkey, base.database)];
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 50 }), async (acts) => {
        await newTenant();
        let steps = 0;
        for (const one of acts) {
          if (one.act === 'wait' && steps < mostSteps) {
            steps += 1;
            await age();
          }
          const [here = null, there = null] = await Promise.all(stores.map((store) => perform(store, one)));
          if (typeof here === 'object' && here !== null) refused += 1;
          expect({ one, here, there, same: isSame(here, there) }).toMatchObject({ same: true });
        }
      }),
      { numRuns: 8, seed: 8 },
    );
    expect(refused).toBeGreaterThan(20);
  }, 60_000);

  it('close a lane by failures in a row, which time does not open, a success does, and a try that was never made takes back', async () => {
    const told: string[][] = [];
    for (const store of [budgetsInPostgresql(base.database), budgetsInValkey(valkey, base.database)]) {
      await newTenant();
      const answers: string[] = [];
      const does = async (act: string) => {
        const answer = await perform(store, { act, of: ['sign-in.account-known-device'] });
        answers.push(typeof answer === 'object' ? JSON.stringify(answer) : answer);
        await age();
      };
      for (const act of [...Array<string>(11).fill('charge'), 'forgive', 'charge', 'charge', 'refund', 'charge'])
        await does(act);
      told.push(answers);
    }
    const closed = '{"sign-in.account-known-device":3600}';
    const first = [...Array<string>(10).fill('charged'), closed];
    const wanted = [...first, 'null', 'charged', closed, 'null', 'charged'];
    expect(told).toEqual([wanted, wanted]);
  });

  it('let parallel attempts through exactly as often as the burst says', async () => {
    for (const store of [budgetsInPostgresql(base.database), budgetsInValkey(valkey, base.database)]) {
      await newTenant();
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => perform(store, { act: 'charge', of: ['sign-in.account'] })),
      );
      expect(answers.filter((answer) => answer === 'charged')).toHaveLength(10);
    }
  });
});

describe('Valkey', () => {
  it('forgets what has recovered by itself, and keeps failures', async () => {
    const store = budgetsInValkey(valkey, base.database);
    await store.charge(tenantId, rowsOf(['code.subject', 'sign-in.account']), []);
    const [subject = '', account = ''] = (await owner.keys(`cardea:{${tenantId}}:*`)).sort();
    expect(subject).toMatch(/:code\.subject:[\w-]{43}$/);
    expect([await owner.ttl(subject), await owner.ttl(account)]).toEqual([
      expect.closeTo(240, -1),
      expect.closeTo(400 * 86_400, -2),
    ]);
    await store.forgive(tenantId, rowsOf(['code.subject', 'sign-in.account']));
    expect(await owner.keys(`cardea:{${tenantId}}:*`)).toEqual([]);
  });

  it('writes what goes along only when all were charged', async () => {
    const store = openBudgetStore(base.database, valkey);
    const note = preparePart<{ name: string }>((value) =>
      query`update tenants set name = ${value('name')}
      where tenant_id = ${tenantId} returning 1 as written`.$castTo<unknown>(),
    );
    const nameOf = async () =>
      (await base.sql(`select name from tenants where tenant_id = '${tenantId}'`))[0]?.['name'];
    const charge = (name: string) => store.charge(tenantId, rowsOf(['caller-check.code']), [fillPart(note, { name })]);
    expect([await charge('first'), await nameOf()]).toEqual([null, 'first']);
    expect((await charge('second'))?.size).toBe(1);
    expect(await nameOf()).toBe('first');
  });

  it('that is not there at the start is used as soon as it is', async () => {
    const late = await startValkeyServer();
    await late.kill();
    const own = createValkey({ url: late.url, clock: systemClock, logger: silentLogger });
    await own.begin();
    expect(own.isThere()).toBe(false);
    await late.start();
    await expect.poll(own.isThere).toBe(true);
    await own.close();
    await late.stop();
  });

  it('that is lost leaves a quarter of each budget, from the first moment, until it is back (case 220)', async () => {
    const said: string[] = [];
    const logger = {
      ...silentLogger,
      error: (line: string) => said.push(line),
      warn: (line: string) => said.push(line),
    };
    const own = createValkey({ url: server.url, clock: systemClock, logger });
    await own.begin();
    const store = openBudgetStore(base.database, own);
    const charge = () => perform(store, { act: 'charge', of: ['sign-in.account'] });
    expect([await charge(), own.isThere(), await examineValkey(server.url)]).toEqual(['charged', true, null]);
    await server.kill();
    const answers = await Promise.all(Array.from({ length: 12 }, charge));
    expect(answers.filter((answer) => answer === 'charged')).toHaveLength(2);
    expect(own.isThere()).toBe(false);
    expect(await examineValkey(server.url)).toEqual(expect.any(String));
    await server.start();
    await expect.poll(own.isThere).toBe(true);
    expect(said.map((line) => line.split(':')[0])).toEqual(['Valkey is away', 'Valkey is back']);
    await own.close();
  }, 30_000);
});
