/** All SQL of the applications room. Every function takes the tenant: a row is never found by its id alone. */
import type { ApplicationMetadata } from '@cardea/contract';
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import { lockOffers } from './store/offered-connections.ts';

export type ApplicationRow = {
  application_id: string;
  tenant_id: string;
  name: string;
  first_party: boolean;
  state: string;
  metadata: unknown;
  settings: unknown;
  version: string;
  made_by: string;
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
  'applications.made_by',
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

/** A page of them by id, without those of the house. */
export async function listApplications(queries: Queries, tenantId: string, after: string, limit: number) {
  return queries
    .selectFrom('applications')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('application_id', '>', after)
    .where('made_by', '<>', 'house')
    .orderBy('application_id')
    .limit(limit)
    .execute();
}

/** Of these ids, those that an application of the tenant has, one of the house too. */
export async function findTaken(
  queries: Queries,
  tenantId: string,
  applicationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await queries
    .selectFrom('applications')
    .select('application_id')
    .where('tenant_id', '=', tenantId)
    .where('application_id', 'in', applicationIds)
    .execute();
  return new Set(rows.map((row) => row.application_id));
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
    madeBy: string;
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
      made_by: application.madeBy,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Inserts what the house itself needs; false when it is there. Its metadata is worked out when it is read. */
export async function insertHouseApplication(
  tx: Transaction,
  { tenantId, applicationId, name }: { tenantId: string; applicationId: string; name: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('applications')
    .values({
      tenant_id: tenantId,
      application_id: applicationId,
      name,
      first_party: true,
      metadata: JSON.stringify({ client_name: name }),
      made_by: 'house',
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Raises the version, and holds the row until the transaction ends; the metadata, or undefined without such a row. */
export async function touchApplication(tx: Transaction, tenantId: string, applicationId: string) {
  return tx
    .updateTable('applications')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('made_by', '<>', 'house')
    .returning('metadata')
    .executeTakeFirst();
}

/** Gives it another state; false when it is not there or in that state already. */
export async function writeState(
  tx: Transaction,
  tenantId: string,
  applicationId: string,
  state: 'active' | 'disabled',
): Promise<boolean> {
  const written = await tx
    .updateTable('applications')
    .set({ state, version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('made_by', '<>', 'house')
    .where('state', '<>', state)
    .returning('application_id')
    .executeTakeFirst();
  return written !== undefined;
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
    .where('made_by', '<>', 'house')
    .returning('application_id')
    .executeTakeFirst();
  return written !== undefined;
}

/** The application, held until the transaction ends; undefined without such a row. One of the house is nobody's to hold. */
export async function holdApplication(tx: Transaction, tenantId: string, applicationId: string) {
  await lockOffers(tx, tenantId, 'application');
  return tx
    .selectFrom('applications')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('made_by', '<>', 'house')
    .forUpdate()
    .executeTakeFirst();
}

/** Whether it is one of our own as the row says; no change of it commits until the transaction ends. */
export async function holdFirstParty(tx: Transaction, tenantId: string, applicationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('applications')
    .select('first_party')
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .forShare()
    .executeTakeFirst();
  return row?.first_party === true;
}

/** Replaces what the application says about itself. */
export async function writeMetadata(
  tx: Transaction,
  application: {
    tenantId: string;
    applicationId: string;
    firstParty: boolean;
    metadata: ApplicationMetadata;
  },
): Promise<void> {
  await tx
    .updateTable('applications')
    .set({
      name: application.metadata.client_name,
      first_party: application.firstParty,
      metadata: JSON.stringify(application.metadata),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('tenant_id', '=', application.tenantId)
    .where('application_id', '=', application.applicationId)
    .execute();
}

/** How many consents and live grants an application has: what its removal takes along. */
export async function countHeld(
  queries: Queries,
  tenantId: string,
  applicationId: string,
): Promise<{ consents: number; grants: number }> {
  const { rows } = await sql<{ consents: number; grants: number }>`
    select
      (select count(*)::int from consents
        where tenant_id = ${tenantId} and application_id = ${applicationId}) as consents,
      (select count(*)::int from session_applications
        where tenant_id = ${tenantId} and application_id = ${applicationId} and revoked_at is null) as grants
  `.execute(queries);
  return rows[0] ?? { consents: 0, grants: 0 };
}

/** Removes the application, and by the references to it its secrets, consents and grants. */
export async function deleteApplication(tx: Transaction, tenantId: string, applicationId: string): Promise<void> {
  await tx
    .deleteFrom('applications')
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .execute();
}
