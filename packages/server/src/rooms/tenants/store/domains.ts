/** All SQL of domains and of the claims on them. A host belongs to one tenant; of a tenant's hosts one is primary. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type DomainRow = { readonly host: string; readonly is_primary: boolean; readonly created_at: Date };
export type ClaimRow = { readonly host: string; readonly proof: string; readonly expires_at: Date };

/** Gives the host to the tenant; false when it belongs to somebody. The first one is primary, but not where that is configured. */
export async function insertDomain(tx: Transaction, tenantId: string, host: string): Promise<boolean> {
  const { rows } = await sql`
    insert into tenant_domains (tenant_id, host, is_primary)
    select tenant_id, ${host}, not is_default and not exists (select from tenant_domains where tenant_id = ${tenantId})
    from tenants where tenant_id = ${tenantId}
    on conflict (host) do nothing
    returning host
  `.execute(tx);
  return rows.length > 0;
}

export async function selectDomains(queries: Queries, tenantId: string): Promise<DomainRow[]> {
  return queries
    .selectFrom('tenant_domains')
    .select(['host', 'is_primary', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('host')
    .execute();
}

/** Whether anybody has this host. */
export async function isTaken(queries: Queries, host: string): Promise<boolean> {
  const row = await queries.selectFrom('tenant_domains').select('host').where('host', '=', host).executeTakeFirst();
  return row !== undefined;
}

/** Notes that the tenant says a host is its own; a claim that is there keeps its proof and gains time. */
export async function upsertClaim(
  tx: Transaction,
  tenantId: string,
  claim: { readonly host: string; readonly proof: string; readonly days: number },
): Promise<void> {
  await sql`
    insert into tenant_domain_claims as kept (tenant_id, host, proof, expires_at)
    values (${tenantId}, ${claim.host}, ${claim.proof}, now() + make_interval(days => ${claim.days}))
    on conflict (tenant_id, host) do update set
      proof = case when kept.expires_at > now() then kept.proof else excluded.proof end,
      expires_at = excluded.expires_at
  `.execute(tx);
}

/** The claims of the tenant that are open. */
export async function selectClaims(queries: Queries, tenantId: string): Promise<ClaimRow[]> {
  return queries
    .selectFrom('tenant_domain_claims')
    .select(['host', 'proof', 'expires_at'])
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at')
    .orderBy('host')
    .execute();
}

/** Takes the claim away; false when it was not open any more. */
export async function consumeClaim(tx: Transaction, tenantId: string, host: string, proof: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('tenant_domain_claims')
    .where('tenant_id', '=', tenantId)
    .where('host', '=', host)
    .where('proof', '=', proof)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('host')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteClaim(tx: Transaction, tenantId: string, host: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('tenant_domain_claims')
    .where('tenant_id', '=', tenantId)
    .where('host', '=', host)
    .returning('host')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a domain away that is not primary; says what became of it. */
export async function deleteDomain(tx: Transaction, tenantId: string, host: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('tenant_domains')
    .where('tenant_id', '=', tenantId)
    .where('host', '=', host)
    .where('is_primary', '=', false)
    .returning('host')
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes this domain of the tenant the primary one. The tenant's row is to be locked. */
export async function movePrimary(tx: Transaction, tenantId: string, host: string): Promise<void> {
  const primary = tx.updateTable('tenant_domains').where('tenant_id', '=', tenantId);
  await primary.set({ is_primary: false }).where('is_primary', '=', true).execute();
  await primary.set({ is_primary: true }).where('host', '=', host).execute();
}

/** Removes claims that nobody proved; how many. */
export async function purgeClaims(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'tenant_domain_claims',
    key: ['tenant_id', 'host'],
    when: sql`expires_at < now()`,
    limit,
  });
}
