/**
 * All keys of a tenant replaced at once: nothing that was signed before counts any more, and fresh keys sign from this
 * moment. For when it cannot be known which of them were withdrawn already.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { insertActive, lockKeys, withdrawAll } from '../store/signing-keys.ts';
import type { SigningKeysDependencies } from './dependencies.ts';
import { recordKeys, sealKey } from './lifecycle.ts';
import { algorithms, makeKey } from './signing-key.ts';

export async function replaceKeys(
  deps: Pick<SigningKeysDependencies, 'encryption' | 'ledger'>,
  tx: Transaction,
  tenantId: string,
): Promise<void> {
  const made = await Promise.all(algorithms.map(makeKey));
  await lockKeys(tx);
  const record = recordKeys(deps.ledger, tx, tenantId);
  await record('signing_key.withdrawn', await withdrawAll(tx, tenantId));
  for (const key of made) {
    await insertActive(tx, await sealKey(deps.encryption, tx, tenantId, key));
    await record('signing_key.created', [key]);
    await record('signing_key.activated', [key]);
  }
}
