/** Passwords of many customers at once, as imports bring them and exports carry them away. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Hashing, HashRefusal } from '../../foundation/hashing/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { findPasswords, insertPasswords } from './store.ts';

export function createManyPasswords({ hashing }: { readonly hashing: Hashing }) {
  return {
    /** Seals a hash that another system made; or says why it is refused. Nothing is computed and nothing written. */
    adopt: (
      tenantId: string,
      customerId: string,
      hash: string,
    ): { readonly sealed: Buffer } | { readonly refused: HashRefusal } => hashing.adopt({ tenantId, customerId }, hash),

    /** Stores adopted hashes of customers who have no password; customer id → credential id of those who had none. */
    setMany: (
      tx: Transaction,
      tenantId: string,
      passwords: readonly { readonly customerId: string; readonly sealed: Buffer }[],
    ): Promise<ReadonlyMap<string, string>> =>
      insertPasswords(
        tx,
        tenantId,
        passwords.map(({ customerId, sealed: sealedHash }) => ({
          customerId,
          credentialId: newId('credential'),
          sealedHash,
        })),
      ),

    /** The hashes of these customers as any other system reads them. Only for an export that was asked for by name. */
    async revealMany(
      queries: Queries,
      tenantId: string,
      customerIds: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const rows = await findPasswords(queries, tenantId, customerIds);
      return new Map(
        rows.map((row) => [
          row.customer_id,
          hashing.reveal({ tenantId, customerId: row.customer_id }, row.sealed_hash),
        ]),
      );
    },
  };
}
