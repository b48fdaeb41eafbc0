/**
 * Seals and opens values, and makes and destroys the keys they hang on. Every key is wrapped by the one above it, every
 * value and every wrapped key is bound to its exact place, so nothing can be moved between tenants, people or fields.
 */
import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock/index.ts';
import type { Queries, Transaction } from '../database/index.ts';
import { ProblemError } from '../errors/index.ts';
import { newKeyBytes } from '../ids/index.ts';
import { bind } from './binding.ts';
import { createKeyCache } from './key-cache.ts';
import { type KeyRing, keyOfVersion, keyRing } from './key-ring.ts';
import type { MasterKey } from './master-key.ts';
import { sealBroken } from './seal-broken.ts';
import { openBytes, sealBytes, sealedVersion, type VersionedKey } from './sealed-box.ts';
import { secretKey } from './secret-key.ts';
import {
  deleteSubjectEnvelopes,
  insertDataEnvelopes,
  insertEnvelope,
  type KeyName,
  selectDataEnvelopes,
  selectEnvelopes,
} from './store.ts';
import { openTravelling, sealTravelling, travellingVersion } from './travelling-box.ts';

/** Where a value belongs: whose it is and what it is. `subjectId` null means the tenant itself. */
export type Place = { readonly tenantId: string; readonly subjectId: string | null; readonly field: string };

export type Encryption = {
  /** Makes the tenant's data key and index key; once for each tenant, in the transaction that makes the tenant. */
  createTenantKeys(tx: Transaction, tenantId: string): Promise<void>;
  /** Makes a customer's key; once for each customer, in the transaction that makes the customer. */
  createSubjectKey(tx: Transaction, tenantId: string, subjectId: string): Promise<void>;
  /**
   * Makes keys for many new customers. They are written by `write` and nowhere kept: what is sealed meanwhile needs no
   * look-up, and an import does not drive the keys out of memory that are in use.
   */
  makeSubjectKeys(q: Queries, tenantId: string, subjectIds: readonly string[]): Promise<FreshSubjectKeys>;
  /** Reads the keys of these customers with one look-up, for who is about to open values of each of them. */
  warmSubjectKeys(q: Queries, tenantId: string, subjectIds: readonly string[]): Promise<void>;
  /** Opens values of many customers with one look-up of their keys, which are not kept. For an export. */
  openMany(q: Queries, tenantId: string, subjectIds: readonly string[]): Promise<ManyOpened>;
  /** Destroys every version of a customer's key: whatever was sealed under it is unreadable for good. */
  destroySubjectKeys(tx: Transaction, tenantId: string, subjectId: string): Promise<void>;
  /** Seals a text for one place under the newest key. Refuses text that is not well-formed Unicode. */
  seal(q: Queries, place: Place, plaintext: string): Promise<Buffer>;
  /** Opens what was sealed for exactly this place, under any version of the key; otherwise throws `SealBroken`. */
  open(q: Queries, place: Place, sealed: Buffer): Promise<string>;
  /** The keyed digest by which a normalised value is found again; equal for equal values of one tenant and field. */
  blindIndex(
    q: Queries,
    tenantId: string,
    field: string,
    normalised: string,
  ): Promise<{ version: number; digest: Buffer }>;
  /** The same for many values at once: one look-up of the key, and no waiting for each. */
  blindIndexer(
    q: Queries,
    tenantId: string,
  ): Promise<{ readonly version: number; digest(field: string, normalised: string): Buffer }>;
  /** A keyed digest for short secrets such as codes, under a key of its own for each purpose. */
  mac(q: Queries, tenantId: string, purpose: string, text: string): Promise<Buffer>;
  /** Seals what somebody else will carry, such as a token: for this tenant and purpose, any number of them. */
  sealTravelling(q: Queries, tenantId: string, purpose: string, plaintext: Buffer): Promise<Buffer>;
  /** Opens what was sealed so, under any version of the key; otherwise throws `SealBroken`. */
  openTravelling(q: Queries, tenantId: string, purpose: string, sealed: Buffer): Promise<Buffer>;
};

export type FreshSubjectKeys = {
  seal(subjectId: string, field: string, plaintext: string): Buffer;
  /** Writes the keys of these customers; the others' are forgotten. */
  write(tx: Transaction, subjectIds: readonly string[]): Promise<void>;
};

export type ManyOpened = {
  /** As `open`; null when the customer has no key any more. */
  open(subjectId: string, field: string, sealed: Buffer): string | null;
};

export function createEncryption(dependencies: { readonly masterKey: MasterKey; readonly clock: Clock }): Encryption {
  const { masterKey } = dependencies;
  const wrapping: VersionedKey = { version: masterKey.version, key: masterKey.derive('wrap') };
  const masterRing = keyRing([wrapping]);
  const cache = createKeyCache({ clock: dependencies.clock, load });

  async function keyAt(q: Queries, name: KeyName, version: number): Promise<VersionedKey> {
    return keyOfVersion(await cache.getWith(q, name, version), version);
  }

  async function newestKey(q: Queries, name: KeyName): Promise<VersionedKey> {
    const ring = await cache.get(q, name);
    if (ring === null) throw sealBroken('key_missing');
    return ring.newest;
  }

  async function load(q: Queries, name: KeyName): Promise<KeyRing | null> {
    const keys: VersionedKey[] = [];
    for (const { version, wrapped } of await selectEnvelopes(q, name)) {
      const above = sealedVersion(wrapped);
      const parent =
        name.subjectId === null ? keyOfVersion(masterRing, above) : await keyAt(q, tenantData(name.tenantId), above);
      keys.push({ version, key: openBytes(parent, wrapBinding(name, version), wrapped) });
    }
    return keyRing(keys);
  }

  /** Every version of the keys of these customers, unwrapped. */
  async function subjectKeys(q: Queries, tenantId: string, subjectIds: readonly string[]) {
    const rings = new Map<string, VersionedKey[]>();
    for (const { subjectId, version, wrapped } of await selectDataEnvelopes(q, tenantId, subjectIds)) {
      const parent = await keyAt(q, tenantData(tenantId), sealedVersion(wrapped));
      const key = openBytes(parent, wrapBinding(subjectData(tenantId, subjectId), version), wrapped);
      rings.set(subjectId, [...(rings.get(subjectId) ?? []), { version, key }]);
    }
    return rings;
  }

  async function createKey(tx: Transaction, name: KeyName): Promise<void> {
    const parent = name.subjectId === null ? wrapping : await newestKey(tx, tenantData(name.tenantId));
    const fresh: VersionedKey = { version: 1, key: newKeyBytes(32) };
    const wrapped = sealBytes(parent, wrapBinding(name, fresh.version), fresh.key);
    await insertEnvelope(tx, name, { version: fresh.version, wrapped });
    cache.created(tx, name, { newest: fresh, byVersion: new Map([[fresh.version, fresh]]) });
  }

  return {
    async createTenantKeys(tx, tenantId) {
      await createKey(tx, tenantData(tenantId));
      await createKey(tx, tenantIndex(tenantId));
    },

    async createSubjectKey(tx, tenantId, subjectId) {
      await createKey(tx, subjectData(tenantId, subjectId));
    },

    async makeSubjectKeys(q, tenantId, subjectIds) {
      const parent = await newestKey(q, tenantData(tenantId));
      const fresh = new Map(subjectIds.map((id) => [id, { version: 1, key: newKeyBytes(32) }]));
      const keyOf = (id: string) => fresh.get(id) ?? keyOfVersion(null, 1);
      return {
        seal: (subjectId, field, plaintext) =>
          sealBytes(keyOf(subjectId), valueBinding({ tenantId, subjectId, field }, 1), bytesOf(plaintext)),
        async write(tx, written) {
          const envelopes = written.map((subjectId) => {
            const name = subjectData(tenantId, subjectId);
            return { subjectId, wrapped: sealBytes(parent, wrapBinding(name, 1), keyOf(subjectId).key) };
          });
          await insertDataEnvelopes(tx, tenantId, envelopes);
        },
      };
    },

    async warmSubjectKeys(q, tenantId, subjectIds) {
      const unknown = subjectIds.filter((subjectId) => !cache.has(subjectData(tenantId, subjectId)));
      if (unknown.length < 2) return;
      for (const [subjectId, keys] of await subjectKeys(q, tenantId, unknown)) {
        const ring = keyRing(keys);
        if (ring !== null) cache.read(subjectData(tenantId, subjectId), ring);
      }
    },

    async openMany(q, tenantId, subjectIds) {
      const rings = await subjectKeys(q, tenantId, subjectIds);
      return {
        open(subjectId, field, sealed) {
          const ring = keyRing(rings.get(subjectId) ?? []);
          if (ring === null) return null;
          const key = keyOfVersion(ring, sealedVersion(sealed));
          return openBytes(key, valueBinding({ tenantId, subjectId, field }, key.version), sealed).toString('utf8');
        },
      };
    },

    async destroySubjectKeys(tx, tenantId, subjectId) {
      const name = subjectData(tenantId, subjectId); // refuses '', which would name the tenant's own keys
      await deleteSubjectEnvelopes(tx, tenantId, subjectId);
      cache.destroyed(tx, name);
    },

    async seal(q, place, plaintext) {
      const key = await newestKey(q, keyNameOf(place));
      return sealBytes(key, valueBinding(place, key.version), bytesOf(plaintext));
    },

    async open(q, place, sealed) {
      const key = await keyAt(q, keyNameOf(place), sealedVersion(sealed));
      return openBytes(key, valueBinding(place, key.version), sealed).toString('utf8');
    },

    async blindIndex(q, tenantId, field, normalised) {
      bytesOf(normalised);
      const { version, key } = await newestKey(q, tenantIndex(tenantId));
      return {
        version,
        digest: createHmac('sha256', secretKey(key))
          .update(bind([field, normalised]))
          .digest(),
      };
    },

    async blindIndexer(q, tenantId) {
      const { version, key } = await newestKey(q, tenantIndex(tenantId));
      const secret = secretKey(key);
      const digest = (field: string, normalised: string) => {
        bytesOf(normalised);
        return createHmac('sha256', secret)
          .update(bind([field, normalised]))
          .digest();
      };
      return { version, digest };
    },

    async mac(q, tenantId, purpose, text) {
      const { key } = await newestKey(q, tenantIndex(tenantId));
      return createHmac('sha256', derivedKey(key, 'cardea mac', purpose))
        .update(bytesOf(text))
        .digest();
    },

    async sealTravelling(q, tenantId, purpose, plaintext) {
      const { version, key } = await newestKey(q, tenantData(tenantId));
      return sealTravelling(derivedKey(key, 'cardea travelling', purpose), version, plaintext);
    },

    async openTravelling(q, tenantId, purpose, sealed) {
      const { key } = await keyAt(q, tenantData(tenantId), travellingVersion(sealed));
      return openTravelling(derivedKey(key, 'cardea travelling', purpose), sealed);
    },
  };
}

// Derived once for each key in memory: it goes when the key goes.
const derivedKeys = new WeakMap<Buffer, Map<string, KeyObject>>();

/** A key of its own for each use and purpose. */
function derivedKey(key: Buffer, use: 'cardea mac' | 'cardea travelling', purpose: string): KeyObject {
  const derived = derivedKeys.get(key) ?? new Map<string, KeyObject>();
  derivedKeys.set(key, derived);
  const name = `${use} ${purpose}`;
  const known = derived.get(name) ?? secretKey(Buffer.from(hkdfSync('sha256', key, use, bind([purpose]), 32)));
  derived.set(name, known);
  return known;
}

/** Two ill-formed texts would become the same bytes, and come back as something nobody wrote. */
function bytesOf(text: string): Buffer {
  if (!text.isWellFormed()) throw new ProblemError('request.invalid');
  return Buffer.from(text, 'utf8');
}

function tenantData(tenantId: string): KeyName {
  return { tenantId, subjectId: null, purpose: 'data' };
}

function tenantIndex(tenantId: string): KeyName {
  return { tenantId, subjectId: null, purpose: 'index' };
}

function subjectData(tenantId: string, subjectId: string): KeyName {
  if (subjectId === '') throw new Error('A subject has an id; the tenant itself is null.');
  return { tenantId, subjectId, purpose: 'data' };
}

function keyNameOf(place: Place): KeyName {
  return place.subjectId === null ? tenantData(place.tenantId) : subjectData(place.tenantId, place.subjectId);
}

function wrapBinding(name: KeyName, version: number): readonly string[] {
  return ['key', name.tenantId, name.subjectId ?? '', name.purpose, String(version)];
}

function valueBinding(place: Place, version: number): readonly string[] {
  return ['value', place.tenantId, place.subjectId ?? '', place.field, String(version)];
}
