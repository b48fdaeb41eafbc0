/** `cardea restore FILE`: a backup into an empty data directory, with the recovery key alone, on whatever machine. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { systemClock } from '../../foundation/clock/index.ts';
import { environment, readSettings, type Settings, settingsRefusal } from '../../foundation/config/index.ts';
import { unpackCluster } from '../../foundation/database/index.ts';
import { decodeRecoveryKey, type MasterKey, masterKeyFrom } from '../../foundation/encryption/index.ts';
import { readArchive, readTakenAt } from './backup-file.ts';
import { createProgressBar } from './progress-bar.ts';
import { countPowers, describePowers, type PowersRooms, type RestoredPowers } from './restored-powers.ts';
import type { WithRooms } from './rooms.ts';

export type RestoringRooms = PowersRooms & {
  /** Ends what the backup has brought back; null when there was nothing of the kind. */
  finishRestore(): Promise<Finished | null>;
};

type RestoreDependencies = {
  readonly withRooms: WithRooms<RestoringRooms>;
  readonly say: (line: string) => void;
};

/** Adds the verb. */
export function addRestoreVerb(program: Command, deps: RestoreDependencies): void {
  program
    .command('restore <file>')
    .description('bring a backup back into an empty DATA_DIR, with the recovery key')
    .option('--recovery-key-file <path>', 'the file that holds the recovery key; without it, it is asked for')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Everybody has to sign in again afterwards: what ended or was used after the backup must not come back to life.
What was removed after the backup is back: who may do what is printed, tenant by tenant, for you to look at.
Stop the old server first, for two that serve the same customers would part.

Examples:
  DATA_DIR=./data-restored ./cardea restore cardea-2026-11-22T02-30-00-000Z.backup
  ./cardea restore FILE --recovery-key-file /media/safe/key.txt < /dev/null`,
    )
    .action(async (file: string, options: { recoveryKeyFile?: string; json?: boolean }) => {
      const settings = readSettings(environment);
      const restored = await restore(settings, { file, keyFile: options.recoveryKeyFile }, deps.withRooms);
      if (options.json === true) deps.say(JSON.stringify(restored));
      else for (const line of describe(settings, restored)) deps.say(line);
    });
}

type Finished = { readonly takenAt: string; readonly tenants: number };
type Restored = Finished & { readonly powers: readonly RestoredPowers[] };

/** Restores and opens the database once, so that what comes out is known to serve. */
async function restore(
  settings: Settings,
  wanted: { readonly file: string; readonly keyFile?: string | undefined },
  withRooms: WithRooms<RestoringRooms>,
): Promise<Restored> {
  if (settings.databaseUrl !== undefined)
    throw settingsRefusal(['Take DATABASE_URL away: a backup is brought back into the embedded database of DATA_DIR.']);
  const takenAt = await readTakenAt(wanted.file);
  const recovery = settings.masterKey === undefined ? await readRecoveryKey(settings, wanted.keyFile) : null;
  const masterKey: MasterKey = masterKeyFrom(settings.masterKey ?? recovery?.key ?? Buffer.alloc(0));
  const bar = createProgressBar({ word: 'Restoring', clock: systemClock });
  await unpackCluster(
    settings.dataDirectory,
    counted(readArchive(wanted.file, masterKey), wanted.file, bar.tell),
    takenAt,
  );
  bar.done();
  // From here on it serves by itself: the key belongs beside the database, as after a first start.
  if (recovery !== null) writeKey(settings, recovery.text);
  return withRooms(settings, async (rooms) => {
    const restored = await rooms.finishRestore();
    if (restored === null) throw new Error('The restored database has lost the mark that it was restored.');
    return { ...restored, powers: await countPowers(rooms) };
  });
}

async function* counted(
  archive: AsyncIterable<Buffer>,
  file: string,
  tell: (progress: { bytes: number; ofBytes: number }) => void,
): AsyncGenerator<Buffer> {
  const ofBytes = statSync(file).size;
  let bytes = 0;
  for await (const chunk of archive) {
    bytes += chunk.length;
    // What was compressed is known only at the end: the bar goes by what the file holds, and stops short of it.
    tell({ bytes: Math.min(bytes / 4, ofBytes * 0.99), ofBytes });
    yield chunk;
  }
}

const keyFileOf = (settings: Settings) => join(settings.dataDirectory, 'master.key');

async function readRecoveryKey(settings: Settings, file: string | undefined): Promise<{ text: string; key: Buffer }> {
  const own = keyFileOf(settings);
  const text = file === undefined ? (existsSync(own) ? readKeyFile(own) : await ask()) : readKeyFile(file);
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return { text, key: Buffer.from(text, 'base64') };
  const decoded = decodeRecoveryKey(text);
  if (decoded.outcome === 'key') return { text, key: decoded.key };
  throw settingsRefusal(['That is not a recovery key, or one with a mistake in it. Compare it with your copy.']);
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw settingsRefusal([
      `The recovery key ${path} cannot be read: ${error instanceof Error ? error.message : error}`,
    ]);
  }
}

/** Asked for without showing it, so that it stays neither on the screen nor in a history of commands. */
async function ask(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Recovery key (not shown): ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  try {
    for await (const line of reader) return line.trim();
    throw settingsRefusal(['The recovery key is needed: type it, or name its file by --recovery-key-file.']);
  } finally {
    reader.close();
    if (process.stdin.isTTY) process.stderr.write('\n');
  }
}

function writeKey(settings: Settings, text: string): void {
  const path = keyFileOf(settings);
  if (!existsSync(path)) writeFileSync(path, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

function describe(settings: Settings, { takenAt, tenants, powers }: Restored): string[] {
  return [
    `Restored into ${settings.dataDirectory}: the state of ${takenAt}, ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}.`,
    'Everybody has to sign in again, and codes and links that were on their way are void. Tokens are signed by fresh keys.',
    ...describePowers(powers),
    'Start it with: npm start',
  ];
}
