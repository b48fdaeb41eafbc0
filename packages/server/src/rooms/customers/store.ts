/** All SQL of the customers room. Every function takes the tenant: a row is never found by its id alone. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { IdentifierType } from './identifier.ts';

export type IdentifierRow = {
  identifier_id: string;
  customer_id: string;
  sealed: Buffer;
  verified_at: Date | null;
  locale: string;
};

export async function findByBlindIndex(
  queries: Queries,
  tenantId: string,
  index: { version: number; digest: Buffer },
): Promise<IdentifierRow | undefined> {
  return queries
    .selectFrom('customer_identifiers as identifier')
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.tenant_id', '=', 'identifier.tenant_id')
        .onRef('customers.customer_id', '=', 'identifier.customer_id'),
    )
    .select([
      'identifier.identifier_id',
      'identifier.customer_id',
      'identifier.sealed',
      'identifier.verified_at',
      'customers.locale',
    ])
    .where('identifier.tenant_id', '=', tenantId)
    .where('identifier.index_version', '=', index.version)
    .where('identifier.blind_index', '=', index.digest)
    .executeTakeFirst();
}

export async function findIdentifiers(queries: Queries, tenantId: string, customerId: string) {
  return (
    queries
      .selectFrom('customer_identifiers')
      .select(['identifier_id', 'type', 'sealed', 'verified_at', 'verified_by', 'undeliverable_since'])
      .where('tenant_id', '=', tenantId)
      .where('customer_id', '=', customerId)
      .orderBy('created_at')
      // What an account begins with has one moment.
      .orderBy('type')
      .execute()
  );
}

/** The customer's own data, still sealed, with the address and the proven number, where there are any. */
export async function findProfile(queries: Queries, tenantId: string, customerId: string) {
  return (
    queries
      .selectFrom('customers')
      .leftJoin('customer_identifiers as identifier', (join) =>
        join
          .onRef('identifier.tenant_id', '=', 'customers.tenant_id')
          .onRef('identifier.customer_id', '=', 'customers.customer_id')
          .on('identifier.type', '=', 'email'),
      )
      .leftJoin('customer_identifiers as phone', (join) =>
        join
          .onRef('phone.tenant_id', '=', 'customers.tenant_id')
          .onRef('phone.customer_id', '=', 'customers.customer_id')
          .on('phone.type', '=', 'phone')
          .on('phone.verified_at', 'is not', null),
      )
      .select([
        'customers.attributes',
        'customers.profile_version',
        'customers.locale',
        'customers.created_at',
        'customers.updated_at',
        'identifier.sealed',
        'identifier.verified_at',
        'phone.sealed as phone_sealed',
      ])
      .where('customers.tenant_id', '=', tenantId)
      .where('customers.customer_id', '=', customerId)
      // What a closed one left has no key any more.
      .where('customers.state', '<>', 'closed')
      .orderBy('identifier.created_at')
      .limit(1)
      .executeTakeFirst()
  );
}

export async function findState(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('customers')
    .select('state')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

/** The digests that a customer's identifiers are found by. */
export async function findIdentifierKeys(queries: Queries, tenantId: string, customerId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('customer_identifiers')
    .select('blind_index')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at')
    .orderBy('type')
    .execute();
  return rows.map((row) => row.blind_index.toString('hex'));
}

/** Removes addresses and numbers that nobody ever proved; returns the ids. A user name has nothing to be proven. */
export async function deleteUnproven(tx: Transaction, tenantId: string, customerId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('customer_identifiers')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('type', '<>', 'username')
    .where('verified_at', 'is', null)
    // Where nothing was ever proven, the last thread to the owner stays: whoever has the mailbox takes the rest away.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('customer_identifiers as proven')
          .select('proven.identifier_id')
          .where('proven.tenant_id', '=', tenantId)
          .where('proven.customer_id', '=', customerId)
          .where('proven.verified_at', 'is not', null),
      ),
    )
    .returning('identifier_id')
    .execute();
  return rows.map((row) => row.identifier_id);
}

/** Claims the address; false when somebody holds it already, even by a transaction of this same moment. */
export async function claimIdentifier(
  tx: Transaction,
  tenantId: string,
  identifier: {
    identifierId: string;
    customerId: string;
    type: IdentifierType;
    index: { version: number; digest: Buffer };
    sealed: Buffer;
    /** Null for what cannot be proven, such as a user name. */
    verifiedBy: string | null;
  },
): Promise<boolean> {
  const claimed = await tx
    .insertInto('customer_identifiers')
    .values((values) => ({
      tenant_id: tenantId,
      identifier_id: identifier.identifierId,
      customer_id: identifier.customerId,
      type: identifier.type,
      blind_index: identifier.index.digest,
      index_version: identifier.index.version,
      sealed: identifier.sealed,
      verified_at: identifier.verifiedBy === null ? null : values.fn<Date>('now'),
      verified_by: identifier.verifiedBy,
    }))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'index_version', 'blind_index']).doNothing())
    .returning('identifier_id')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function insertCustomer(
  tx: Transaction,
  tenantId: string,
  customer: { customerId: string; locale: string; attributes: Record<string, string> },
): Promise<void> {
  await tx
    .insertInto('customers')
    .values({
      tenant_id: tenantId,
      customer_id: customer.customerId,
      locale: customer.locale,
      attributes: JSON.stringify(customer.attributes),
    })
    .execute();
}
