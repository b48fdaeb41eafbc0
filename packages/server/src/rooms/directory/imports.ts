/** Imports as staff see them: how far each came, and what of its file was not imported. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { PageRequest } from './customer-lists.ts';
import type { DirectoryDatabase } from './dependencies.ts';
import type { Counts, Finding, ImportChoices } from './import/options.ts';
import type { Page } from './list.ts';
import { findImport, type ImportView, listFindings, listImports } from './store/imports.ts';

export type ImportProgress = {
  readonly importId: string;
  readonly format: string;
  readonly state: 'running' | 'finished';
  readonly counts: Counts;
  readonly choices: ImportChoices;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
  /** Until then what was not imported is kept. */
  readonly findingsUntil: Date;
};

/** Newest first. */
export async function pageOfImports(
  { database }: DirectoryDatabase,
  tenantId: string,
  { after, limit }: PageRequest,
): Promise<Page<ImportProgress>> {
  const rows = await listImports(database.reader, tenantId, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > page.length && last !== undefined;
  return { items: page.map(toProgress), next: hasMore ? [last.created_text, last.import_id] : null };
}

export async function readImport(
  { database }: DirectoryDatabase,
  tenantId: string,
  importId: string,
): Promise<ImportProgress> {
  const row = isId('import', importId) ? await findImport(database.reader, tenantId, importId) : undefined;
  if (row === undefined) throw new ProblemError('import.not_found');
  return toProgress(row);
}

/** What was not imported, in the order of the file. */
export async function pageOfFindings(
  deps: DirectoryDatabase,
  tenantId: string,
  importId: string,
  { after, limit }: PageRequest,
): Promise<Page<Finding>> {
  await readImport(deps, tenantId, importId);
  const from = { after: Number(after?.[0] ?? 0), limit: limit + 1 };
  const found = await listFindings(deps.database.reader, tenantId, importId, from);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? [String(last.record)] : null };
}

function toProgress(row: ImportView): ImportProgress {
  return {
    importId: row.import_id,
    format: row.format,
    state: row.state === 'running' ? 'running' : 'finished',
    counts: {
      records: Number(row.position),
      imported: Number(row.imported),
      completed: Number(row.completed),
      skipped: Number(row.skipped),
      rejected: Number(row.rejected),
    },
    choices: row.options as ImportChoices,
    by: { kind: row.actor_kind, id: row.actor_id },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    findingsUntil: row.findings_until,
  };
}
