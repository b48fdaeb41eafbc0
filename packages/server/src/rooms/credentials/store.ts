/** All SQL of the credentials room. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';

export async function findPassword(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('password_credentials')
    .select(['credential_id', 'sealed_hash'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

export async function findPasswordDate(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('password_credentials')
    .select(['set_at', 'found_leaked_at', 'found_dressed_up'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

export async function insertPassword(
  tx: Transaction,
  tenantId: string,
  password: { customerId: string; credentialId: string; sealedHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('password_credentials')
    .values({
      tenant_id: tenantId,
      customer_id: password.customerId,
      credential_id: password.credentialId,
      sealed_hash: password.sealedHash,
    })
    .execute();
}

/** Replaces the hash of the same password; false when the password has been changed meanwhile. */
export async function replaceHash(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  hashes: { before: Buffer; after: Buffer },
): Promise<boolean> {
  const replaced = await tx
    .updateTable('password_credentials')
    .set({ sealed_hash: hashes.after })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('sealed_hash', '=', hashes.before)
    .returning('credential_id')
    .executeTakeFirst();
  return replaced !== undefined;
}

/** Writes the customer's password in the place of any other; it becomes a credential of its own. */
export async function upsertPassword(
  tx: Transaction,
  tenantId: string,
  password: { customerId: string; credentialId: string; sealedHash: Buffer },
): Promise<void> {
  const fresh = { credential_id: password.credentialId, sealed_hash: password.sealedHash };
  const unknown = { found_leaked_at: null, found_dressed_up: false, leak_put_off: 0, leak_put_off_at: null };
  await tx
    .insertInto('password_credentials')
    .values({ tenant_id: tenantId, customer_id: password.customerId, ...fresh })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'customer_id']).doUpdateSet({ ...fresh, ...unknown, set_at: sql`now()` }),
    )
    .execute();
}

export async function deletePassword(tx: Transaction, tenantId: string, customerId: string): Promise<string | null> {
  const deleted = await tx
    .deleteFrom('password_credentials')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .returning('credential_id')
    .executeTakeFirst();
  return deleted?.credential_id ?? null;
}

/** Writes passwords of many customers who have none; the ids of the credentials that were written, by customer. */
export async function insertPasswords(
  tx: Transaction,
  tenantId: string,
  passwords: readonly { readonly customerId: string; readonly credentialId: string; readonly sealedHash: Buffer }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ customer_id: string; credential_id: string }>`
    insert into password_credentials (tenant_id, customer_id, credential_id, sealed_hash)
    select ${tenantId}, customer_id, credential_id, sealed_hash
    from unnest(
      ${passwords.map(({ customerId }) => customerId)}::text[],
      ${passwords.map(({ credentialId }) => credentialId)}::text[],
      ${passwords.map(({ sealedHash }) => sealedHash)}::bytea[]
    ) as fresh (customer_id, credential_id, sealed_hash)
    on conflict do nothing
    returning customer_id, credential_id`.execute(tx);
  return new Map(rows.map((row) => [row.customer_id, row.credential_id]));
}

export async function findPasswords(queries: Queries, tenantId: string, customerIds: readonly string[]) {
  return queries
    .selectFrom('password_credentials')
    .select(['customer_id', 'sealed_hash'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::text[])`)
    .execute();
}
