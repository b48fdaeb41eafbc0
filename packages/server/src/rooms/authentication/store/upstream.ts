/**
 * All SQL of customers who are away at a provider, and of those who came back. One conditional statement uses a state up, by
 * database time: no two requests and no two nodes both can.
 */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type BoundTo = { readonly kind: 'flow' | 'session'; readonly id: string };
const boundText = ({ kind, id }: BoundTo) => `${kind}:${id}`;

const readBound = (text: string): BoundTo => {
  const [kind, id = ''] = text.split(':');
  return { kind: kind === 'session' ? 'session' : 'flow', id };
};

export async function insertRequest(
  queries: Queries,
  tenantId: string,
  request: {
    readonly stateHash: Buffer;
    readonly connectionId: string;
    readonly boundTo: BoundTo;
    readonly browserHash: Buffer;
    readonly sealed: Buffer;
    readonly handsTo: string | null;
    readonly lifetimeSeconds: number;
  },
): Promise<void> {
  await sql`
    insert into upstream_requests (
      tenant_id, state_hash, connection_id, bound_to, browser_hash, sealed, hands_to, expires_at
    ) values (
      ${tenantId}, ${request.stateHash}, ${request.connectionId}, ${boundText(request.boundTo)},
      ${request.browserHash}, ${request.sealed}, ${request.handsTo},
      now() + make_interval(secs => ${request.lifetimeSeconds})
    ) returning set_config('synchronous_commit', 'off', true)`.execute(queries);
}

/**
 * Uses a state up; undefined when it is another connection's or browser's, used, or too old. Without a connection it is one
 * whose answer an application hands over: the callback of its connection has compared that.
 */
export async function consumeRequest(
  queries: Queries,
  tenantId: string,
  presented: { readonly stateHash: Buffer; readonly connectionId: string | null; readonly browserHash: Buffer },
): Promise<{ readonly connectionId: string; readonly boundTo: BoundTo; readonly sealed: Buffer } | undefined> {
  const { connectionId } = presented;
  const consumed = await queries
    .updateTable('upstream_requests')
    .set({ consumed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('state_hash', '=', presented.stateHash)
    .$if(connectionId !== null, (query) => query.where('connection_id', '=', connectionId ?? ''))
    .$if(connectionId === null, (query) => query.where('hands_to', 'is not', null))
    .where('browser_hash', '=', presented.browserHash)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['connection_id', 'bound_to', 'sealed'])
    .executeTakeFirst();
  if (consumed === undefined) return undefined;
  const { connection_id, bound_to, sealed } = consumed;
  return { connectionId: connection_id, boundTo: readBound(bound_to), sealed };
}

/** Where an open state's answer is handed to, whoever's browser brings it; looking uses nothing up. */
export async function findHandsTo(
  queries: Queries,
  tenantId: string,
  presented: { readonly stateHash: Buffer; readonly connectionId: string },
): Promise<string | null> {
  const found = await queries
    .selectFrom('upstream_requests')
    .select('hands_to')
    .where('tenant_id', '=', tenantId)
    .where('state_hash', '=', presented.stateHash)
    .where('connection_id', '=', presented.connectionId)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return found?.hands_to ?? null;
}

export type ArrivalRow = {
  readonly arrivalId: string;
  readonly connectionId: string;
  readonly customerId: string | null;
  readonly sealed: Buffer;
};

/** The newest takes the place of the one before: a journey waits for one account elsewhere. */
export async function upsertArrival(
  tx: Transaction,
  tenantId: string,
  arrival: ArrivalRow & { readonly boundTo: BoundTo; readonly browserHash: Buffer; readonly lifetimeSeconds: number },
): Promise<void> {
  const row = {
    arrival_id: arrival.arrivalId,
    connection_id: arrival.connectionId,
    browser_hash: arrival.browserHash,
    customer_id: arrival.customerId,
    sealed: arrival.sealed,
    expires_at: sql<Date>`now() + make_interval(secs => ${arrival.lifetimeSeconds})`,
  };
  await tx
    .insertInto('upstream_arrivals')
    .values({ tenant_id: tenantId, bound_to: boundText(arrival.boundTo), ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'bound_to']).doUpdateSet(row))
    .execute();
}

type Wanted = {
  readonly boundTo: BoundTo;
  readonly arrivalId?: string | undefined;
  readonly browserHash?: Buffer | undefined;
};
const columns = ['arrival_id', 'connection_id', 'customer_id', 'sealed'] as const;
const toRow = (row: { arrival_id: string; connection_id: string; customer_id: string | null; sealed: Buffer }) => ({
  arrivalId: row.arrival_id,
  connectionId: row.connection_id,
  customerId: row.customer_id,
  sealed: row.sealed,
});

export async function findArrival(
  queries: Queries,
  tenantId: string,
  { boundTo, arrivalId }: Wanted,
): Promise<ArrivalRow | undefined> {
  const row = await queries
    .selectFrom('upstream_arrivals')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('bound_to', '=', boundText(boundTo))
    .where('expires_at', '>', sql<Date>`now()`)
    .$if(arrivalId !== undefined, (query) => query.where('arrival_id', '=', arrivalId ?? ''))
    .executeTakeFirst();
  return row && toRow(row);
}

/** Takes it away, for the one who uses it. */
export async function takeArrival(
  tx: Transaction,
  tenantId: string,
  { boundTo, arrivalId, browserHash }: Wanted,
): Promise<ArrivalRow | undefined> {
  const row = await tx
    .deleteFrom('upstream_arrivals')
    .where('tenant_id', '=', tenantId)
    .where('bound_to', '=', boundText(boundTo))
    .where('expires_at', '>', sql<Date>`now()`)
    .$if(arrivalId !== undefined, (query) => query.where('arrival_id', '=', arrivalId ?? ''))
    .$if(browserHash !== undefined, (query) => query.where('browser_hash', '=', browserHash ?? Buffer.alloc(0)))
    .returning(columns)
    .executeTakeFirst();
  return row && toRow(row);
}

/** Removes what is over, a bounded number at a time; returns how many went. */
export async function purgeUpstream(queries: Queries, limit: number): Promise<number> {
  const when = sql`expires_at < now()`;
  const requests = { table: 'upstream_requests', key: ['tenant_id', 'state_hash'], when, limit } as const;
  const arrivals = { table: 'upstream_arrivals', key: ['tenant_id', 'bound_to'], when, limit } as const;
  return (await deleteBatch(queries, requests)) + (await deleteBatch(queries, arrivals));
}
