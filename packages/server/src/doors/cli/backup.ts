/** `cardea backup`: takes a backup of the embedded database beside the running server, and reads it again to the end. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../foundation/clock/index.ts';
import { environment, readSettings, type Settings, settingsRefusal } from '../../foundation/config/index.ts';
import { archiveEmbedded, noteBackup, openDatabase } from '../../foundation/database/index.ts';
import { hasMasterKey, openMasterKey } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { createLogger } from '../../foundation/logging/index.ts';
import { readArchive, writeBackupFile } from './backup-file.ts';
import { createProgressBar } from './progress-bar.ts';

type Options = { readonly to?: string; readonly keep?: string; readonly json?: boolean };

type BackupDone = { file: string; bytes: number; seconds: number; removed: readonly string[] };

const nameOfBackup = /^cardea-\d{4}-\d{2}-\d{2}T[\d-]+Z\.backup$/;

/** Adds the verb. */
export function addBackupVerb(program: Command, say: (line: string) => void): void {
  program
    .command('backup')
    .description('write an encrypted backup of the embedded database; the server may go on serving')
    .option('--to <folder>', 'where to write it; without it, `backups` in DATA_DIR')
    .option('--keep <number>', 'keep so many backups in that folder, and remove older ones')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
It opens with the master key alone: keep your recovery key somewhere else than the backups.

Examples:
  ./cardea backup --to /mnt/backups --keep 14
  30 2 * * *  cd /srv/cardea && ./cardea backup --to /mnt/backups --keep 14   (a line for cron)`,
    )
    .action(async (options: Options) => {
      const done = await backUp(readSettings(environment), options);
      if (options.json === true) say(JSON.stringify(done));
      else for (const line of describe(done)) say(line);
    });
}

/** Takes a backup and notes it once it has been read again; refuses with a sentence where there is nothing of ours. */
async function backUp(settings: Settings, options: Options): Promise<BackupDone> {
  const keep = options.keep === undefined ? null : Number(options.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep >= 1 && keep <= 10_000))
    throw settingsRefusal(['--keep takes how many backups to keep, 1 or more.']);
  if (settings.databaseUrl !== undefined)
    throw settingsRefusal([
      'The database is reached by DATABASE_URL, so its own tools back it up (pg_basebackup, or your provider’s snapshots; not pg_dump: the ledger would lose its order). Keep the recovery key as well.',
    ]);
  const folder = resolve(options.to ?? join(settings.dataDirectory, 'backups'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const began = systemClock.monotonicMilliseconds();
  const logger = createLogger({ level: 'warn' });
  const database = await openDatabase({ settings, logger, clock: systemClock, beside: true });
  try {
    if (!(await hasMasterKey(database.reader)))
      throw settingsRefusal(['This installation has never been started, so there is nothing to back up.']);
    const { dataDirectory, masterKey: given } = settings;
    const { masterKey } = await openMasterKey({ queries: database.reader, dataDirectory, given });
    const takenAt = systemClock.now();
    const file = join(folder, `cardea-${takenAt.toISOString().replaceAll(':', '-').replace('.', '-')}.backup`);
    const writing = createProgressBar({ word: 'Writing', clock: systemClock });
    const archive = await archiveEmbedded({ dataDirectory, clock: systemClock, tell: writing.tell });
    await writeBackupFile(file, masterKey, { takenAt, archive });
    writing.done();
    const bytes = statSync(file).size;
    await readAgain(file, bytes, () => readArchive(file, masterKey));
    await noteBackup(database.reader, { backupId: newId('backup'), bytes, file });
    const seconds = Math.round((systemClock.monotonicMilliseconds() - began) / 100) / 10;
    return { file, bytes, seconds, removed: keep === null ? [] : removeOlder(folder, keep) };
  } finally {
    await database.close();
  }
}

/** A backup that nobody ever read is a hope. */
async function readAgain(file: string, ofBytes: number, archive: () => AsyncIterable<Buffer>): Promise<void> {
  const reading = createProgressBar({ word: 'Reading it again', clock: systemClock });
  let unpacked = 0;
  for await (const chunk of archive()) {
    unpacked += chunk.length;
    reading.tell({ bytes: Math.min(unpacked, ofBytes), ofBytes });
  }
  reading.done();
  if (unpacked === 0) throw new Error(`The backup ${file} is empty.`);
}

function removeOlder(folder: string, keep: number): string[] {
  const names = readdirSync(folder).filter((name) => nameOfBackup.test(name));
  const older = names.sort().reverse().slice(keep);
  for (const name of older) rmSync(join(folder, name), { force: true });
  return older.filter((name) => !existsSync(join(folder, name)));
}

function describe({ file, bytes, seconds, removed }: BackupDone): string[] {
  return [
    `Backup written and read again: ${file} (${(bytes / 1_000_000).toFixed(1)} MB, ${seconds} s).`,
    ...(removed.length === 0 ? [] : [`Removed as older: ${removed.map((name) => basename(name)).join(', ')}.`]),
    'Keep it on another machine, and the recovery key apart from it. To bring it back: ./cardea restore FILE',
  ];
}
