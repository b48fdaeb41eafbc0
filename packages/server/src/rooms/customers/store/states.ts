/** All SQL of what staff change of a customer besides the profile. The caller holds the customer's lock. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

// The way back of a changed address is a link that was sent to it.
const byMail = ['email-code', 'email-link', 'undo-link'] as const;

/** Moves an account from one state to another; false when it is not in the first. */
export async function changeState(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  change: { from: 'active' | 'disabled'; to: 'active' | 'disabled' },
): Promise<boolean> {
  const changed = await tx
    .updateTable('customers')
    .set({ state: change.to, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', change.from)
    .returning('customer_id')
    .executeTakeFirst();
  return changed !== undefined;
}

export async function writeLocale(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  locale: string,
): Promise<boolean> {
  const written = await tx
    .updateTable('customers')
    .set({ locale })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('locale', '<>', locale)
    .returning('customer_id')
    .executeTakeFirst();
  return written !== undefined;
}

/**
 * Writes the business's own name for the customer in place of the former; false when another customer has it, and then
 * the transaction must not be committed.
 */
export async function writeExternalId(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  external: { index: { readonly version: number; readonly digest: Buffer }; sealed: Buffer },
): Promise<boolean> {
  await deleteExternalId(tx, tenantId, customerId);
  const written = await tx
    .insertInto('customer_external_ids')
    .values({
      tenant_id: tenantId,
      customer_id: customerId,
      blind_index: external.index.digest,
      index_version: external.index.version,
      sealed: external.sealed,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('customer_id')
    .executeTakeFirst();
  return written !== undefined;
}

/** What the customer is called by the business, and whether tokens do so too. */
export async function findExternalId(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('customer_external_ids')
    .select(['blind_index', 'is_subject'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

export async function deleteExternalId(tx: Transaction, tenantId: string, customerId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('customer_external_ids')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .returning('customer_id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Notes a proof of addresses, or of the number, that counted as proven by the word of anybody else; the ids of those. */
export async function markProvenAnew(
  tx: Transaction,
  tenantId: string,
  { customerId, by }: { readonly customerId: string; readonly by: string },
): Promise<string[]> {
  const marked = await tx
    .updateTable('customer_identifiers')
    .set({ verified_at: sql`now()`, verified_by: by })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '=', by === 'sms-code' ? 'phone' : 'email')
    .where('verified_by', 'not in', [...byMail, 'sms-code'])
    .returning('identifier_id')
    .execute();
  return marked.map((row) => row.identifier_id);
}

/** Notes that an identifier has been proven, unless it was before; true when it had not been. */
export async function markVerified(
  tx: Transaction,
  tenantId: string,
  identifier: { customerId: string; identifierId: string; by: string },
): Promise<boolean> {
  const marked = await tx
    .updateTable('customer_identifiers')
    .set({ verified_at: sql`now()`, verified_by: identifier.by })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', identifier.customerId)
    .where('identifier_id', '=', identifier.identifierId)
    .where('verified_at', 'is', null)
    .returning('identifier_id')
    .executeTakeFirst();
  return marked !== undefined;
}
