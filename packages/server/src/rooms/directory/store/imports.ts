/** All SQL of imports: how far each file has been read, and what was not imported. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import type { Counts, Finding } from '../import/options.ts';

/** How long what was not imported stays to be read. */
const kept = sql`interval '30 days'`;

export type ImportRow = {
  readonly import_id: string;
  readonly state: string;
  readonly format: string;
  readonly options: unknown;
  readonly position: string;
  readonly imported: string;
  readonly completed: string;
  readonly skipped: string;
  readonly rejected: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
};

const columns = [
  ...(['import_id', 'state', 'format', 'options', 'position', 'imported', 'completed', 'skipped'] as const),
  ...(['rejected', 'created_at', 'finished_at'] as const),
] as const;

/** An import as staff see it. */
export type ImportView = ImportRow & {
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly updated_at: Date;
  readonly findings_until: Date;
  readonly created_text: string;
};

const viewed = sql`import_id, state, format, options, position, imported, completed, skipped, rejected, actor_kind, actor_id,
  created_at, updated_at, finished_at, created_at::text as created_text, updated_at + ${kept} as findings_until`;

export async function findImport(
  queries: Queries,
  tenantId: string,
  importId: string,
): Promise<ImportView | undefined> {
  const { rows } = await sql<ImportView>`
    select ${viewed} from imports where tenant_id = ${tenantId} and import_id = ${importId}`.execute(queries);
  return rows[0];
}

/** Newest first. */
export async function listImports(
  queries: Queries,
  tenantId: string,
  page: { readonly after: readonly string[] | null; readonly limit: number },
): Promise<ImportView[]> {
  const [createdAt, importId] = page.after ?? [];
  const { rows } = await sql<ImportView>`
    select ${viewed} from imports
    where tenant_id = ${tenantId}
      ${createdAt === undefined ? sql`` : sql`and (created_at, import_id) < (${createdAt}::timestamptz, ${importId ?? ''})`}
    order by imports.created_at desc, import_id desc
    limit ${page.limit}`.execute(queries);
  return rows;
}

/** The import of this file that is under way. */
export async function findRunning(
  queries: Queries,
  tenantId: string,
  fileDigest: Buffer,
): Promise<ImportRow | undefined> {
  return queries
    .selectFrom('imports')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('file_digest', '=', fileDigest)
    .where('state', '=', 'running')
    .executeTakeFirst();
}

/** Notes a new import; false when one of the same file is under way. */
export async function insertImport(
  tx: Transaction,
  tenantId: string,
  row: {
    readonly importId: string;
    readonly format: string;
    readonly fileDigest: Buffer;
    readonly options: object;
    readonly actor: { readonly kind: string; readonly id?: string | undefined };
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('imports')
    .values({
      tenant_id: tenantId,
      import_id: row.importId,
      format: row.format,
      file_digest: row.fileDigest,
      options: JSON.stringify(row.options),
      actor_kind: row.actor.kind,
      actor_id: row.actor.id ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('import_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Moves on from exactly this position; false when somebody else did, or the import is over. */
export async function advanceImport(
  tx: Transaction,
  tenantId: string,
  importId: string,
  { from, counts }: { readonly from: number; readonly counts: Counts },
): Promise<boolean> {
  const { rows } = await sql`
    update imports set position = ${counts.records}, imported = ${counts.imported}, completed = ${counts.completed},
      skipped = ${counts.skipped}, rejected = ${counts.rejected}, updated_at = now()
    where tenant_id = ${tenantId} and import_id = ${importId} and state = 'running' and position = ${from}
    returning 1`.execute(tx);
  return rows.length > 0;
}

export async function finishImport(tx: Transaction, tenantId: string, importId: string): Promise<boolean> {
  const { rows } = await sql`
    update imports set state = 'finished', finished_at = now(), updated_at = now()
    where tenant_id = ${tenantId} and import_id = ${importId} and state = 'running' returning 1`.execute(tx);
  return rows.length > 0;
}

export async function insertFindings(
  tx: Transaction,
  tenantId: string,
  importId: string,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await sql`
    insert into import_findings (tenant_id, import_id, record, line, outcome, code, field)
    select ${tenantId}, ${importId}, record, line, outcome, code, field
    from unnest(
      ${findings.map(({ record }) => record)}::bigint[],
      ${findings.map(({ line }) => line)}::bigint[],
      ${findings.map(({ outcome }) => outcome)}::text[],
      ${findings.map(({ code }) => code)}::text[],
      ${findings.map(({ field }) => field)}::text[]
    ) as found (record, line, outcome, code, field)`.execute(tx);
}

/** What was not imported, in the order of the file, a page at a time. */
export async function listFindings(
  queries: Queries,
  tenantId: string,
  importId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<Finding[]> {
  const rows = await queries
    .selectFrom('import_findings')
    .select(['record', 'line', 'outcome', 'code', 'field'])
    .where('tenant_id', '=', tenantId)
    .where('import_id', '=', importId)
    .where('record', '>', String(page.after))
    .orderBy('record')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    record: Number(row.record),
    line: Number(row.line),
    outcome: row.outcome as Finding['outcome'],
    code: row.code,
    field: row.field,
  }));
}

/** Removes what was not imported by imports that are a month old, a bounded number at a time; returns how many went. */
export async function purgeFindings(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'import_findings',
    key: ['tenant_id', 'import_id', 'record'],
    when: sql`(tenant_id, import_id) in (
      select tenant_id, import_id from imports where updated_at < now() - ${kept})`,
    limit,
  });
}
