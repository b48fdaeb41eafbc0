/** All SQL of the tenants room. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type TenantRow = {
  tenant_id: string;
  name: string;
  state: string;
  is_default: boolean;
  settings: unknown;
  version: string;
  host: string | null;
};

const columns = [
  'tenants.tenant_id',
  'tenants.name',
  'tenants.state',
  'tenants.is_default',
  'tenants.settings',
  'tenants.version',
] as const;

export async function findDefault(queries: Queries): Promise<TenantRow | undefined> {
  const row = await queries.selectFrom('tenants').select(columns).where('is_default', '=', true).executeTakeFirst();
  return row && { ...row, host: null };
}

export async function findByHost(queries: Queries, host: string): Promise<TenantRow | undefined> {
  return queries
    .selectFrom('tenant_domains')
    .innerJoin('tenants', 'tenants.tenant_id', 'tenant_domains.tenant_id')
    .select([...columns, 'tenant_domains.host'])
    .where('tenant_domains.host', '=', host)
    .executeTakeFirst();
}

export async function findById(queries: Queries, tenantId: string): Promise<TenantRow | undefined> {
  return queries
    .selectFrom('tenants')
    .leftJoin('tenant_domains', 'tenant_domains.tenant_id', 'tenants.tenant_id')
    .select([...columns, 'tenant_domains.host'])
    .where('tenants.tenant_id', '=', tenantId)
    .orderBy('tenant_domains.created_at')
    .limit(1)
    .executeTakeFirst();
}

export async function listTenantIds(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom('tenants').select('tenant_id').orderBy('created_at').execute();
  return rows.map((row) => row.tenant_id);
}

/** Inserts the tenant; false when there is a default tenant already and this one claims to be it too. */
export async function insertTenant(
  tx: Transaction,
  tenant: { tenantId: string; name: string; isDefault: boolean; settings: object },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('tenants')
    .values({
      tenant_id: tenant.tenantId,
      name: tenant.name,
      is_default: tenant.isDefault,
      settings: JSON.stringify(tenant.settings),
    })
    // Spelt out: with a value in its place, a plan for any value could not name the index.
    .onConflict((conflict) => conflict.column('is_default').where(sql<boolean>`is_default`).doNothing())
    .returning('tenant_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function insertDomain(tx: Transaction, tenantId: string, host: string): Promise<void> {
  await tx.insertInto('tenant_domains').values({ tenant_id: tenantId, host }).execute();
}

/** Replaces the tenant's settings. */
export async function writeSettings(tx: Transaction, tenantId: string, settings: object): Promise<void> {
  await tx
    .updateTable('tenants')
    .set({ settings: JSON.stringify(settings), version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .execute();
}
