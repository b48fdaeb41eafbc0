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
import { deleteSubjectEnvelopes, insertEnvelope, type KeyName, selectEnvelopes } from './store.ts';
import { openTravelling, sealTravelling, travellingVersion } from './travelling-box.ts';

/** Where a value belongs: whose it is and what it is. `subjectId` null means the tenant itself. */
export type Place = { readonly tenantId: string; readonly subjectId: string | null; readonly field: string };

export type Encryption = {
  /** Makes the tenant's data key and index key; once for each tenant, in the transaction that makes the tenant. */
  createTenantKeys(tx: Transaction, tenantId: string): Promise<void>;
  /** Makes a customer's key; once for each customer, in the transaction that makes the customer. */
  createSubjectKey(tx: Transaction, tenantId: string, subjectId: string): Promise<void>;
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
  /** A keyed digest for short secrets such as codes, under a key of its own for each purpose. */
  mac(q: Queries, tenantId: string, purpose: string, text: string): Promise<Buffer>;
  /** Seals what somebody else will carry, such as a token: for this tenant and purpose, any number of them. */
  sealTravelling(q: Queries, tenantId: string, purpose: string, plaintext: Buffer): Promise<Buffer>;
  /** Opens what was sealed so, under any version of the key; otherwise throws `SealBroken`. */
  openTravelling(q: Queries, tenantId: string, purpose: string, sealed: Buffer): Promise<Buffer>;
};

export function createEncryption(dependencies: { readonly masterKey: MasterKey; readonly clock: Clock }): Encryption {
  const { masterKey } = dependencies;
  const wrapping: VersionedKey = { version: masterKey.version, key: masterKey.derive('wrap') };
  const masterRing = keyRing([wrapping]);
  const cache = createKeyCache({ clock: dependencies.clock, load });

  /** One version of a key; another process may have added it since memory last looked. */
  async function keyAt(q: Queries, name: KeyName, version: number): Promise<VersionedKey> {
    const ring = await cache.get(q, name);
    if (ring?.byVersion.has(version) === true) return keyOfVersion(ring, version);
    return keyOfVersion(ring === null ? null : await cache.get(q, name, { fresh: true }), version);
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
