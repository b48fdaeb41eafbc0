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

export type ListedRow = TenantRow & { readonly created_at: Date };

const columns = [
  'tenants.tenant_id',
  'tenants.name',
  'tenants.state',
  'tenants.is_default',
  'tenants.settings',
  'tenants.version',
] as const;

// A tenant that an older node made has no primary domain yet: its first one counts.
const primaryHost = sql<string | null>`(
  select host from tenant_domains domain where domain.tenant_id = tenants.tenant_id
  order by is_primary desc, created_at, host limit 1
)`.as('host');

export async function findDefault(queries: Queries): Promise<TenantRow | undefined> {
  const row = await queries.selectFrom('tenants').select(columns).where('is_default', '=', true).executeTakeFirst();
  return row && { ...row, host: null };
}

/** The tenant that a host belongs to, with its primary host. */
export async function findByHost(queries: Queries, host: string): Promise<TenantRow | undefined> {
  return queries
    .selectFrom('tenant_domains as asked')
    .innerJoin('tenants', 'tenants.tenant_id', 'asked.tenant_id')
    .select([...columns, primaryHost])
    .where('asked.host', '=', host)
    .executeTakeFirst();
}

export async function findById(queries: Queries, tenantId: string): Promise<TenantRow | undefined> {
  return queries
    .selectFrom('tenants')
    .select([...columns, primaryHost])
    .where('tenants.tenant_id', '=', tenantId)
    .executeTakeFirst();
}

/** A page of the tenants, oldest first, after the one that is named. */
export async function listTenants(
  queries: Queries,
  page: { readonly after: string | null; readonly limit: number },
): Promise<ListedRow[]> {
  return queries
    .selectFrom('tenants')
    .select([...columns, 'tenants.created_at', primaryHost])
    .$if(page.after !== null, (query) =>
      query.where(
        sql<boolean>`(tenants.created_at, tenants.tenant_id) >
          (select created_at, tenant_id from tenants where tenant_id = ${page.after})`,
      ),
    )
    .orderBy('tenants.created_at')
    .orderBy('tenants.tenant_id')
    .limit(page.limit)
    .execute();
}

/** One of them, as it is listed. */
export async function findListed(queries: Queries, tenantId: string): Promise<ListedRow | undefined> {
  return queries
    .selectFrom('tenants')
    .select([...columns, 'tenants.created_at', primaryHost])
    .where('tenants.tenant_id', '=', tenantId)
    .executeTakeFirst();
}

export async function listTenantIds(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom('tenants')
    .select('tenant_id')
    .orderBy('created_at')
    .orderBy('tenant_id')
    .execute();
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

/** Replaces the tenant's settings. */
export async function writeSettings(tx: Transaction, tenantId: string, settings: object): Promise<void> {
  await tx
    .updateTable('tenants')
    .set({ settings: JSON.stringify(settings), version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** The row of a tenant that is about to change; nobody else changes it meanwhile. */
export async function lockTenant(
  tx: Transaction,
  tenantId: string,
): Promise<Pick<TenantRow, 'name' | 'state' | 'is_default' | 'settings' | 'version'> | undefined> {
  return tx
    .selectFrom('tenants')
    .select(['name', 'state', 'is_default', 'settings', 'version'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst();
}

/** Names the tenant anew. */
export async function writeName(tx: Transaction, tenantId: string, name: string): Promise<void> {
  await tx.updateTable('tenants').set({ name, version: sql`version + 1` }).where('tenant_id', '=', tenantId).execute();
}

/** Pauses the tenant or lets it go on; false when it was in that state. The first tenant is never paused. */
export async function writeState(tx: Transaction, tenantId: string, state: 'active' | 'suspended'): Promise<boolean> {
  const written = await tx
    .updateTable('tenants')
    .set({ state, version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('is_default', '=', false)
    .where('state', '<>', state)
    .returning('tenant_id')
    .executeTakeFirst();
  return written !== undefined;
}

/** What is kept of the tenant by its version counts no more. */
export async function raiseVersion(tx: Transaction, tenantId: string): Promise<void> {
  await tx.updateTable('tenants').set({ version: sql`version + 1` }).where('tenant_id', '=', tenantId).execute();
}
