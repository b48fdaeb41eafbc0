/** All SQL of the declarations. Changes of one tenant come one after the other: each holds the tenant's lock. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type SchemaRow = { readonly version: number; readonly declaration: unknown; readonly created_at: Date };

/** Keeps all changes of this tenant's declaration, and what follows from them, to this transaction until it ends. */
export async function lockSchema(tx: Transaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`profile-schema ${tenantId}`}, 0))`.execute(tx);
}

export async function findNewest(queries: Queries, tenantId: string): Promise<SchemaRow | undefined> {
  return queries
    .selectFrom('profile_schemas')
    .select(['version', 'declaration', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findVersion(queries: Queries, tenantId: string, version: number): Promise<SchemaRow | undefined> {
  return queries
    .selectFrom('profile_schemas')
    .select(['version', 'declaration', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function insertVersion(
  tx: Transaction,
  tenantId: string,
  schema: { version: number; declaration: object },
): Promise<void> {
  await tx
    .insertInto('profile_schemas')
    .values({ tenant_id: tenantId, version: schema.version, declaration: JSON.stringify(schema.declaration) })
    .execute();
}

/** The attributes that are declared no more and not purged yet, each with the type it was last declared with. */
export async function findRemovals(
  queries: Queries,
  tenantId: string,
): Promise<{ attribute: string; type: string | null }[]> {
  const { rows } = await sql<{ attribute: string; type: string | null }>`
    select removal.attribute, (
      select declared ->> 'type'
      from profile_schemas as schema, jsonb_array_elements(schema.declaration -> 'attributes') as declared
      where schema.tenant_id = removal.tenant_id and declared ->> 'name' = removal.attribute
      order by schema.version desc limit 1
    ) as type
    from profile_removals as removal where removal.tenant_id = ${tenantId}`.execute(queries);
  return rows;
}

export async function insertRemovals(tx: Transaction, tenantId: string, attributes: readonly string[]): Promise<void> {
  if (attributes.length === 0) return;
  const rows = attributes.map((attribute) => ({ tenant_id: tenantId, attribute }));
  await tx
    .insertInto('profile_removals')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteRemovals(tx: Transaction, tenantId: string, attributes: readonly string[]): Promise<void> {
  if (attributes.length === 0) return;
  await tx
    .deleteFrom('profile_removals')
    .where('tenant_id', '=', tenantId)
    .where('attribute', 'in', [...attributes])
    .execute();
}

/** A removal whose time is over, or nothing. */
export async function findDueRemoval(
  queries: Queries,
  keptDays: number,
): Promise<{ tenantId: string; attribute: string } | null> {
  const row = await queries
    .selectFrom('profile_removals')
    .select(['tenant_id', 'attribute'])
    .where('removed_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .orderBy('removed_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { tenantId: row.tenant_id, attribute: row.attribute };
}

/** Whether the attribute is still removed; to be asked while the tenant's lock is held. */
export async function isStillRemoved(tx: Transaction, tenantId: string, attribute: string): Promise<boolean> {
  const row = await tx
    .selectFrom('profile_removals')
    .select('attribute')
    .where('tenant_id', '=', tenantId)
    .where('attribute', '=', attribute)
    .executeTakeFirst();
  return row !== undefined;
}
