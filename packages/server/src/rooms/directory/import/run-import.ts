/**
 * Imports a file, batch by batch: while one is written the next is read and sealed, and never more than these two are in
 * memory. What is written stays, and an import that was cut off goes on behind its last batch.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Transaction } from '../../../foundation/database/index.ts';
import { digestOf } from '../../../foundation/encryption/index.ts';
import { hashSecret, newId } from '../../../foundation/ids/index.ts';
import { subjectsKnownAfterMilliseconds } from '../../customers/index.ts';
import { findRunning, finishImport, insertImport } from '../store/imports.ts';
import { inBatches } from './batches.ts';
import type { ImportDependencies } from './dependencies.ts';
import { createDryWriter } from './dry-run.ts';
import type { Source } from './formats/found.ts';
import { formatOf } from './formats.ts';
import type { CsvMapping } from './mappings/csv.ts';
import type { Counts, ImportChoices, ImportOutcome, ImportRefusal, ImportRequest } from './options.ts';
import { type BatchContext, type PreparedBatch, prepareBatch } from './prepare-batch.ts';
import { stopOf, writeBatch } from './write-batch.ts';

const batchSize = 400;
const nothing: Counts = { records: 0, imported: 0, completed: 0, skipped: 0, rejected: 0 };

/** What is going on: with what was decided when it began, whoever goes on with it. */
type Begun = {
  readonly importId: string;
  readonly counts: Counts;
  readonly choices: ImportChoices;
  readonly mapping: CsvMapping | null;
};

/** Imports the file, or says why it does not. */
export async function runImport(deps: ImportDependencies, request: ImportRequest): Promise<ImportOutcome> {
  const { tenant, file, actor, isDryRun } = request;
  const { tenantId } = tenant;
  const problem = await problemOf(file.open());
  if (problem !== null) return { kind: 'refused', reason: problem };
  const connections = await connectionsOf(deps, tenantId);
  const mapped = request.begin === 'resume' ? [] : Object.values(request.choices.connections ?? {});
  if (mapped.some((id) => !connections.has(id))) return { kind: 'refused', reason: 'import.connection_unknown' };
  const begun = isDryRun ? { ...freshOf(request), importId: newId('import') } : await begin(deps, request);
  if (typeof begun === 'string') return { kind: 'refused', reason: begun };
  const { importId, choices } = begun;
  if (choices.keepSubjects && !isDryRun) {
    await deps.customers.keepSubjects(deps.database, tenantId);
    await pause(subjectsKnownAfterMilliseconds);
  }

  const context = { ...(await contextOf(deps, request, begun)), connections };
  const format = formatOf(file.format, { csv: begun.mapping, hashes: file.hashes ?? null });
  const batches = inBatches(format.read(file.open()), { behind: begun.counts.records, size: batchSize });
  const leftOut: Record<string, number> = {};
  const dry = isDryRun ? createDryWriter() : null;
  let { counts } = begun;
  let invited = 0;

  const write = async (batch: PreparedBatch): Promise<void> => {
    const customers = [...batch.entries, ...batch.completions].map(({ customerId }) => customerId);
    const place = { tenantId, importId, actor, choices, before: counts, invited };
    const write = (tx: Transaction) => writeBatch(deps, tx, place, batch);
    const once = () =>
      dry === null ? deps.database.transaction({ customers }, write) : dry.write(deps, { customers, place, batch });
    const written = await once().catch((error: unknown) => {
      if (stopOf(error)?.kind === 'overtaken') return once();
      throw error;
    });
    ({ counts, invited } = written);
    for (const name of batch.leftOut) leftOut[name] = (leftOut[name] ?? 0) + 1;
    for (const finding of written.findings) request.onFinding?.(finding);
    request.onProgress?.(counts);
  };

  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of batches) {
      const prepared = await prepareBatch(deps, context, batch);
      await writing;
      writing = write(prepared);
      // Waited for before the next one is written; until then a failure must not count as unhandled.
      writing.catch(() => undefined);
    }
    await writing;
  } catch (error) {
    const why = stopOf(error);
    if (why?.kind === 'moved_on') return { kind: 'refused', reason: 'import.runs_elsewhere' };
    if (why?.kind === 'connection_changed') return { kind: 'refused', reason: 'import.connection_changed' };
    if (why?.kind !== 'duplicate') throw error;
    return { kind: 'stopped', importId: isDryRun ? null : importId, counts, at: why.finding };
  }
  if (!isDryRun) await finish(deps, request, importId, counts);
  return { kind: 'finished', importId: isDryRun ? null : importId, counts, leftOut };
}

async function contextOf(
  deps: ImportDependencies,
  { tenant, file }: ImportRequest,
  { choices, mapping: csv }: Begun,
): Promise<Omit<BatchContext, 'connections'>> {
  const { tenantId, settings } = tenant;
  // The console is an application that is listed nowhere.
  const applicationIds = new Set(['console']);
  for (let after = ''; ; ) {
    const page = await deps.applications.list(tenantId, { after, limit: 100 });
    for (const { applicationId } of page) applicationIds.add(applicationId);
    after = page.at(-1)?.applicationId ?? '';
    if (page.length < 100) break;
  }
  const { mapping, isTextOnly, namesConnections = false } = formatOf(file.format, { csv, hashes: file.hashes ?? null });
  const schema = await deps.profileSchema.current(tenantId);
  return { tenantId, settings, schema, choices, isTextOnly, applicationIds, mapping, namesConnections };
}

async function connectionsOf({ connections, database }: ImportDependencies, tenantId: string) {
  const all = await connections.listWithin(database.reader, tenantId);
  return new Map(all.map((connection) => [connection.connectionId, connection]));
}

const freshOf = ({ choices, file }: ImportRequest) => ({ counts: nothing, choices, mapping: file.mapping });

/** Notes the import, or finds the one that is to go on. */
async function begin(deps: ImportDependencies, request: ImportRequest): Promise<Begun | ImportRefusal> {
  const { tenant, file, choices, actor } = request;
  const { tenantId } = tenant;
  const fileDigest = await digestOfAll(file);
  return deps.database.transaction({}, async (tx) => {
    const running = await findRunning(tx, tenantId, fileDigest);
    if (request.begin === 'resume') {
      if (running === undefined) return 'import.nothing_to_resume';
      if (running.format !== file.format) return 'import.nothing_to_resume';
      const { mapping, ...decided } = running.options as ImportChoices & { readonly mapping: CsvMapping | null };
      const counts: Counts = {
        records: Number(running.position),
        imported: Number(running.imported),
        completed: Number(running.completed),
        skipped: Number(running.skipped),
        rejected: Number(running.rejected),
      };
      return { importId: running.import_id, counts, choices: decided, mapping };
    }
    if (running !== undefined && request.begin === 'new') return 'import.begun_before';
    if (running !== undefined) await finishImport(tx, tenantId, running.import_id);
    const importId = newId('import');
    const options = { ...choices, mapping: file.mapping };
    const row = { importId, format: file.format, fileDigest, options, actor };
    return (await insertImport(tx, tenantId, row)) ? { ...freshOf(request), importId } : 'import.begun_before';
  });
}

async function finish(
  deps: ImportDependencies,
  { tenant, file, actor }: ImportRequest,
  importId: string,
  counts: Counts,
): Promise<void> {
  const { tenantId } = tenant;
  const { imported, completed, skipped, rejected } = counts;
  const data = { importId, format: file.format, imported, completed, skipped, rejected };
  await deps.database.transaction({}, async (tx) => {
    if (!(await finishImport(tx, tenantId, importId))) return;
    await deps.ledger.append(tx, { tenantId, customerId: null, event: 'customers.imported', actor, data });
  });
}

/** What is gone on with: this very file, and with the same parameters of its hashes, which are kept nowhere. */
async function digestOfAll({ open, hashes = null }: ImportRequest['file']): Promise<Buffer> {
  const digest = await digestOf(open());
  if (hashes === null) return digest;
  const { signerKey, saltSeparator, rounds, memoryCost } = hashes;
  return hashSecret(JSON.stringify([digest.toString('hex'), signerKey, saltSeparator, rounds, memoryCost]));
}

const signatures: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x37, 0x7a, 0xbc, 0xaf],
];

/** A compressed file is refused, not opened: it may be of any size within (security case 191). */
async function problemOf(source: Source): Promise<'file.compressed' | 'file.empty' | null> {
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    const isCompressed = signatures.some((bytes) => bytes.every((byte, at) => chunk[at] === byte));
    return isCompressed ? 'file.compressed' : null;
  }
  return 'file.empty';
}
