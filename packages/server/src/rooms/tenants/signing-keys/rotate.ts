/**
 * A rotation: fresh keys, published now and used later, so that every relying party has fetched them before it meets
 * their first signature. In an emergency they are used at once, and keys that were waiting are discarded.
 */

import type { Author } from '../author.ts';
import { storedSettings } from '../settings.ts';
import { insertActive, insertPending, lockKeys, removeKeys, retireActive } from '../store/signing-keys.ts';
import { findById } from '../store/tenants.ts';
import { scheduleAdvance } from './advance.ts';
import type { SigningKeysDependencies } from './dependencies.ts';
import { keptSecondsOf, recordKeys, sealKey } from './lifecycle.ts';
import { algorithms, makeKey } from './signing-key.ts';

export type Rotation = {
  /** The ids of the keys that were made; none when a rotation was under way already. */
  readonly keyIds: readonly string[];
  /** From when they sign; null when nothing was made. */
  readonly activeFrom: Date | null;
};

export async function rotateKeys(
  deps: SigningKeysDependencies,
  tenantId: string,
  options: { readonly now: boolean },
  author: Author,
): Promise<Rotation> {
  // Made before the transaction: it takes long, and the lock is everybody's.
  const made = await Promise.all(algorithms.map(makeKey));
  return await deps.database.transaction({}, async (tx) => {
    await lockKeys(tx);
    const tenant = await findById(tx, tenantId);
    if (tenant === undefined) throw new Error('There is no tenant with this id.');
    const settings = storedSettings.parse(tenant.settings);
    const record = recordKeys(deps.ledger, tx, tenantId, author);
    if (options.now) {
      await record('signing_key.removed', await removeKeys(tx, tenantId, 'pending'));
      await record('signing_key.retired', await retireActive(tx, tenantId, 'all', keptSecondsOf(settings)));
    }
    const keyIds: string[] = [];
    let activeFrom: Date | null = null;
    for (const key of made) {
      const row = await sealKey(deps.encryption, tx, tenantId, key);
      const from = options.now
        ? await insertActive(tx, row)
        : await insertPending(tx, row, settings.signingKeys.publishAheadSeconds);
      if (from === null) continue;
      await record('signing_key.created', [key]);
      if (options.now) await record('signing_key.activated', [key]);
      keyIds.push(key.keyId);
      activeFrom = from;
    }
    await scheduleAdvance(deps, tx, null);
    return { keyIds, activeFrom };
  });
}
