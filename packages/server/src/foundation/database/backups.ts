/** Backups of the embedded database: the archive of its files, its way back, and which ones were good. */
import { sql } from 'kysely';
import type { Clock } from '../clock/index.ts';
import type { Queries } from './connect.ts';
import { type BackupProgress, packCluster } from './embedded/backup.ts';
import { findEmbeddedPostgres } from './embedded/index.ts';
import { choosePlaces } from './embedded/places.ts';

export type { BackupProgress } from './embedded/backup.ts';
export { unpackCluster } from './embedded/restore.ts';
export { restoredMark } from './embedded/restored-mark.ts';

/**
 * The embedded database of a data directory as a tar stream, while it serves: it has to be running. The archive holds
 * everything but the master key.
 */
export async function archiveEmbedded(options: {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly tell: (progress: BackupProgress) => void;
}): Promise<AsyncIterable<Buffer>> {
  const ownerUrl = await findEmbeddedPostgres(options.dataDirectory, options.clock);
  if (ownerUrl === undefined) throw new Error('The embedded database is not running.');
  const { cluster, passwordFile } = choosePlaces(options.dataDirectory);
  return packCluster({ ownerUrl, cluster, passwordFile, tell: options.tell });
}

/** Notes a backup that was written and read again. */
export async function noteBackup(
  queries: Queries,
  backup: { readonly backupId: string; readonly bytes: number; readonly file: string },
): Promise<void> {
  await queries
    .insertInto('backups')
    .values({ backup_id: backup.backupId, bytes: String(backup.bytes), file: backup.file })
    .execute();
}

/** When the last good backup was taken and whether that is longer ago than a day; null when there is none. */
export async function lastBackup(queries: Queries): Promise<{ takenAt: Date; file: string; isOld: boolean } | null> {
  const row = await queries
    .selectFrom('backups')
    .select(['taken_at', 'file', sql<boolean>`taken_at < now() - interval '1 day'`.as('is_old')])
    .orderBy('taken_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { takenAt: row.taken_at, file: row.file, isOld: row.is_old };
}
