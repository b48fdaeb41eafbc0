/** All SQL of the access room. Every function takes the tenant: a row is never found by its customer alone. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';

const columns = ['customer_id', 'roles', 'state', 'version', 'created_at', 'updated_at', 'is_live'] as const;

/** PostgreSQL says of every column of a view that it may be null; those of this one never are. */
export type AdministratorRow = {
  readonly customer_id: string;
  readonly roles: string[];
  readonly state: string;
  readonly version: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly is_live: boolean;
};

/**
 * Lets changes of one tenant's administrators happen one after the other: each finds what the former left, so two
 * owners who demote each other at once do not both succeed.
 */
export async function holdAdministrators(tx: Transaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${tenantId}`}, 0))`.execute(tx);
}

export async function findAdministrator(
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<AdministratorRow | undefined> {
  return queries
    .selectFrom('administrator_standings')
    .select(columns)
    .$castTo<AdministratorRow>()
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

/** After a position, by customer. */
export async function listAdministrators(
  queries: Queries,
  tenantId: string,
  after: string,
  limit: number,
): Promise<AdministratorRow[]> {
  return queries
    .selectFrom('administrator_standings')
    .select(columns)
    .$castTo<AdministratorRow>()
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '>', after)
    .orderBy('customer_id')
    .limit(limit)
    .execute();
}

/** The owners that count, but this one. */
export async function listOwners(queries: Queries, tenantId: string, except = ''): Promise<string[]> {
  const rows = await queries
    .selectFrom('administrator_standings')
    .select('customer_id')
    .$castTo<{ customer_id: string }>()
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '<>', except)
    .where('is_live', '=', true)
    .where(sql<boolean>`'owner' = any(roles)`)
    .orderBy('customer_id')
    .execute();
  return rows.map((row) => row.customer_id);
}

export type NewAdministrator = {
  readonly customerId: string;
  readonly roles: readonly string[];
  readonly by: { readonly kind: string; readonly id?: string | undefined };
};

/** False when they administer already. */
export async function insertAdministrator(tx: Transaction, tenantId: string, made: NewAdministrator): Promise<boolean> {
  const inserted = await tx
    .insertInto('administrators')
    .values({
      tenant_id: tenantId,
      customer_id: made.customerId,
      roles: [...made.roles],
      appointed_by_kind: made.by.kind,
      appointed_by: made.by.id ?? null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'customer_id']).doNothing())
    .returning('customer_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function writeAdministrator(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  change: { readonly roles: readonly string[]; readonly state: string },
): Promise<void> {
  await tx
    .updateTable('administrators')
    .set({ roles: [...change.roles], state: change.state, version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
}

export async function deleteAdministrator(tx: Transaction, tenantId: string, customerId: string): Promise<void> {
  await tx
    .deleteFrom('administrators')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
}
