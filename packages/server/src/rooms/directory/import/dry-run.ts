/**
 * Writes a batch and takes all of it back: what would become of each record is what became of it. That somebody stands
 * in the file twice is remembered here, since nothing of the earlier batch is left to be found.
 */
import { insertImport } from '../store/imports.ts';
import type { ImportDependencies } from './dependencies.ts';
import type { Finding } from './options.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { type BatchPlace, type BatchWritten, writeBatch } from './write-batch.ts';

/** Beyond so many nobody is remembered: memory stays bounded, and a duplicate counts as imported. */
const mostRemembered = 2_000_000;

export function createDryWriter() {
  const seen = new Set<string>();

  /** What is the same for two of them in the part of the batch that was let through. */
  function duplicatesOf({ newcomers, entries, identities }: PreparedBatch): Finding[] {
    const accounts = Map.groupBy(identities, ({ customerId }) => customerId);
    const places = new Map(entries.map(({ customerId, record, line }) => [customerId, { record, line }]));
    return newcomers.newcomers.flatMap(({ customerId, identifiers, externalId }): Finding[] => {
      const keys = [
        ...identifiers.map(({ digest }) => `i${digest.toString('base64')}`),
        ...(externalId === null ? [] : [`e${externalId.digest.toString('base64')}`]),
        ...(accounts.get(customerId) ?? []).map(({ subjectKey }) => `a${subjectKey.toString('base64')}`),
      ];
      const isKnown = keys.some((key) => seen.has(key));
      if (!isKnown && seen.size < mostRemembered) for (const key of keys) seen.add(key);
      const at = places.get(customerId);
      if (!isKnown || at === undefined) return [];
      return [{ ...at, outcome: 'skipped', code: 'duplicate.in_file', field: null }];
    });
  }

  return {
    async write(
      deps: ImportDependencies,
      { customers, place, batch }: { customers: readonly string[]; place: BatchPlace; batch: PreparedBatch },
    ): Promise<BatchWritten> {
      const { tenantId, importId, actor, before } = place;
      const undone = new Error('A dry run takes everything back.');
      let written: BatchWritten | undefined;
      // The position within the transaction begins where an import that nobody noted would stand: at nothing.
      const fresh = { ...place, before: { records: 0, imported: 0, completed: 0, skipped: 0, rejected: 0 } };
      const choices = { ...place.choices, duplicates: 'skip' as const, invite: false };
      await deps.database
        .transaction({ customers }, async (tx) => {
          const row = { importId, format: 'dry-run', fileDigest: Buffer.from(importId), options: {}, actor };
          await insertImport(tx, tenantId, row);
          written = await writeBatch(deps, tx, { ...fresh, choices }, batch);
          throw undone;
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      if (written === undefined) throw undone;
      const told = new Set(written.findings.map(({ record }) => record));
      const further = duplicatesOf(batch).filter(({ record }) => !told.has(record));
      const { counts } = written;
      return {
        invited: 0,
        findings: [...written.findings, ...further].sort((one, other) => one.record - other.record),
        counts: {
          records: before.records + counts.records,
          imported: before.imported + counts.imported - further.length,
          completed: before.completed + counts.completed,
          skipped: before.skipped + counts.skipped + further.length,
          rejected: before.rejected + counts.rejected,
        },
      };
    },
  };
}
