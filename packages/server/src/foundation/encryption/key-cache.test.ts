import { describe, expect, it } from 'vitest';
import type { Queries, Transaction } from '../database/index.ts';
import { createKeyCache } from './key-cache.ts';
import { type KeyRing, keyRing } from './key-ring.ts';
import type { KeyName } from './store.ts';

const name: KeyName = { tenantId: 'ten_a', subjectId: 'cus_a', purpose: 'data' };
const ring = keyRing([{ version: 1, key: Buffer.alloc(32) }]) as KeyRing;

/** The cache never looks into what it hands on, so an empty object stands for a connection. */
const reader = {} as unknown as Queries;

function transaction() {
  const after: (() => void)[] = [];
  const tx = { afterCommit: (work: () => void) => after.push(work) } as unknown as Transaction;
  return { tx, commit: () => after.map((work) => work()) };
}

function cacheOf() {
  const loads: Queries[] = [];
  const gates: (() => void)[] = [];
  let now = 1;
  const cache = createKeyCache({
    clock: { now: () => new Date(), monotonicMilliseconds: () => now },
    load: (q) => {
      loads.push(q);
      return new Promise((done) => gates.push(() => done(ring)));
    },
  });
  return {
    cache,
    loads,
    release: () => gates.splice(0).map((open) => open()),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('the cache of keys', () => {
  it('asks the database once, however many miss at the same time', async () => {
    const { cache, loads, release } = cacheOf();
    const all = Promise.all(Array.from({ length: 50 }, () => cache.get(reader, name)));
    release();
    expect(new Set(await all)).toEqual(new Set([ring]));
    await cache.get(reader, name);
    expect(loads).toHaveLength(1);
  });

  it('looks for a version that it does not know once a second, and for none that cannot be', async () => {
    const { cache, loads, release, pass } = cacheOf();
    const ask = async (version: number) => {
      const asked = cache.getWith(reader, name, version);
      // A look at the database begins only after a look into memory.
      await Promise.resolve().then(() => undefined);
      await new Promise((done) => setImmediate(done));
      release();
      return asked;
    };
    expect(await ask(1)).toBe(ring);
    expect(loads).toHaveLength(1);
    for (const version of [0, 6, 7, 1000, 2 ** 32 - 1]) expect(await ask(version)).toBe(ring);
    expect(loads).toHaveLength(1);
    for (const version of [2, 2, 3, 2, 3, 4, 5, 5]) await ask(version);
    expect(loads).toHaveLength(5);
    pass(1_001);
    await ask(2);
    expect(loads).toHaveLength(6);
  });

  it('asks again after a minute', async () => {
    const { cache, loads, release, pass } = cacheOf();
    const first = cache.get(reader, name);
    release();
    await first;
    pass(60_001);
    const second = cache.get(reader, name);
    release();
    await second;
    expect(loads).toHaveLength(2);
  });

  it('never lets others wait for a transaction, and keeps its answer only once it has committed', async () => {
    const { cache, loads, release } = cacheOf();
    const { tx, commit } = transaction();
    const both = Promise.all([cache.get(tx, name), cache.get(reader, { ...name, subjectId: 'cus_b' })]);
    const beside = cache.get(reader, name);
    release();
    await Promise.all([both, beside]);
    expect(loads).toHaveLength(3);
    commit();
    expect(await cache.get(reader, name)).toBe(ring);
    expect(loads).toHaveLength(3);
  });

  it('does not bring a destroyed key back by a load that began before', async () => {
    const { cache, loads, release } = cacheOf();
    const early = cache.get(reader, name);
    const { tx, commit } = transaction();
    cache.destroyed(tx, name);
    commit();
    release();
    await early;
    const late = cache.get(reader, name);
    release();
    await late;
    expect(loads).toHaveLength(2);
  });
});
