/** All SQL of identities. An account elsewhere is one customer's, which the unique key decides and nothing before it. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

type IdentityPlace = { readonly connectionId: string; readonly issuer: string; readonly subjectKey: Buffer };

export type IdentityRow = {
  identity_id: string;
  connection_id: string;
  issuer: string;
  sealed_subject: Buffer;
  sealed_snapshot: Buffer;
  sealed_tokens: Buffer | null;
  linked_at: Date;
  last_used_at: Date | null;
};

const columns = [
  'identity_id',
  'connection_id',
  'issuer',
  'sealed_subject',
  'sealed_snapshot',
  'sealed_tokens',
  'linked_at',
  'last_used_at',
] as const;

export async function findIdentity(queries: Queries, tenantId: string, place: IdentityPlace) {
  return queries
    .selectFrom('customer_identities')
    .select(['identity_id', 'customer_id'])
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', place.connectionId)
    .where('issuer', '=', place.issuer)
    .where('subject_key', '=', place.subjectKey)
    .executeTakeFirst();
}

type NewRow = IdentityPlace & {
  readonly identityId: string;
  readonly customerId: string;
  readonly sealedSubject: Buffer;
  readonly sealedSnapshot: Buffer;
  readonly sealedTokens: Buffer | null;
};

/** Writes an identity; false when it is somebody's already, be it the same customer's. */
export async function insertIdentity(tx: Transaction, tenantId: string, fresh: NewRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('customer_identities')
    .values({
      tenant_id: tenantId,
      identity_id: fresh.identityId,
      customer_id: fresh.customerId,
      connection_id: fresh.connectionId,
      issuer: fresh.issuer,
      subject_key: fresh.subjectKey,
      sealed_subject: fresh.sealedSubject,
      sealed_snapshot: fresh.sealedSnapshot,
      sealed_tokens: fresh.sealedTokens,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'connection_id', 'issuer', 'subject_key']).doNothing())
    .returning('identity_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The customer's identities, the oldest first. */
export async function listIdentities(queries: Queries, tenantId: string, customerId: string): Promise<IdentityRow[]> {
  return queries
    .selectFrom('customer_identities')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('linked_at')
    .orderBy('identity_id')
    .execute();
}

/** At which connection each of these is, of those that the customer has. */
export async function findConnectionsOf(
  queries: Queries,
  tenantId: string,
  customerId: string,
  identityIds: readonly string[],
) {
  return queries
    .selectFrom('customer_identities')
    .select(['identity_id', 'connection_id'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('identity_id', '=', sql<string>`any(${[...identityIds]}::text[])`)
    .execute();
}

/** Whose it is; held until the transaction ends, so that nobody unlinks it meanwhile. */
export async function lockOwner(tx: Transaction, tenantId: string, identityId: string) {
  return tx
    .selectFrom('customer_identities')
    .select('customer_id')
    .where('tenant_id', '=', tenantId)
    .where('identity_id', '=', identityId)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes what it looked like at this use. Tokens stay as they were where none are given. */
export async function touchIdentity(
  tx: Transaction,
  tenantId: string,
  used: { readonly identityId: string; readonly sealedSnapshot: Buffer; readonly sealedTokens: Buffer | null },
): Promise<void> {
  await tx
    .updateTable('customer_identities')
    .set({
      last_used_at: sql`now()`,
      sealed_snapshot: used.sealedSnapshot,
      ...(used.sealedTokens === null ? {} : { sealed_tokens: used.sealedTokens }),
    })
    .where('tenant_id', '=', tenantId)
    .where('identity_id', '=', used.identityId)
    .execute();
}

export type Doomed = {
  /** Only this one. */
  readonly identityId?: string;
  /** Only what was linked within this time. */
  readonly youngerThanSeconds?: number;
};

/** Removes identities of a customer: all of them, or those that are meant. */
export async function deleteIdentities(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { identityId, youngerThanSeconds }: Doomed,
): Promise<IdentityRow[]> {
  let doomed = tx
    .deleteFrom('customer_identities')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId);
  if (identityId !== undefined) doomed = doomed.where('identity_id', '=', identityId);
  if (youngerThanSeconds !== undefined)
    doomed = doomed.where('linked_at', '>', sql<Date>`now() - make_interval(secs => ${youngerThanSeconds})`);
  return doomed.returning(columns).execute();
}

/** Removes those of a connection whose tokens are kept, before it goes itself and takes all others along. */
export async function deleteKeeping(tx: Transaction, tenantId: string, connectionId: string) {
  return tx
    .deleteFrom('customer_identities')
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .where('sealed_tokens', 'is not', null)
    .returning(['identity_id', 'customer_id', 'sealed_tokens'])
    .execute();
}

/** How many customers would lose a link with this connection. */
export async function countIdentities(queries: Queries, tenantId: string, connectionId: string): Promise<number> {
  const { count } = await queries
    .selectFrom('customer_identities')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
