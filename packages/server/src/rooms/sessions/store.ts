/** All SQL of the sessions room. Life-times are decided by database time alone. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';
import type { SessionLifetimes } from './session.ts';

const seconds = (count: number) => sql<Date>`now() + make_interval(secs => ${count})`;

/** Inserts a session of the current epochs; false when the customer or tenant is no longer there. */
export async function insertSession(
  tx: Transaction,
  session: {
    tenantId: string;
    sessionId: string;
    customerId: string;
    secretHash: Buffer;
    amr: readonly string[];
    acr: string;
    client: Buffer;
    lifetimes: SessionLifetimes;
  },
): Promise<boolean> {
  const { idleSeconds, absoluteSeconds } = session.lifetimes;
  const inserted = await tx
    .insertInto('sessions')
    .columns([
      'tenant_id',
      'session_id',
      'customer_id',
      'secret_hash',
      'tenant_epoch',
      'customer_epoch',
      'amr',
      'acr',
      'client',
      'cookie_idle_at',
      'ends_at',
    ])
    .expression((from) =>
      from
        .selectFrom('customers')
        .innerJoin('tenants', 'tenants.tenant_id', 'customers.tenant_id')
        .select([
          'customers.tenant_id',
          sql<string>`${session.sessionId}::text`.as('session_id'),
          'customers.customer_id',
          sql<Buffer>`${session.secretHash}::bytea`.as('secret_hash'),
          'tenants.session_epoch as tenant_epoch',
          'customers.session_epoch as customer_epoch',
          sql<string[]>`${session.amr}::text[]`.as('amr'),
          sql<string>`${session.acr}::text`.as('acr'),
          sql<Buffer>`${session.client}::bytea`.as('client'),
          seconds(Math.min(idleSeconds, absoluteSeconds)).as('cookie_idle_at'),
          seconds(absoluteSeconds).as('ends_at'),
        ])
        .where('customers.tenant_id', '=', session.tenantId)
        .where('customers.customer_id', '=', session.customerId),
    )
    .returning('session_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Gives a live session of this customer a new secret and new proofs; false when there is none. */
export async function renewSession(
  tx: Transaction,
  renewal: {
    tenantId: string;
    customerId: string;
    sessionId: string;
    secretHash: Buffer;
    amr: readonly string[];
    acr: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    update sessions session set
      secret_hash = ${renewal.secretHash}, amr = ${renewal.amr}, acr = ${renewal.acr}, authenticated_at = now(),
      last_seen_at = now()
    from session_standings standing
    where session.tenant_id = ${renewal.tenantId} and session.session_id = ${renewal.sessionId}
      and session.customer_id = ${renewal.customerId} and session.ended_at is null
      and standing.tenant_id = session.tenant_id and standing.session_id = session.session_id and standing.is_live
    returning 1`.execute(tx);
  return rows.length === 1;
}

export async function findStanding(queries: Queries, tenantId: string, secretHash: Buffer) {
  return queries
    .selectFrom('session_standings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
}

/** Moves the idle limit of a live session; never past its absolute end. */
export async function touchSession(
  queries: Queries,
  tenantId: string,
  sessionId: string,
  idleSeconds: number,
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ last_seen_at: sql`now()`, cookie_idle_at: sql`least(${seconds(idleSeconds)}, ends_at)` })
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** A page of the customer's live sessions, most recently used first. */
export async function listLive(queries: Queries, tenantId: string, customerId: string, limit: number) {
  return queries
    .selectFrom('session_standings')
    .innerJoin('sessions', (join) =>
      join
        .onRef('sessions.tenant_id', '=', 'session_standings.tenant_id')
        .onRef('sessions.session_id', '=', 'session_standings.session_id'),
    )
    .select(['sessions.session_id', 'sessions.client', 'sessions.created_at', 'sessions.last_seen_at'])
    .where('session_standings.tenant_id', '=', tenantId)
    .where('session_standings.customer_id', '=', customerId)
    .where('session_standings.is_live', '=', true)
    .where('session_standings.is_cookie_live', '=', true)
    .orderBy('sessions.last_seen_at', 'desc')
    .limit(limit)
    .execute();
}

/** Ends one session of this customer; false when it is not theirs, not there, or ended already. */
export async function endSession(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  sessionId: string,
  reason: string,
): Promise<boolean> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: sql`now()`, end_reason: reason, announced_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('session_id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Raises the customer's epoch, which ends every session at once, and marks the rows; returns how many were open. */
export async function endAllSessions(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  reason: string,
): Promise<number> {
  await tx
    .updateTable('customers')
    .set((column) => ({ session_epoch: column('session_epoch', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: sql`now()`, end_reason: reason, announced_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Removes sessions that ended long ago, a bounded number at a time; returns how many went. */
export async function purgeSessions(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'sessions',
    key: ['tenant_id', 'session_id'],
    when: sql`ends_at < now() - interval '30 days'`,
    limit,
  });
}
