/** All SQL of postures: one row a tenant, written under its lock, read by every node when it has changed. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Flag, Pardon, Posture } from '../detection/vocabulary.ts';

type Row = {
  readonly tenant_id: string;
  readonly mode: string;
  readonly begun_by: string | null;
  readonly finding_id: string | null;
  readonly began_at: Date | null;
  readonly mode_until: Date | null;
  readonly flags: { readonly flags?: readonly Flag[]; readonly pardons?: readonly Pardon[] };
};

export type HeldPosture = { readonly posture: Posture; readonly now: Date };

const columns = sql`tenant_id, mode, begun_by, finding_id, began_at, mode_until, flags`;

const toPosture = (row: Row): Posture => ({
  mode: row.mode === 'attack' ? 'attack' : 'calm',
  findingId: row.finding_id,
  begunBy: row.begun_by,
  beganAt: row.began_at,
  until: row.mode_until,
  flags: row.flags.flags ?? [],
  pardons: row.flags.pardons ?? [],
});

/** Those that changed since `since`, and the moment to ask from next time. All of them where it is null. */
export async function changedPostures(
  queries: Queries,
  since: Date | null,
): Promise<{ readonly now: Date; readonly changed: { readonly tenantId: string; readonly posture: Posture }[] }> {
  // A transaction that began before the last look may have ended after it.
  const { rows } = await sql<{ now: Date } & Partial<Row>>`
    select now() as now, changed.* from (select 1) as always left join lateral (
      select ${columns} from protection_postures
      where ${since}::timestamptz is null or changed_at > ${since}::timestamptz - interval '10 seconds'
    ) as changed on true`.execute(queries);
  const changed = rows
    .filter((row): row is { now: Date } & Row => typeof row.tenant_id === 'string')
    .map((row) => ({ tenantId: row.tenant_id, posture: toPosture(row) }));
  return { now: rows[0]?.now ?? new Date(0), changed };
}

/** The posture under its lock: nobody else writes it, nor a finding of this tenant, until the transaction ends. */
export async function holdPosture(tx: Transaction, tenantId: string): Promise<HeldPosture | null> {
  await sql`
    insert into protection_postures (tenant_id) select tenant_id from tenants where tenant_id = ${tenantId}
    on conflict (tenant_id) do nothing`.execute(tx);
  const { rows } = await sql<Row & { now: Date }>`
    select ${columns}, now() as now from protection_postures where tenant_id = ${tenantId} for update`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { posture: toPosture(row), now: row.now };
}

export async function findPosture(queries: Queries, tenantId: string): Promise<Posture | null> {
  const { rows } = await sql<Row>`
    select ${columns} from protection_postures where tenant_id = ${tenantId}`.execute(queries);
  return rows[0] === undefined ? null : toPosture(rows[0]);
}

/** Writes it; `clock_timestamp()`, so that whoever waited for the lock is not passed over. */
export async function writePosture(tx: Transaction, tenantId: string, posture: Posture): Promise<void> {
  const { mode, begunBy, findingId, beganAt, until, flags, pardons } = posture;
  await sql`
    update protection_postures set mode = ${mode}, begun_by = ${begunBy}, finding_id = ${findingId},
      ended_at = case when mode = 'attack' and ${mode} = 'calm' then now() else ended_at end,
      began_at = ${beganAt}::timestamptz, mode_until = ${until}::timestamptz,
      flags = ${JSON.stringify({ flags, pardons })}::jsonb, changed_at = clock_timestamp()
    where tenant_id = ${tenantId}`.execute(tx);
}

/** Tenants where something is over: a finding that was not seen again, or attack mode. */
export async function tenantsWithEnds(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`
    select tenant_id from protection_findings where ended_at is null and ends_at <= now()
    union
    select tenant_id from protection_postures where mode = 'attack' and mode_until <= now()
    limit 100`.execute(queries);
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}

/** Claims the weekly mail of tenants that have something to say; each once, whichever node asks. */
export async function claimDigests(tx: Transaction): Promise<{ readonly tenantId: string; readonly since: Date }[]> {
  const { rows } = await sql<{ tenant_id: string; since: Date }>`
    update protection_postures as held set digest_at = now()
    from (select tenant_id, digest_at from protection_postures for update) as before
    where held.tenant_id = before.tenant_id and held.digest_at <= now() - interval '7 days'
    returning held.tenant_id, greatest(before.digest_at, now() - interval '7 days') as since`.execute(tx);
  return rows.map((row) => ({ tenantId: row.tenant_id, since: row.since }));
}

/** When attack mode began and ended last. */
export async function lastAttack(
  queries: Queries,
  tenantId: string,
): Promise<{ began: Date; ended: Date | null } | null> {
  const { rows } = await sql<{ began_at: Date | null; ended_at: Date | null; mode: string }>`
    select began_at, ended_at, mode from protection_postures where tenant_id = ${tenantId}`.execute(queries);
  const [row] = rows;
  if (row === undefined || row.began_at === null) return null;
  return { began: row.began_at, ended: row.mode === 'attack' ? null : row.ended_at };
}
