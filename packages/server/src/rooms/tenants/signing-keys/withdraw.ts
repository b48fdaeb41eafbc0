/**
 * A key that somebody else may hold: taken out of what is published at once, so that nothing it signed counts any more.
 * Where it was the one that signs, another signs from this moment: the one that waited, or a fresh one.
 */
import type { Author } from '../author.ts';
import {
  activatePending,
  insertActive,
  type KeyName,
  lockKeys,
  withdrawKey as withdrawRow,
} from '../store/signing-keys.ts';
import { scheduleAdvance } from './advance.ts';
import type { SigningKeysDependencies } from './dependencies.ts';
import { recordKeys, sealKey } from './lifecycle.ts';
import { makeKey } from './signing-key.ts';

export type Withdrawal = {
  /** The key that signs in its place; null when the withdrawn key did not sign. */
  readonly successorId: string | null;
};

/** Null when the tenant publishes no key of this id. */
export async function withdrawKey(
  deps: SigningKeysDependencies,
  tenantId: string,
  keyId: string,
  author: Author,
): Promise<Withdrawal | null> {
  return await deps.database.transaction({}, async (tx) => {
    await lockKeys(tx);
    const record = recordKeys(deps.ledger, tx, tenantId, author);
    const withdrawn = await withdrawRow(tx, tenantId, keyId);
    if (withdrawn === null) return null;
    const { algorithm } = withdrawn;
    await record('signing_key.withdrawn', [withdrawn]);
    if (withdrawn.former !== 'active') return { successorId: null };

    let successor: KeyName | null = await activatePending(tx, tenantId, algorithm);
    if (successor === null) {
      const made = await makeKey(algorithm);
      await insertActive(tx, await sealKey(deps.encryption, tx, tenantId, made));
      await record('signing_key.created', [made]);
      successor = made;
    }
    await record('signing_key.activated', [successor]);
    await scheduleAdvance(deps, tx, null);
    return { successorId: successor.keyId };
  });
}
