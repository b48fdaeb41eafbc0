/** All SQL of findings. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import type { Figures, FindingAction, FindingKind } from '../detection/vocabulary.ts';

export type FindingRow = {
  readonly finding_id: string;
  readonly kind: string;
  readonly key_digest: Buffer;
  readonly shown: Buffer | null;
  readonly customer_id: string | null;
  readonly action: string;
  readonly figures: Figures;
  readonly began_at: Date;
  readonly last_seen_at: Date;
  readonly ended_at: Date | null;
  readonly undone_at: Date | null;
  readonly undone_by_kind: string | null;
  readonly undone_by: string | null;
  /** Where a list goes on after it. */
  readonly position: string;
};

const columns = sql`finding_id, kind, key_digest, shown, customer_id, action, figures, began_at, last_seen_at, ended_at,
  undone_at, undone_by_kind, undone_by, began_at::text as position`;

/** Raises a finding, or sees the one that is open again. */
export async function upsertFinding(
  tx: Transaction,
  tenantId: string,
  finding: {
    readonly findingId: string;
    readonly kind: FindingKind;
    readonly digest: string;
    readonly shown: Buffer | null;
    readonly customerId: string | null;
    readonly action: FindingAction;
    readonly figures: Figures;
    readonly lastsMinutes: number;
  },
): Promise<{ readonly findingId: string; readonly isNew: boolean; readonly endsAt: Date }> {
  const { findingId, kind, shown, customerId, action, lastsMinutes } = finding;
  const digest = Buffer.from(finding.digest, 'base64url');
  const { rows } = await sql<{ finding_id: string; ends_at: Date }>`
    insert into protection_findings as held
      (tenant_id, finding_id, kind, key_digest, shown, customer_id, action, figures, ends_at)
    values (${tenantId}, ${findingId}, ${kind}, ${digest}, ${shown},
      (select customer_id from customers where tenant_id = ${tenantId} and customer_id = ${customerId}),
      ${action}, ${JSON.stringify(finding.figures)}::jsonb, now() + make_interval(mins => ${lastsMinutes}::int))
    on conflict (tenant_id, kind, key_digest) where ended_at is null do update
      set last_seen_at = now(), ends_at = greatest(held.ends_at, excluded.ends_at), figures = excluded.figures,
        action = excluded.action
    returning finding_id, ends_at`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a finding that was written is not there');
  return { findingId: row.finding_id, isNew: row.finding_id === findingId, endsAt: row.ends_at };
}

/** Ends what was not seen again, and besides all of some kinds; no more than `most` at once. */
export async function endDueFindings(
  tx: Transaction,
  tenantId: string,
  all: readonly FindingKind[] = [],
  most: number | null = null,
): Promise<{ readonly findingId: string; readonly kind: FindingKind; readonly digest: string }[]> {
  const { rows } = await sql<{ finding_id: string; kind: string; key_digest: Buffer }>`
    update protection_findings set ended_at = now()
    where tenant_id = ${tenantId} and finding_id in (
      select finding_id from protection_findings
      where tenant_id = ${tenantId} and ended_at is null and (ends_at <= now() or kind = any(${[...all]}::text[]))
      limit ${most})
    returning finding_id, kind, key_digest`.execute(tx);
  return rows.map((row) => ({
    findingId: row.finding_id,
    kind: row.kind as FindingKind,
    digest: row.key_digest.toString('base64url'),
  }));
}

/** Takes a finding back; undefined where there is none, or it was taken back before. */
export async function undoFinding(
  tx: Transaction,
  tenantId: string,
  {
    findingId,
    by,
  }: { readonly findingId: string; readonly by: { readonly kind: string; readonly id?: string | undefined } },
): Promise<{ readonly kind: FindingKind; readonly digest: string } | undefined> {
  const { rows } = await sql<{ kind: string; key_digest: Buffer }>`
    update protection_findings set undone_at = now(), ended_at = coalesce(ended_at, now()),
      undone_by_kind = ${by.kind}, undone_by = ${by.id ?? null}
    where tenant_id = ${tenantId} and finding_id = ${findingId} and undone_at is null
    returning kind, key_digest`.execute(tx);
  const [row] = rows;
  return row && { kind: row.kind as FindingKind, digest: row.key_digest.toString('base64url') };
}

/** Tenants that have open findings of these kinds. Read from one tenant to the next, so that how many there are of each costs nothing. */
export async function tenantsWithFindings(queries: Queries, kinds: readonly FindingKind[]): Promise<string[]> {
  const next = (after: ReturnType<typeof sql>) => sql`(
    select tenant_id from protection_findings
    where ended_at is null and kind = any(${[...kinds]}::text[]) and tenant_id > ${after}
    order by tenant_id limit 1
  )`;
  const { rows } = await sql<{ tenant_id: string }>`
    with recursive found (tenant_id) as (
      ${next(sql`''`)}
      union all
      select ${next(sql`found.tenant_id`)} from found where found.tenant_id is not null
    )
    select tenant_id from found where tenant_id is not null limit 1000`.execute(queries);
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}

export type FindingsAsked = {
  /** The position and id of the last one that was read. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
  readonly kind?: FindingKind | undefined;
  readonly state?: 'open' | 'ended' | undefined;
};

/** Newest first. */
export async function listFindings(
  queries: Queries,
  tenantId: string,
  { after, limit, kind, state }: FindingsAsked,
): Promise<FindingRow[]> {
  const [began, id] = after ?? [null, null];
  const { rows } = await sql<FindingRow>`
    select ${columns} from protection_findings
    where tenant_id = ${tenantId}
      and (${began}::timestamptz is null or (began_at, finding_id) < (${began}::timestamptz, ${id}::text))
      and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${state ?? null}::text is null or (ended_at is null) = (${state ?? null}::text = 'open'))
    order by began_at desc, finding_id desc limit ${limit}`.execute(queries);
  return rows;
}

export async function findFinding(
  queries: Queries,
  tenantId: string,
  findingId: string,
): Promise<FindingRow | undefined> {
  const { rows } = await sql<FindingRow>`
    select ${columns} from protection_findings
    where tenant_id = ${tenantId} and finding_id = ${findingId}`.execute(queries);
  return rows[0];
}

/** How many last, up to this many. */
export async function countOpenFindings(queries: Queries, tenantId: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from protection_findings where tenant_id = ${tenantId} and ended_at is null limit ${most}
    ) as open`.execute(queries);
  return rows[0]?.count ?? 0;
}

/** How many findings of each kind were raised between these moments and not taken back. */
export async function countFindings(
  queries: Queries,
  tenantId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<{ readonly kind: FindingKind; readonly count: number }[]> {
  const { rows } = await sql<{ kind: FindingKind; count: number }>`
    select kind, count(*)::int as count from protection_findings
    where tenant_id = ${tenantId} and began_at >= ${from} and began_at < ${to} and undone_at is null
    group by kind order by count desc, kind`.execute(queries);
  return rows;
}

/** What a finding was about is forgotten after a month; returns how many forgot it. */
export async function forgetShown(queries: Queries, limit: number): Promise<number> {
  const result = await sql`
    update protection_findings set shown = null where (tenant_id, finding_id) in (
      select tenant_id, finding_id from protection_findings
      where shown is not null and began_at < now() - interval '30 days' limit ${limit}
    )`.execute(queries);
  return Number(result.numAffectedRows ?? 0);
}

/** Removes findings of long ago, a bounded number at a time; returns how many went. */
export async function purgeOldFindings(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'protection_findings',
    key: ['tenant_id', 'finding_id'],
    when: sql`ended_at < now() - interval '400 days'`,
    limit,
  });
}
