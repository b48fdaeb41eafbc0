/** All SQL of identifiers as they change, and of what a change leaves behind. The caller holds the customer's lock. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import type { IdentifierType } from '../identifier.ts';

export type FormerRow = { identifier_id: string; blind_index: Buffer; index_version: number; sealed: Buffer };

export type Index = { readonly version: number; readonly digest: Buffer };

/** Removes the customer's identifiers of this type but one; returns what went. */
export async function deleteOfType(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  type: IdentifierType,
  exceptId: string,
): Promise<FormerRow[]> {
  return tx
    .deleteFrom('customer_identifiers')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '=', type)
    .where('identifier_id', '<>', exceptId)
    .returning(['identifier_id', 'blind_index', 'index_version', 'sealed'])
    .execute();
}

/** One kind of what the customer is found by, beside the customer, whose age tells what the account began with. */
const besideCustomer = (queries: Queries, tenantId: string, customerId: string, type: 'email' | 'phone') =>
  queries
    .selectFrom('customer_identifiers as identifier')
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.tenant_id', '=', 'identifier.tenant_id')
        .onRef('customers.customer_id', '=', 'identifier.customer_id'),
    )
    .select('identifier.identifier_id')
    .where('identifier.tenant_id', '=', tenantId)
    .where('identifier.customer_id', '=', customerId)
    .where('identifier.type', '=', type);

/** The number that the account began with, or undefined: written in the same moment as the customer. */
export async function findFirstNumber(queries: Queries, tenantId: string, customerId: string) {
  return (
    besideCustomer(queries, tenantId, customerId, 'phone')
      .whereRef('customers.created_at', '=', 'identifier.created_at')
      // One that came with an address in an import was not what its account began with.
      .where('identifier.verified_by', 'in', ['sms-code', 'import-alone'])
      .executeTakeFirst()
  );
}

/** Whether the customer has an address that it began with, or that has been there for this time. */
export async function hasOldAddress(
  queries: Queries,
  tenantId: string,
  customerId: string,
  seconds: number,
): Promise<boolean> {
  const row = await besideCustomer(queries, tenantId, customerId, 'email')
    .where(
      sql<boolean>`identifier.created_at <= greatest(customers.created_at, now() - make_interval(secs => ${seconds}))`,
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes an address that was added to the account within this time; one that it began with stays. */
export async function deleteYoungAddress(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  seconds: number,
): Promise<FormerRow | undefined> {
  return tx
    .deleteFrom('customer_identifiers as identifier')
    .using('customers')
    .whereRef('customers.tenant_id', '=', 'identifier.tenant_id')
    .whereRef('customers.customer_id', '=', 'identifier.customer_id')
    .whereRef('identifier.created_at', '>', 'customers.created_at')
    .where('identifier.tenant_id', '=', tenantId)
    .where('identifier.customer_id', '=', customerId)
    .where('identifier.type', '=', 'email')
    .where('identifier.created_at', '>', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .returning(['identifier.identifier_id', 'identifier.blind_index', 'identifier.index_version', 'identifier.sealed'])
    .executeTakeFirst();
}

/** Writes the same identifier in another spelling; false when it is not this customer's, or of another type. */
export async function respell(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  identifier: { type: IdentifierType; index: { version: number; digest: Buffer }; sealed: Buffer },
): Promise<string | null> {
  const row = await tx
    .updateTable('customer_identifiers')
    .set({ sealed: identifier.sealed })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '=', identifier.type)
    .where('index_version', '=', identifier.index.version)
    .where('blind_index', '=', identifier.index.digest)
    .returning('identifier_id')
    .executeTakeFirst();
  return row?.identifier_id ?? null;
}

export async function insertChange(
  tx: Transaction,
  tenantId: string,
  change: { changeId: string; customerId: string; type: IdentifierType; former: FormerRow },
): Promise<void> {
  await tx
    .insertInto('identifier_changes')
    .values({
      tenant_id: tenantId,
      change_id: change.changeId,
      customer_id: change.customerId,
      type: change.type,
      former_sealed: change.former.sealed,
      former_index: change.former.blind_index,
      former_index_version: change.former.index_version,
    })
    .execute();
}

/** Counts the change: whoever holds an older version of the profile finds it out of date. */
export async function raiseVersion(tx: Transaction, tenantId: string, customerId: string): Promise<void> {
  await tx
    .updateTable('customers')
    .set((column) => ({ profile_version: column('profile_version', '+', '1'), updated_at: sql<Date>`now()` }))
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
}

/** A change that can still be undone. */
export async function findChange(queries: Queries, tenantId: string, changeId: string) {
  return queries
    .selectFrom('identifier_changes')
    .select(['customer_id', 'type', 'former_sealed', 'changed_at'])
    .where('tenant_id', '=', tenantId)
    .where('change_id', '=', changeId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
}

const isReserved = (tenantId: string, { version, digest }: Index) => sql`
  change.tenant_id = ${tenantId} and change.former_index = ${digest} and change.former_index_version = ${version}
  and change.undone_at is null and change.reserved_until > now()`;

/** Whose change can still be undone that took this address away, but for this customer's own. */
export async function findReservation(queries: Queries, tenantId: string, index: Index, exceptCustomerId: string) {
  const { rows } = await sql<{
    customer_id: string;
    former_sealed: Buffer;
    locale: string;
    changed_at: Date;
    reserved_until: Date;
  }>`
    select change.customer_id, former_sealed, locale, changed_at, reserved_until
    from identifier_changes change join customers using (tenant_id, customer_id)
    where ${isReserved(tenantId, index)} and change.customer_id <> ${exceptCustomerId}`.execute(queries);
  return rows[0];
}

/** Takes an identifier back that has just been claimed although it is reserved for somebody else; true when it was. */
export async function dropReserved(
  tx: Transaction,
  tenantId: string,
  claimed: { identifierId: string; customerId: string; index: Index },
): Promise<boolean> {
  const { rows } = await sql`
    delete from customer_identifiers
    where tenant_id = ${tenantId} and identifier_id = ${claimed.identifierId} and exists (
      select from identifier_changes change
      where ${isReserved(tenantId, claimed.index)} and change.customer_id <> ${claimed.customerId})
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Whether an address that was taken away lately can still be brought back, by a note to its mailbox. */
export async function hasUndoableChange(queries: Queries, tenantId: string, customerId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('identifier_changes')
    .select('change_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '=', 'email')
    .where('undone_at', 'is', null)
    .where('reserved_until', '>', sql<Date>`now()`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Reserves the address that a change took away for as long as the link lives that is being sent. */
export async function reserveFor(tx: Transaction, tenantId: string, changeId: string, seconds: number): Promise<void> {
  await tx
    .updateTable('identifier_changes')
    .set({ reserved_until: sql`now() + make_interval(secs => ${seconds})` })
    .where('tenant_id', '=', tenantId)
    .where('change_id', '=', changeId)
    .execute();
}

/** The customer's changes of this type that can still be undone, oldest first. */
export async function listUndoable(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  type: IdentifierType,
): Promise<{ change_id: string; former_sealed: Buffer }[]> {
  return tx
    .selectFrom('identifier_changes')
    .select(['change_id', 'former_sealed'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '=', type)
    .where('undone_at', 'is', null)
    .orderBy('changed_at')
    .execute();
}

/** Marks a change and all later ones of its type as undone; the ids, or none when it was undone already. */
export async function undoChanges(tx: Transaction, tenantId: string, changeId: string): Promise<string[]> {
  const { rows } = await sql<{ change_id: string }>`
    update identifier_changes later set undone_at = now()
    from identifier_changes first
    where first.tenant_id = ${tenantId} and first.change_id = ${changeId} and first.undone_at is null
      and later.tenant_id = first.tenant_id and later.customer_id = first.customer_id and later.type = first.type
      and later.changed_at >= first.changed_at and later.undone_at is null
    returning later.change_id`.execute(tx);
  return rows.map((row) => row.change_id);
}

/** The latest changes of the last week, newest first. */
export async function listRecentChanges(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('identifier_changes')
    .select(['type', 'changed_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('undone_at', 'is', null)
    .where('changed_at', '>', sql<Date>`now() - interval '7 days'`)
    .orderBy('changed_at', 'desc')
    .limit(3)
    .execute();
}

/** Removes changes that nobody can undo any more: their link has run out, however late the mail was delivered. */
export async function purgeChanges(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'identifier_changes',
    key: ['tenant_id', 'change_id'],
    when: sql`changed_at < now() - interval '14 days'`,
    limit,
  });
}
