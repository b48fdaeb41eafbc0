/** What became of mails to a customer's address. */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';

/** Notes that the address does not take mails since when and why, or that it does; false when it is not this customer's. */
export async function writeDelivery(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  delivery: { index: { version: number; digest: Buffer }; status: string | null },
): Promise<boolean> {
  const { index, status } = delivery;
  const written = await tx
    .updateTable('customer_identifiers')
    .set({
      undeliverable_since: status === null ? null : sql`coalesce(undeliverable_since, now())`,
      undeliverable_status: status,
    })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('index_version', '=', index.version)
    .where('blind_index', '=', index.digest)
    // Most mails are taken: then nothing is written.
    .$if(status === null, (update) => update.where('undeliverable_since', 'is not', null))
    .returning('identifier_id')
    .executeTakeFirst();
  return written !== undefined;
}
