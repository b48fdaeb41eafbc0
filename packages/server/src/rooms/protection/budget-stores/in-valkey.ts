/**
 * Budgets in Valkey: the same arithmetic as in PostgreSQL, in scripts that run in one step by Valkey's own time. What has
 * recovered and counts no failures goes by itself.
 */
import { type Database, runParts } from '../../../foundation/database/index.ts';
import type { Valkey } from '../../../foundation/valkey/index.ts';
import { type Budget, budgets } from '../budgets.ts';
import { closedLaneSeconds } from '../store.ts';
import { type Bounds, wholeBounds } from './bounds.ts';
import type { BudgetRow, BudgetStore } from './budget-store.ts';

const failuresKeptSeconds = 400 * 24 * 60 * 60;

// Times are microseconds, as PostgreSQL counts them: a number holds them exactly.
const begin = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function write(key, at, failures, keeps)
  if failures == 0 or keeps == 0 then
    if at <= now then redis.call('DEL', key) return end
    keeps = 0
  end
  redis.call('HSET', key, 't', string.format('%.0f', at), 'f', failures)
  if keeps == 0 then redis.call('PEXPIREAT', key, string.format('%.0f', math.ceil(at / 1000)))
  else redis.call('EXPIRE', key, ${failuresKeptSeconds}) end
end
local function read(key)
  local row = redis.call('HMGET', key, 't', 'f')
  return tonumber(row[1]), tonumber(row[2] or 0)
end
`;

/** For each key: pace, burst, bound of failures or -1. Returns the seconds to wait for each that has no room. */
const chargeScript = `${begin}
local held, waits, isRefused = {}, {}, false
for i, key in ipairs(KEYS) do
  local pace, burst, limit = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local at, failures = read(key)
  local wait = 0
  if at and limit >= 0 and failures >= limit then wait = ${closedLaneSeconds}
  elseif at and at > now + (burst - 1) * pace then wait = math.ceil((at - now - (burst - 1) * pace) / 1000000) end
  if wait > 0 then isRefused = true end
  waits[i] = wait
  held[i] = { math.max(at or now, now) + pace, (failures or 0) + 1, limit >= 0 and 1 or 0 }
end
if isRefused then return waits end
for i, key in ipairs(KEYS) do write(key, held[i][1], held[i][2], held[i][3]) end
return {}
`;

/** For each key: what to give back, how many failures to forget (-1: all), whether failures count. */
const giveBackScript = `${begin}
for i, key in ipairs(KEYS) do
  local pace, forgotten, keeps = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local at, failures = read(key)
  if at then
    failures = forgotten < 0 and 0 or math.max(failures - forgotten, 0)
    write(key, at - pace, failures, keeps)
  end
end
`;

const absolveScript = `for _, key in ipairs(KEYS) do redis.call('DEL', key) end`;

const microseconds = (seconds: number) => Math.round(seconds * 1_000_000);
const keyOf = (tenantId: string, { budget, keyHash }: BudgetRow) =>
  `cardea:{${tenantId}}:${budget}:${keyHash.toString('base64url')}`;
const paceOf = ({ budget }: BudgetRow) => microseconds(budgets[budget].paceSeconds);
const countsFailures = ({ budget }: BudgetRow) => ((budgets[budget] as Budget).failureLimit === undefined ? 0 : 1);

export function budgetsInValkey(
  valkey: Valkey,
  { reader }: Pick<Database, 'reader'>,
  bounds: Bounds = wholeBounds,
): BudgetStore {
  const run = (script: string, tenantId: string, rows: readonly BudgetRow[], values: readonly number[]) =>
    valkey.run(
      script,
      rows.map((row) => keyOf(tenantId, row)),
      values,
    );
  // Whoever waits for a commit does not wait for this: what is lost stays spent.
  const afterwards = (work: Promise<unknown>) => void work.catch(() => undefined);

  return {
    async charge(tenantId, rows, along) {
      if (rows.length > 0) {
        const values = rows.flatMap((row) => {
          const { burst, failureLimit } = bounds(row.budget);
          return [paceOf(row), burst, failureLimit ?? -1];
        });
        const answer = await run(chargeScript, tenantId, rows, values);
        const waits = Array.isArray(answer) ? answer.map(Number) : [];
        const full = rows.flatMap(({ budget }, place) =>
          (waits[place] ?? 0) > 0 ? [[budget, waits[place] ?? 0] as const] : [],
        );
        if (full.length > 0) return new Map(full);
      }
      if (along.length > 0) await runParts(reader, along);
      return null;
    },

    refund(tx, tenantId, charged, lanes) {
      const given = new Map(lanes.map((row) => [keyOf(tenantId, row), { row, pace: 0 }]));
      for (const row of charged) given.set(keyOf(tenantId, row), { row, pace: paceOf(row) });
      const all = [...given.values()];
      if (all.length === 0) return;
      const values = all.flatMap(({ row, pace }) => [pace, -1, countsFailures(row)]);
      const rows = all.map(({ row }) => row);
      tx.afterCommit(() => afterwards(run(giveBackScript, tenantId, rows, values)));
    },

    async forgive(tenantId, rows) {
      if (rows.length === 0) return;
      const values = rows.flatMap((row) => [paceOf(row), 1, countsFailures(row)]);
      await run(giveBackScript, tenantId, rows, values);
    },

    async absolve(tx, tenantId, rows) {
      if (rows.length > 0) tx.afterCommit(() => afterwards(run(absolveScript, tenantId, rows, [])));
    },
  };
}
