/**
 * A tenant's signing keys. The set that `current` gives is the set to publish and to sign with: whoever signs with its
 * first key of an algorithm uses one that every relying party has had time to fetch.
 */
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../../../foundation/database/index.ts';
import { type Author, system } from '../author.ts';
import { insertActive, type KeyRow, listKeys, selectPublished } from '../store/signing-keys.ts';
import { advanceKeys, advanceTask, scheduleAdvance } from './advance.ts';
import type { SigningKeysDependencies } from './dependencies.ts';
import { placeOf, recordKeys, sealKey } from './lifecycle.ts';
import { replaceKeys } from './replace.ts';
import { type Rotation, rotateKeys } from './rotate.ts';
import { algorithms, makeKey, type PrivateJwk, versionOf } from './signing-key.ts';
import { type Withdrawal, withdrawKey } from './withdraw.ts';

export type SigningKeySet = {
  /** Changes whenever the set or its order changes. */
  readonly version: string;
  /** Private parts included, the active key of each algorithm first, then pending ones, then those that retire. */
  readonly keys: readonly PrivateJwk[];
};

export type ListedKey = {
  readonly keyId: string;
  readonly algorithm: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly activeFrom: Date | null;
  readonly publishedUntil: Date | null;
};

export type SigningKeys = {
  /** All keys that are published for a tenant; made at the first call. At most a second old. */
  current(tenantId: string): Promise<SigningKeySet>;
  /**
   * Publishes a fresh key of each algorithm, which signs when it has been published long enough; the former then
   * retires, and goes when nothing that it signed is of use any more. `now` has the fresh keys sign at once.
   */
  rotate(tenantId: string, options?: { readonly now: boolean }, author?: Author): Promise<Rotation>;
  /** All keys there were, published ones first, without anything that could be used. */
  list(tenantId: string): Promise<ListedKey[]>;
  /**
   * Takes a key that may be stolen out at once: nothing it signed counts here any more, on any node after a second.
   * Null when no key of this id is published.
   */
  withdraw(tenantId: string, keyId: string, author?: Author): Promise<Withdrawal | null>;
  /** Withdraws every key, and has fresh ones sign from now on: nothing that was signed before counts any more. */
  replaceAll(tx: Transaction, tenantId: string): Promise<void>;
  /** Asks for the job that moves keys on. */
  schedule(): Promise<void>;
  /** The jobs of this part, for the runner. */
  readonly tasks: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
};

const cacheMilliseconds = 1000;

export function createSigningKeys(deps: SigningKeysDependencies): SigningKeys {
  const { database, encryption, ledger } = deps;
  const cache = new LRUCache<string, SigningKeySet>({
    max: 1000,
    ttl: cacheMilliseconds,
    fetchMethod: load,
    // Who waits for a set while it is thrown out still gets it.
    ignoreFetchAbort: true,
  });

  async function load(tenantId: string, former: SigningKeySet | undefined): Promise<SigningKeySet> {
    let rows = await selectPublished(database.reader, tenantId);
    if (!hasActiveKeys(rows)) {
      await makeFirstKeys(tenantId);
      rows = await selectPublished(database.reader, tenantId);
    }
    warnOfWithdrawn(tenantId, former, rows);
    const keys: PrivateJwk[] = [];
    for (const row of rows) {
      const text = await encryption.open(database.reader, placeOf(tenantId, row.key_id), row.private_jwk);
      keys.push(JSON.parse(text) as PrivateJwk);
    }
    return { version: versionOf(rows.map(({ key_id: keyId, state }) => ({ keyId, state }))), keys };
  }

  /** Said by every node when it happens: whoever withdrew a key did so elsewhere, and perhaps was not its owner. */
  function warnOfWithdrawn(tenantId: string, former: SigningKeySet | undefined, rows: readonly KeyRow[]): void {
    for (const algorithm of algorithms) {
      // The one that signed retires first when it goes in time.
      const keyId = former?.keys.find((key) => key.alg === algorithm)?.kid;
      if (keyId === undefined || rows.some((row) => row.key_id === keyId)) continue;
      deps.logger.warn('a signing key was withdrawn: what it signed counts no more', { tenantId, keyId });
    }
  }

  /** Of several nodes that make the first keys at once, one is heard; nobody has fetched any keys yet, so they sign. */
  async function makeFirstKeys(tenantId: string): Promise<void> {
    const made = await Promise.all(algorithms.map(makeKey));
    await database.transaction({}, async (tx) => {
      const record = recordKeys(ledger, tx, tenantId);
      for (const key of made) {
        if ((await insertActive(tx, await sealKey(encryption, tx, tenantId, key))) === null) continue;
        await record('signing_key.created', [key]);
        await record('signing_key.activated', [key]);
      }
    });
  }

  return {
    async current(tenantId) {
      const set = await cache.fetch(tenantId);
      if (set === undefined) throw new Error('The signing keys could not be read.');
      return set;
    },
    async rotate(tenantId, options = { now: false }, author = system) {
      const rotation = await rotateKeys(deps, tenantId, options, author);
      cache.delete(tenantId);
      return rotation;
    },
    async withdraw(tenantId, keyId, author = system) {
      const withdrawal = await withdrawKey(deps, tenantId, keyId, author);
      cache.delete(tenantId);
      return withdrawal;
    },
    async replaceAll(tx, tenantId) {
      tx.afterCommit(() => cache.delete(tenantId));
      await replaceKeys(deps, tx, tenantId);
    },
    async list(tenantId) {
      const rows = await listKeys(database.reader, tenantId);
      return rows.map((row) => ({
        keyId: row.key_id,
        algorithm: row.algorithm,
        state: row.state,
        createdAt: row.created_at,
        activeFrom: row.activated_at ?? row.activate_at,
        publishedUntil: row.removed_at ?? row.remove_at,
      }));
    },
    schedule: () => database.transaction({}, (tx) => scheduleAdvance(deps, tx, null)),
    tasks: { [advanceTask]: () => advanceKeys(deps) },
  };
}

function hasActiveKeys(rows: readonly KeyRow[]): boolean {
  return algorithms.every((algorithm) => rows.some((row) => row.state === 'active' && row.algorithm === algorithm));
}
