/** All SQL of the applications room. Every function takes the tenant: a row is never found by its id alone. */
import type { ApplicationMetadata } from '@cardea/contract';
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';

export type ApplicationRow = {
  application_id: string;
  tenant_id: string;
  name: string;
  first_party: boolean;
  state: string;
  metadata: unknown;
  settings: unknown;
  version: string;
  /** Of one secret that counts now; an application with two comes as two rows. */
  secret_hash: Buffer | null;
};

const columns = [
  'applications.application_id',
  'applications.tenant_id',
  'applications.name',
  'applications.first_party',
  'applications.state',
  'applications.metadata',
  'applications.settings',
  'applications.version',
] as const;

export async function findApplication(
  queries: Queries,
  tenantId: string,
  applicationId: string,
): Promise<ApplicationRow[]> {
  return queries
    .selectFrom('applications')
    .leftJoin('application_secrets as secret', (join) =>
      join
        .onRef('secret.tenant_id', '=', 'applications.tenant_id')
        .onRef('secret.application_id', '=', 'applications.application_id')
        .on((on) => on.or([on('secret.expires_at', 'is', null), on('secret.expires_at', '>', sql<Date>`now()`)])),
    )
    .select([...columns, 'secret.secret_hash'])
    .where('applications.tenant_id', '=', tenantId)
    .where('applications.application_id', '=', applicationId)
    .execute();
}

export async function listApplications(queries: Queries, tenantId: string, after: string, limit: number) {
  return queries
    .selectFrom('applications')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('application_id', '>', after)
    .orderBy('application_id')
    .limit(limit)
    .execute();
}

/** Inserts the application; false when the tenant has one of this id already. */
export async function insertApplication(
  tx: Transaction,
  application: {
    tenantId: string;
    applicationId: string;
    name: string;
    firstParty: boolean;
    metadata: ApplicationMetadata;
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('applications')
    .values({
      tenant_id: application.tenantId,
      application_id: application.applicationId,
      name: application.name,
      first_party: application.firstParty,
      metadata: JSON.stringify(application.metadata),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function insertSecret(tx: Transaction, tenantId: string, applicationId: string, hash: Buffer) {
  await tx
    .insertInto('application_secrets')
    .values({ tenant_id: tenantId, application_id: applicationId, rank: 'current', secret_hash: hash })
    .execute();
}

/** Makes the current secret the former one, for so long; whatever was former before is gone. */
export async function retireSecret(tx: Transaction, tenantId: string, applicationId: string, keepSeconds: number) {
  await tx
    .deleteFrom('application_secrets')
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('rank', '=', 'former')
    .execute();
  await tx
    .updateTable('application_secrets')
    .set({ rank: 'former', expires_at: sql`now() + make_interval(secs => ${keepSeconds})` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .execute();
}

/** Raises the version, and holds the row until the transaction ends; the metadata, or undefined without such a row. */
export async function touchApplication(tx: Transaction, tenantId: string, applicationId: string) {
  return tx
    .updateTable('applications')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .returning('metadata')
    .executeTakeFirst();
}

/** False when it is not there or disabled already. */
export async function disableApplication(tx: Transaction, tenantId: string, applicationId: string): Promise<boolean> {
  const disabled = await tx
    .updateTable('applications')
    .set({ state: 'disabled', version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('state', '=', 'active')
    .returning('application_id')
    .executeTakeFirst();
  return disabled !== undefined;
}

export async function findResource(queries: Queries, tenantId: string, resourceUri: string) {
  return queries
    .selectFrom('resources')
    .select(['resource_uri', 'name', 'scopes', 'access_token_seconds'])
    .where('tenant_id', '=', tenantId)
    .where('resource_uri', '=', resourceUri)
    .executeTakeFirst();
}

/** Inserts the resource; false when the tenant has one of this address already. */
export async function insertResource(
  tx: Transaction,
  tenantId: string,
  resource: { resourceUri: string; name: string; scopes: object; accessTokenSeconds: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('resources')
    .values({
      tenant_id: tenantId,
      resource_uri: resource.resourceUri,
      name: resource.name,
      scopes: JSON.stringify(resource.scopes),
      access_token_seconds: resource.accessTokenSeconds,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'resource_uri']).doNothing())
    .returning('resource_uri')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Replaces what the application sets for itself; false when there is no such application. */
export async function writeSettings(
  tx: Transaction,
  tenantId: string,
  applicationId: string,
  settings: object,
): Promise<boolean> {
  const written = await tx
    .updateTable('applications')
    .set({ settings: JSON.stringify(settings), version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .returning('application_id')
    .executeTakeFirst();
  return written !== undefined;
}
