/** SQL of the APIs that tokens are made for. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export async function findResource(queries: Queries, tenantId: string, resourceUri: string) {
  return queries
    .selectFrom('resources')
    .select(['resource_uri', 'name', 'scopes', 'access_token_seconds', 'open_to_agents', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('resource_uri', '=', resourceUri)
    .executeTakeFirst();
}

/** Inserts the resource; false when the tenant has one of this address already. */
export async function insertResource(
  tx: Transaction,
  tenantId: string,
  resource: { resourceUri: string; name: string; scopes: object; accessTokenSeconds: number; openToAgents: boolean },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('resources')
    .values({
      tenant_id: tenantId,
      resource_uri: resource.resourceUri,
      name: resource.name,
      scopes: JSON.stringify(resource.scopes),
      access_token_seconds: resource.accessTokenSeconds,
      open_to_agents: resource.openToAgents,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'resource_uri']).doNothing())
    .returning('resource_uri')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The tenant's APIs by address, a page at a time. */
export async function listResources(queries: Queries, tenantId: string, after: string, limit: number) {
  return queries
    .selectFrom('resources')
    .select(['resource_uri', 'name', 'scopes', 'access_token_seconds', 'open_to_agents', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('resource_uri', '>', after)
    .orderBy('resource_uri')
    .limit(limit)
    .execute();
}

/** The resource, held until the transaction ends; undefined without such a row. */
export async function holdResource(tx: Transaction, tenantId: string, resourceUri: string) {
  return tx
    .selectFrom('resources')
    .select(['resource_uri', 'name', 'scopes', 'access_token_seconds', 'open_to_agents', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('resource_uri', '=', resourceUri)
    .forUpdate()
    .executeTakeFirst();
}

/** Replaces what the resource says about itself. */
export async function writeResource(
  tx: Transaction,
  tenantId: string,
  resource: { resourceUri: string; name: string; scopes: object; accessTokenSeconds: number; openToAgents: boolean },
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({
      name: resource.name,
      scopes: JSON.stringify(resource.scopes),
      access_token_seconds: resource.accessTokenSeconds,
      open_to_agents: resource.openToAgents,
      version: sql`version + 1`,
    })
    .where('tenant_id', '=', tenantId)
    .where('resource_uri', '=', resource.resourceUri)
    .execute();
}

/** The tenant's APIs that applications which registered themselves may ask for. */
export async function listOpenResources(queries: Queries, tenantId: string) {
  return queries
    .selectFrom('resources')
    .select(['resource_uri', 'scopes'])
    .where('tenant_id', '=', tenantId)
    .where('open_to_agents', '=', true)
    .orderBy('resource_uri')
    .limit(200)
    .execute();
}

export async function deleteResource(tx: Transaction, tenantId: string, resourceUri: string): Promise<void> {
  await tx.deleteFrom('resources').where('tenant_id', '=', tenantId).where('resource_uri', '=', resourceUri).execute();
}
