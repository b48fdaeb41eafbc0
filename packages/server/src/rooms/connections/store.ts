/** SQL of the connections. Every function takes the tenant: a row is never found by its id alone. */
import type { GivenConnectionSettings } from '@cardea/contract';
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';

export type ConnectionRow = {
  tenant_id: string;
  connection_id: string;
  name: string;
  preset: string;
  state: string;
  settings: unknown;
  version: string;
  has_secret: boolean;
};

const columns = ['tenant_id', 'connection_id', 'name', 'preset', 'state', 'settings', 'version'] as const;
const hasSecret = sql<boolean>`sealed_secret is not null`.as('has_secret');

/** All of them, by id. */
export async function listConnections(queries: Queries, tenantId: string): Promise<ConnectionRow[]> {
  return queries
    .selectFrom('connections')
    .select([...columns, hasSecret])
    .where('tenant_id', '=', tenantId)
    .orderBy('connection_id')
    .execute();
}

/** One with its sealed secret. */
export async function findConnection(queries: Queries, tenantId: string, connectionId: string) {
  return queries
    .selectFrom('connections')
    .select([...columns, hasSecret, 'sealed_secret'])
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
}

/** One, held until the transaction ends. */
export async function holdConnection(tx: Transaction, tenantId: string, connectionId: string) {
  return tx
    .selectFrom('connections')
    .select([...columns, hasSecret])
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .forUpdate()
    .executeTakeFirst();
}

/** Those of these ids, kept as they are until the transaction ends; locked in one order for everybody. */
export async function holdConnections(tx: Transaction, tenantId: string, connectionIds: readonly string[]) {
  return tx
    .selectFrom('connections')
    .select([...columns, hasSecret])
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', sql<string>`any(${[...connectionIds]}::text[])`)
    .orderBy('connection_id')
    .forShare()
    .execute();
}

export async function countConnections(queries: Queries, tenantId: string): Promise<number> {
  const row = await queries
    .selectFrom('connections')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Inserts it; false when the tenant has one of this id already. */
export async function insertConnection(
  tx: Transaction,
  row: {
    tenantId: string;
    connectionId: string;
    name: string;
    preset: string;
    state: string;
    settings: GivenConnectionSettings;
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('connections')
    .values({
      tenant_id: row.tenantId,
      connection_id: row.connectionId,
      name: row.name,
      preset: row.preset,
      state: row.state,
      settings: JSON.stringify(row.settings),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'connection_id']).doNothing())
    .returning('connection_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Replaces name and settings. */
export async function writeConnection(
  tx: Transaction,
  row: { tenantId: string; connectionId: string; name: string; settings: GivenConnectionSettings },
): Promise<void> {
  await tx
    .updateTable('connections')
    .set({
      name: row.name,
      settings: JSON.stringify(row.settings),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('tenant_id', '=', row.tenantId)
    .where('connection_id', '=', row.connectionId)
    .execute();
}

/** Gives it another state; false when it is in that one already. */
export async function writeState(
  tx: Transaction,
  tenantId: string,
  connectionId: string,
  state: 'active' | 'disabled',
): Promise<boolean> {
  const written = await tx
    .updateTable('connections')
    .set({ state, version: sql`version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .where('state', '<>', state)
    .returning('connection_id')
    .executeTakeFirst();
  return written !== undefined;
}

export async function deleteConnection(tx: Transaction, tenantId: string, connectionId: string): Promise<void> {
  await tx
    .deleteFrom('connections')
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .execute();
}

/** What hangs on each connection of a tenant, counted in one go. */
export async function countHeld(
  queries: Queries,
  tenantId: string,
): Promise<Map<string, { readonly identities: number; readonly domains: number }>> {
  const { rows } = await sql<{ connection_id: string; identities: number; domains: number }>`
    select connection_id, sum(identities)::int as identities, sum(domains)::int as domains
    from (
      select connection_id, count(*) as identities, 0 as domains from customer_identities
      where tenant_id = ${tenantId} group by connection_id
      union all
      select connection_id, 0, count(*) from connection_domains where tenant_id = ${tenantId} group by connection_id
    ) held
    group by connection_id`.execute(queries);
  return new Map(rows.map(({ connection_id: id, identities, domains }) => [id, { identities, domains }]));
}

/** How many accounts of customers are linked by it: what its removal takes along. */
export async function countIdentities(queries: Queries, tenantId: string, connectionId: string): Promise<number> {
  const row = await queries
    .selectFrom('customer_identities')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row?.count ?? 0;
}
