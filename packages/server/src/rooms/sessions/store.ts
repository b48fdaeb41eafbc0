/** All SQL of the sessions room. Life-times are decided by database time alone. */
import { type RawBuilder, sql } from 'kysely';
import { deleteBatch, fillPart, preparePart, type Queries, type Transaction } from '../../foundation/database/index.ts';
import type { SessionLifetimes, SessionProof } from './session.ts';

/** How many sessions one customer may have open; the one that was used longest ago makes room (case 98). */
const mostOpen = 100;

type NewSession = {
  tenantId: string;
  sessionId: string;
  customerId: string;
  secretHash: Buffer;
  amr: readonly string[];
  acr: string;
  client: Buffer;
  deviceHash: Buffer | null;
};

/** Proofs as they are kept: each with its moment. */
const stamped = (proofs: RawBuilder<unknown>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('at', now()) || proof order by place), '[]')
  from jsonb_array_elements(${proofs}::jsonb) with ordinality as given (proof, place)
)`;

// The list is made first, from the customer's sessions alone: a planner that knows nothing of the table yet would read
// every session of the tenant, to end none.
const makingRoom = preparePart<{ tenantId: string; customerId: string }>(
  (value) => sql`
    update sessions set ended_at = now(), end_reason = 'too_many', announced_at = now()
    where tenant_id = ${value('tenantId')} and session_id = any(array(
      select open.session_id from (
        select session_id, last_seen_at, ended_at, ends_at from sessions
        where tenant_id = ${value('tenantId')} and customer_id = ${value('customerId')} offset 0
      ) as open
      where open.ended_at is null and open.ends_at > now()
      order by open.last_seen_at desc offset ${sql.lit(mostOpen - 1)}))
    returning session_id`,
);

const insertion = preparePart<
  NewSession & {
    proofs: string;
    idleSeconds: number;
    cookieIdleSeconds: number;
    absoluteSeconds: number;
    isKept: boolean;
  }
>(
  (value) => sql`
    insert into sessions (
      tenant_id, session_id, customer_id, secret_hash, tenant_epoch, customer_epoch, amr, acr, client,
      cookie_idle_at, ends_at, is_kept, idle_seconds, proofs, device_hash
    )
    select customer.tenant_id, ${value('sessionId')}, customer.customer_id, ${value('secretHash')}::bytea,
      tenant.session_epoch, customer.session_epoch, ${value('amr')}::text[], ${value('acr')}, ${value('client')}::bytea,
      now() + make_interval(secs => ${value('cookieIdleSeconds')}::integer),
      now() + make_interval(secs => ${value('absoluteSeconds')}::integer),
      ${value('isKept')}::boolean, ${value('idleSeconds')}::integer, ${stamped(value('proofs'))}, ${value('deviceHash')}::bytea
    from customers customer join tenants tenant on tenant.tenant_id = customer.tenant_id
    where customer.tenant_id = ${value('tenantId')} and customer.customer_id = ${value('customerId')}
    returning 1 as written`,
);

/** Ends what would be too many sessions of this customer with one more, and tells which ended, if any. */
export function makeRoomLast(
  tx: Transaction,
  customer: { readonly tenantId: string; readonly customerId: string },
  madeRoom: (ended: readonly string[]) => Promise<void>,
): void {
  tx.lastly(fillPart(makingRoom, customer), async (rows) => {
    if (rows.length > 0) await madeRoom((rows as { session_id: string }[]).map((row) => row.session_id));
  });
}

/**
 * Inserts a session of the current epochs with what the transaction writes last, and ends what would be too many.
 * `madeRoom` is told the ids of those that ended, if any.
 */
export function insertSession(
  tx: Transaction,
  session: NewSession & { readonly lifetimes: SessionLifetimes; readonly proofs: readonly SessionProof[] },
  madeRoom: (ended: readonly string[]) => Promise<void>,
): void {
  const { lifetimes, ...fresh } = session;
  const proofs = JSON.stringify(session.proofs);
  const { idleSeconds, absoluteSeconds, isKept } = lifetimes;
  const { tenantId, customerId } = session;
  const cookieIdleSeconds = Math.min(idleSeconds, absoluteSeconds);
  makeRoomLast(tx, { tenantId, customerId }, madeRoom);
  tx.lastly(
    fillPart(insertion, { ...fresh, proofs, idleSeconds, cookieIdleSeconds, absoluteSeconds, isKept }),
    (rows) => {
      if (rows.length === 0) throw new Error('a session was asked for a customer who is not there');
    },
  );
}

/** Gives a live session of this customer a new secret and new proofs; null when there is none, else whether it is kept. */
export async function renewSession(
  tx: Transaction,
  renewal: {
    tenantId: string;
    customerId: string;
    sessionId: string;
    secretHash: Buffer;
    amr: readonly string[];
    acr: string;
    proofs: readonly SessionProof[];
    lifetimes: SessionLifetimes | null;
    absoluteSeconds: number | null;
  },
): Promise<{ isKept: boolean } | null> {
  const { isKept = null, idleSeconds = null } = renewal.lifetimes ?? {};
  // Earlier than it was, where less is allowed now; never later. An app that stays for longer keeps its own end.
  const endsAt = sql`least(standing.browser_ends_at, now() + make_interval(secs => ${renewal.absoluteSeconds}::integer))`;
  const { rows } = await sql<{ is_kept: boolean }>`
    update sessions session set
      secret_hash = ${renewal.secretHash}, amr = ${renewal.amr}, acr = ${renewal.acr},
      proofs = ${stamped(sql`${JSON.stringify(renewal.proofs)}`)}, authenticated_at = now(),
      last_seen_at = now(), is_kept = coalesce(${isKept}::boolean, session.is_kept),
      idle_seconds = coalesce(${idleSeconds}::integer, session.idle_seconds),
      cookie_idle_at = least(
        coalesce(now() + make_interval(secs => ${idleSeconds}::integer), session.cookie_idle_at), ${endsAt}
      ),
      ends_at = case when session.browser_ends_at is null then ${endsAt} else session.ends_at end,
      browser_ends_at = case when session.browser_ends_at is not null then ${endsAt} end
    from session_standings standing
    where session.tenant_id = ${renewal.tenantId} and session.session_id = ${renewal.sessionId}
      and session.customer_id = ${renewal.customerId} and session.ended_at is null
      and standing.tenant_id = session.tenant_id and standing.session_id = session.session_id and standing.is_live
    returning session.is_kept`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { isKept: row.is_kept };
}

/** Moves the idle limit of a live session by its own idle life, or by the tenant's where that is shorter; never past its absolute end. */
export async function touchSession(
  queries: Queries,
  tenantId: string,
  sessionId: string,
  idleSeconds: number,
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({
      last_seen_at: sql`now()`,
      cookie_idle_at: sql`least(
        now() + make_interval(secs => least(${idleSeconds}::integer, idle_seconds)), coalesce(browser_ends_at, ends_at)
      )`,
    })
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** A page of the customer's live sessions, most recently used first. */
export async function listLive(queries: Queries, tenantId: string, customerId: string, limit: number) {
  return (
    queries
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
      // A session whose cookie ran out may still be held by an application: its owner must be able to see and to end it.
      .where((where) =>
        where.or([
          where('session_standings.is_cookie_live', '=', true),
          where.exists((held) =>
            held
              .selectFrom('refresh_tokens')
              .select('refresh_tokens.grant_id')
              .whereRef('refresh_tokens.tenant_id', '=', 'sessions.tenant_id')
              .whereRef('refresh_tokens.session_id', '=', 'sessions.session_id')
              .where('refresh_tokens.consumed_at', 'is', null)
              .where('refresh_tokens.expires_at', '>', sql<Date>`now()`),
          ),
        ]),
      )
      .orderBy('sessions.last_seen_at', 'desc')
      .orderBy('sessions.session_id')
      .limit(limit)
      .execute()
  );
}

/** What is kept of the browsers of these sessions, if they are this customer's. */
export async function listClients(
  queries: Queries,
  tenantId: string,
  customerId: string,
  sessionIds: readonly string[],
): Promise<{ session_id: string; client: Buffer }[]> {
  if (sessionIds.length === 0) return [];
  return queries
    .selectFrom('sessions')
    .select(['session_id', 'client'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('session_id', 'in', sessionIds)
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

/** Ends every session of the customer but this one; returns how many were open. */
export async function endOtherSessions(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  keptSessionId: string,
  reason: string,
): Promise<number> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: sql`now()`, end_reason: reason, announced_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('session_id', '<>', keptSessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
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
