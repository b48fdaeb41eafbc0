/**
 * The file of a backup: a line that says what it is and when it was taken, then the archive of the database,
 * compressed and sealed by the master key. Without that key it holds nothing for anybody.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { settingsRefusal } from '../../foundation/config/index.ts';
import { isSealBroken, type MasterKey, openStream, sealStream } from '../../foundation/encryption/index.ts';

const firstWords = 'Cardea backup 1, taken ';
const longestFirstLine = 100;
const duty = 'backup';

/** Writes the archive; the file has its name only once it is whole and on the disk. */
export async function writeBackupFile(
  path: string,
  masterKey: MasterKey,
  backup: { readonly takenAt: Date; readonly archive: AsyncIterable<Buffer> },
): Promise<void> {
  const draft = `${path}.partial`;
  async function* sealed(source: AsyncIterable<Buffer>) {
    yield Buffer.from(`${firstWords}${backup.takenAt.toISOString()}\n`);
    yield* sealStream(masterKey, duty, source);
  }
  try {
    const file = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(backup.archive, createZstdCompress(), sealed, file);
    await rename(draft, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** When the backup was taken, by its first line; refuses a file that is none. */
export async function readTakenAt(path: string): Promise<Date> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw settingsRefusal([`The backup ${path} cannot be read: ${error instanceof Error ? error.message : error}`]);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestFirstLine), 0, longestFirstLine, 0);
    const line = /^Cardea backup 1, taken (\S+)\n/.exec(buffer.toString('latin1', 0, bytesRead));
    const takenAt = new Date(line?.[1] ?? '');
    if (Number.isNaN(takenAt.getTime())) throw settingsRefusal([`The file ${path} is not a backup of Cardea.`]);
    return takenAt;
  } finally {
    await file.close();
  }
}

/** The archive in the file. It throws where the file is not as it was written, or was sealed by another key. */
export async function* readArchive(path: string, masterKey: MasterKey): AsyncGenerator<Buffer> {
  const takenAt = await readTakenAt(path);
  const start = firstWords.length + takenAt.toISOString().length + 1;
  const sealed = createReadStream(path, { start });
  const decompress = createZstdDecompress();
  const fed = pipeline(Readable.from(openStream(masterKey, duty, sealed), { objectMode: false }), decompress);
  fed.catch(() => undefined);
  try {
    yield* decompress as AsyncIterable<Buffer>;
    await fed;
  } catch (error) {
    // The stream that was read tells only that it was cut; why is known where it was fed.
    const cause = await fed.then(() => error).catch((reason: unknown) => reason);
    if (!isSealBroken(cause)) throw cause;
    throw settingsRefusal([
      `The backup ${path} does not open: it was sealed with another key, or it was changed or cut off since.`,
    ]);
  }
}
