/** All SQL of where new customers came from: keyed digests, for a month. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export const traceColumns = ['neighbourhood', 'network', 'user_agent', 'mail_domain'] as const;
export type TraceColumn = (typeof traceColumns)[number];
export type Trace = { readonly [Column in TraceColumn]: Buffer | null };

export async function insertTrace(
  tx: Transaction,
  tenantId: string,
  { customerId, trace }: { readonly customerId: string; readonly trace: Trace },
): Promise<void> {
  const { neighbourhood, network, user_agent: userAgent, mail_domain: mailDomain } = trace;
  await sql`
    insert into sign_up_traces (tenant_id, customer_id, neighbourhood, network, user_agent, mail_domain)
    values (${tenantId}, ${customerId}, ${neighbourhood}, ${network}, ${userAgent}, ${mailDomain})
    on conflict (tenant_id, customer_id) do nothing`.execute(tx);
}

export type Grouped = {
  readonly column: TraceColumn;
  readonly digest: Buffer;
  /** Sign-ups of the last hour; of the 28 days before the last day; and of the tenant as a whole in both. */
  readonly lately: number;
  readonly before: number;
  readonly allLately: number;
  readonly allBefore: number;
  /** Days since the first trace that is kept. */
  readonly days: number;
};

/** What many sign-ups of the last hour have in common. */
export async function groupSignUps(queries: Queries, tenantId: string, least: number): Promise<Grouped[]> {
  const groups: Grouped[] = [];
  for (const column of traceColumns) {
    const { rows } = await sql<{
      digest: Buffer;
      lately: number;
      before: number;
      all_lately: number;
      all_before: number;
      days: number;
    }>`
      with lately as (
        select ${sql.ref(column)} as digest from sign_up_traces
        where tenant_id = ${tenantId} and created_at > now() - interval '1 hour'
      ), former as (
        select ${sql.ref(column)} as digest, created_at from sign_up_traces
        where tenant_id = ${tenantId} and created_at <= now() - interval '1 day'
          and created_at > now() - interval '29 days'
      )
      select digest, count(*)::int as lately,
        (select count(*)::int from former where former.digest = lately.digest) as before,
        (select count(*)::int from lately) as all_lately, (select count(*)::int from former) as all_before,
        coalesce((select extract(epoch from now() - interval '1 day' - min(created_at)) / 86400 from former), 0)::float8 as days
      from lately where digest is not null group by digest having count(*) >= ${least} limit 20`.execute(queries);
    for (const row of rows)
      groups.push({
        ...{ column, digest: row.digest, lately: row.lately, before: row.before },
        ...{ allLately: row.all_lately, allBefore: row.all_before, days: row.days },
      });
  }
  return groups;
}

/** The customers who came with this in common between these moments, after an id. */
export async function selectSignUps(
  queries: Queries,
  tenantId: string,
  wave: { readonly digest: Buffer; readonly from: Date; readonly to: Date | null },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { digest, from, to } = wave;
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from sign_up_traces
    where tenant_id = ${tenantId} and created_at >= ${from}::timestamptz
      and (${to}::timestamptz is null or created_at <= ${to}::timestamptz)
      and ${digest} in (neighbourhood, network, user_agent, mail_domain)
      and (${after}::text is null or customer_id > ${after})
    order by customer_id limit ${limit}`.execute(queries);
  return rows.map(({ customer_id: customerId }) => customerId);
}

/** Removes traces of more than a month, a bounded number at a time; returns how many went. */
export async function purgeTraces(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'sign_up_traces',
    key: ['tenant_id', 'customer_id'],
    when: sql`created_at < now() - interval '30 days'`,
    limit,
  });
}
