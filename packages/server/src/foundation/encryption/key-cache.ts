/**
 * Unwrapped keys in memory: few, short-lived, and never one that a transaction may still take back. A key made or
 * destroyed inside a transaction is seen by that transaction alone until it has committed. Another process may go on
 * reading with a destroyed key until its own entry ends, at most `lifetimeMilliseconds` later.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.ts';
import type { Queries, Transaction } from '../database/index.ts';
import type { KeyRing } from './key-ring.ts';
import type { KeyName } from './store.ts';

const lifetimeMilliseconds = 60_000;
const mostKeys = 10_000;
// Nobody makes so many versions of one key within the life of an entry.
const mostAhead = 4;
const missingMilliseconds = 1_000;

export type KeyCache = {
  /** The key's versions. */
  get(q: Queries, name: KeyName): Promise<KeyRing | null>;
  /**
   * The same for a value that names this version, which another process may have added since memory last looked. Whoever
   * makes versions up causes a few looks a second, and no more: a version is written where anybody can change it.
   */
  getWith(q: Queries, name: KeyName, version: number): Promise<KeyRing | null>;
  /** Whether memory has the key. */
  has(name: KeyName): boolean;
  /** Keeps a key that has just been read outside of any transaction. */
  read(name: KeyName, ring: KeyRing): void;
  created(tx: Transaction, name: KeyName, ring: KeyRing): void;
  destroyed(tx: Transaction, name: KeyName): void;
};

export function createKeyCache(dependencies: {
  readonly clock: Clock;
  readonly load: (q: Queries, name: KeyName) => Promise<KeyRing | null>;
}): KeyCache {
  const perf = { now: () => dependencies.clock.monotonicMilliseconds() };
  const limits = { max: mostKeys, ttl: lifetimeMilliseconds, ttlResolution: 0, perf };
  const shared = new LRUCache<string, KeyRing>(limits);
  // A load that began before a destruction must not bring the key back afterwards.
  const gone = new LRUCache<string, true>(limits);
  // Versions that were looked for and not found a moment ago.
  const missing = new LRUCache<string, true>({ ...limits, ttl: missingMilliseconds });
  const loading = new Map<string, Promise<KeyRing | null>>();
  const uncommitted = new WeakMap<object, Map<string, KeyRing | null>>();

  const keep = (id: string, ring: KeyRing | null) => {
    if (ring !== null && !gone.has(id)) shared.set(id, ring);
  };

  const remember = (tx: Transaction, id: string, ring: KeyRing | null) => {
    const own = uncommitted.get(tx) ?? new Map<string, KeyRing | null>();
    own.set(id, ring);
    uncommitted.set(tx, own);
  };

  const loadShared = async (q: Queries, name: KeyName, id: string): Promise<KeyRing | null> => {
    const ring = await dependencies.load(q, name);
    keep(id, ring);
    return ring;
  };

  async function get(q: Queries, name: KeyName, from: 'memory' | 'database'): Promise<KeyRing | null> {
    const id = identify(name);
    const own = uncommitted.get(q)?.get(id);
    if (own !== undefined) return own;
    const known = from === 'database' ? undefined : shared.get(id);
    if (known !== undefined) return known;
    if (isTransaction(q)) {
      // Never shared while it runs: a failing transaction would fail everybody who waits for its answer.
      const ring = await dependencies.load(q, name);
      q.afterCommit(() => keep(id, ring));
      return ring;
    }
    const underWay = loading.get(id);
    if (underWay !== undefined) return await underWay;
    const begun = loadShared(q, name, id).finally(() => loading.delete(id));
    loading.set(id, begun);
    return await begun;
  }

  return {
    get: (q, name) => get(q, name, 'memory'),

    async getWith(q, name, version) {
      const ring = await get(q, name, 'memory');
      if (ring === null || ring.byVersion.has(version)) return ring;
      // Memory holds all versions up to its newest.
      const ahead = version - ring.newest.version;
      const id = `${identify(name)}\u0000${version}`;
      if (ahead < 1 || ahead > mostAhead || missing.has(id)) return ring;
      const looked = await get(q, name, 'database');
      if (looked?.byVersion.has(version) !== true) missing.set(id, true);
      return looked;
    },

    has: (name) => shared.has(identify(name)),
    read: (name, ring) => keep(identify(name), ring),

    created(tx, name, ring) {
      const id = identify(name);
      remember(tx, id, ring);
      tx.afterCommit(() => keep(id, ring));
    },

    destroyed(tx, name) {
      const id = identify(name);
      remember(tx, id, null);
      shared.delete(id);
      tx.afterCommit(() => {
        gone.set(id, true);
        shared.delete(id);
      });
    },
  };
}

function identify(name: KeyName): string {
  return `${name.purpose}\u0000${name.tenantId}\u0000${name.subjectId ?? ''}`;
}

function isTransaction(q: Queries): q is Transaction {
  return 'afterCommit' in q;
}
