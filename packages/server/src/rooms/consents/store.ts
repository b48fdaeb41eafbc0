/** All SQL of the consents room. Every function takes the tenant: a row is never found by its id alone. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';

export async function findScopes(
  queries: Queries,
  tenantId: string,
  customerId: string,
  applicationId: string,
): Promise<readonly string[]> {
  const row = await queries
    .selectFrom('consents')
    .select('scopes')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row?.scopes ?? [];
}

/** A consent with what it allows at each API. */
export async function findStanding(
  queries: Queries,
  { tenantId, customerId, applicationId }: { tenantId: string; customerId: string; applicationId: string },
) {
  return queries
    .selectFrom('consents')
    .leftJoin('consent_resources as at', (join) =>
      join
        .onRef('at.tenant_id', '=', 'consents.tenant_id')
        .onRef('at.customer_id', '=', 'consents.customer_id')
        .onRef('at.application_id', '=', 'consents.application_id'),
    )
    .select(['consents.scopes', 'at.resource_uri', 'at.scopes as resource_scopes'])
    .where('consents.tenant_id', '=', tenantId)
    .where('consents.customer_id', '=', customerId)
    .where('consents.application_id', '=', applicationId)
    .execute();
}

/** The APIs that a customer allowed applications to call. */
export async function listConsentResources(queries: Queries, tenantId: string, customerId: string, limit: number) {
  return queries
    .selectFrom('consent_resources')
    .select(['application_id', 'resource_uri', 'scopes'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('application_id')
    .orderBy('resource_uri')
    .limit(limit)
    .execute();
}

/** Adds what is allowed at one API; false when all of it was already. */
export async function addResource(
  tx: Transaction,
  consent: {
    tenantId: string;
    customerId: string;
    applicationId: string;
    resourceUri: string;
    scopes: readonly string[];
  },
): Promise<boolean> {
  const { tenantId, customerId, applicationId, resourceUri } = consent;
  const added = await sql`
    insert into consent_resources (tenant_id, customer_id, application_id, resource_uri, scopes)
    values (${tenantId}, ${customerId}, ${applicationId}, ${resourceUri}, ${[...consent.scopes]}::text[])
    on conflict (tenant_id, customer_id, application_id, resource_uri) do update
    set scopes = array(
      select distinct scope from unnest(consent_resources.scopes || excluded.scopes) scope order by scope)
    where not consent_resources.scopes @> excluded.scopes
    returning 1`.execute(tx);
  return added.rows.length > 0;
}

/** Adds the scopes to what is granted; false when all of them were granted already. */
export async function addScopes(
  tx: Transaction,
  consent: { tenantId: string; customerId: string; applicationId: string; scopes: readonly string[] },
): Promise<boolean> {
  const { tenantId, customerId, applicationId } = consent;
  const added = await sql`
    insert into consents (tenant_id, customer_id, application_id, scopes)
    values (${tenantId}, ${customerId}, ${applicationId}, ${[...consent.scopes]}::text[])
    on conflict (tenant_id, customer_id, application_id) do update
    set updated_at = now(),
        scopes = (select array_agg(distinct scope order by scope) from unnest(consents.scopes || excluded.scopes) scope)
    where not consents.scopes @> excluded.scopes
    returning 1`.execute(tx);
  return added.rows.length > 0;
}

/** Removes the consent; what it held, or null when there was none. */
export async function removeConsent(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  applicationId: string,
): Promise<readonly string[] | null> {
  const removed = await tx
    .deleteFrom('consents')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('application_id', '=', applicationId)
    .returning('scopes')
    .executeTakeFirst();
  return removed?.scopes ?? null;
}

export async function listConsents(queries: Queries, tenantId: string, customerId: string, limit: number) {
  return queries
    .selectFrom('consents')
    .select(['application_id', 'scopes', 'granted_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('granted_at', 'desc')
    .orderBy('application_id')
    .limit(limit)
    .execute();
}

export type MovedConsent = {
  readonly customerId: string;
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
};

/** Writes consents that were given elsewhere, for applications that there are here; those that were written. */
export async function insertConsents(
  tx: Transaction,
  tenantId: string,
  moved: readonly MovedConsent[],
): Promise<{ customer_id: string; application_id: string; scopes: string[] }[]> {
  const { rows } = await sql<{ customer_id: string; application_id: string; scopes: string[] }>`
    insert into consents (tenant_id, customer_id, application_id, scopes, granted_at)
    select ${tenantId}, customer_id, application_id, string_to_array(scopes, ' '), least(granted_at, now())
    from unnest(
      ${moved.map(({ customerId }) => customerId)}::text[],
      ${moved.map(({ applicationId }) => applicationId)}::text[],
      ${moved.map(({ scopes }) => [...new Set(scopes)].sort().join(' '))}::text[],
      ${moved.map(({ grantedAt }) => grantedAt.toISOString())}::timestamptz[]
    ) as fresh (customer_id, application_id, scopes, granted_at)
    where exists (
      select from applications application
      where application.tenant_id = ${tenantId} and application.application_id = fresh.application_id)
    on conflict do nothing
    returning customer_id, application_id, scopes`.execute(tx);
  return rows;
}

/** The consents of many customers. */
export async function listConsentsOf(queries: Queries, tenantId: string, customerIds: readonly string[]) {
  return queries
    .selectFrom('consents')
    .select(['customer_id', 'application_id', 'scopes', 'granted_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::text[])`)
    .orderBy('customer_id')
    .orderBy('application_id')
    .execute();
}
