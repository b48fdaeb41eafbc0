/**
 * Puts the files of a backup where an embedded database looks for them. They are laid out beside their place and moved
 * there when all of them are whole and on the disk: a restore that was interrupted leaves nothing that starts.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header } from 'tar-stream';
import { settingsRefusal } from '../../config/index.ts';
import { giveTo } from './account.ts';
import { bytesOf } from './archive-bytes.ts';
import { clusterEntry, passwordEntry } from './backup.ts';
import { choosePlaces, type Places } from './places.ts';
import { restoredMark } from './restored-mark.ts';

/** Unpacks the archive into a data directory that holds no database yet. */
export async function unpackCluster(
  dataDirectory: string,
  archive: AsyncIterable<Buffer>,
  takenAt: Date,
): Promise<void> {
  const places = choosePlaces(dataDirectory);
  refuseTaken(places);
  const draft = `${places.cluster}.restoring`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  giveTo(places.account, draft);
  try {
    const { password, files } = await unpack(places, draft, archive);
    if (password === undefined || !files.has('PG_VERSION') || !files.has('backup_label'))
      throw settingsRefusal(['This archive is not a backup of a Cardea database.']);
    refuseTaken(places);
    restoredMark(places.dataDirectory).write(takenAt);
    await writeFile(places.passwordFile, password, { mode: 0o600, flag: 'wx', flush: true });
    await rename(draft, places.cluster);
    await sync(places.dataDirectory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function refuseTaken({ cluster, passwordFile, dataDirectory }: Places): void {
  if (existsSync(cluster) || existsSync(passwordFile))
    throw settingsRefusal([
      `The data directory ${dataDirectory} holds a database already, and a restore never writes over one. Move it away, or set another DATA_DIR.`,
    ]);
}

async function unpack(places: Places, draft: string, archive: AsyncIterable<Buffer>) {
  const source = watched(archive);
  const entries = extract();
  const fed = pipeline(Readable.from(source.bytes, { objectMode: false }), entries);
  fed.catch(() => undefined);
  try {
    const unpacked = await writeEntries(places, draft, entries);
    await fed;
    return unpacked;
  } catch (error) {
    // Whoever reads an entry when the archive breaks off learns only that a stream was destroyed.
    throw source.failure() ?? error;
  }
}

async function writeEntries(places: Places, draft: string, entries: Extract) {
  const files = new Set<string>();
  let password: string | undefined;
  for await (const entry of entries) {
    const { name, type } = entry.header;
    if (name === passwordEntry) password = await text(bytesOf(entry));
    else {
      const path = placeOf(entry.header);
      files.add(path);
      if (type === 'directory') {
        await mkdir(join(draft, path), { recursive: true, mode: 0o700 });
        giveTo(places.account, join(draft, path));
      } else await writeEntry(places, join(draft, path), bytesOf(entry));
    }
    entry.resume();
  }
  for (const path of files) if (path.endsWith('/')) await sync(join(draft, path));
  return { password, files };
}

/** The same bytes, and afterwards why they broke off, if they did. */
function watched(archive: AsyncIterable<Buffer>) {
  let failure: unknown;
  async function* bytes() {
    try {
      yield* archive;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { bytes: bytes(), failure: () => failure };
}

/** Below the cluster, and nowhere else: an archive from elsewhere must not write where it likes. */
function placeOf({ name, type }: Header): string {
  const path = name.startsWith(clusterEntry) ? name.slice(clusterEntry.length) : '';
  const isPlain = /^[\w.@-]+(\/[\w.@-]+)*\/?$/.test(path) && !path.split('/').some((part) => /^\.+$/.test(part));
  if (!isPlain || (type !== 'file' && type !== 'directory'))
    throw settingsRefusal([`This archive is not a backup of a Cardea database: it holds ${JSON.stringify(name)}.`]);
  return path;
}

async function writeEntry(places: Places, path: string, entry: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of entry) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  giveTo(places.account, path);
}

async function text(entry: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function sync(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
