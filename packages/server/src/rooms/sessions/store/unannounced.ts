/** All SQL of sessions that ended in the database alone: by their row, or by an epoch that somebody raised. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type Unannounced = { tenantId: string; customerId: string; sessionId: string };

/**
 * Some of them. Each branch is answered by an index that holds little else; epochs begin at one, so those of whom nobody
 * raised one are not read.
 */
export async function selectUnannounced(queries: Queries, limit: number): Promise<Unannounced[]> {
  const columns = sql`tenant_id as "tenantId", customer_id as "customerId", session_id as "sessionId"`;
  const { rows } = await sql<Unannounced>`
    (select ${columns} from sessions where ended_at is not null and announced_at is null limit ${limit})
    union
    (select session.* from customers customer cross join lateral (
        select ${columns} from sessions session
        where session.tenant_id = customer.tenant_id and session.customer_id = customer.customer_id
          and session.ended_at is null and session.customer_epoch <> customer.session_epoch offset 0
      ) session
      where customer.session_epoch > 1 limit ${limit})
    union
    (select session.* from tenants tenant cross join lateral (
        select ${columns} from sessions session
        where session.tenant_id = tenant.tenant_id and session.tenant_epoch < tenant.session_epoch
          and session.ended_at is null order by session.tenant_epoch limit ${limit}
      ) session where tenant.session_epoch > 1 limit ${limit})
    limit ${limit}`.execute(queries);
  return rows;
}

/** Marks one as ended and announced; false when somebody else was faster, or when it lives after all. */
export async function markAnnounced(tx: Transaction, ended: Unannounced): Promise<boolean> {
  const { rows } = await sql`
    update sessions session set
      ended_at = coalesce(session.ended_at, now()), end_reason = coalesce(session.end_reason, 'ended_by_operator'),
      announced_at = now()
    from customers customer, tenants tenant
    where session.tenant_id = ${ended.tenantId} and session.session_id = ${ended.sessionId}
      and customer.tenant_id = session.tenant_id and customer.customer_id = session.customer_id
      and tenant.tenant_id = session.tenant_id
      and session.announced_at is null
      and (session.ended_at is not null or session.customer_epoch <> customer.session_epoch
        or session.tenant_epoch <> tenant.session_epoch)
    returning 1`.execute(tx);
  return rows.length === 1;
}
