/**
 * The files of a running cluster as one tar stream, by PostgreSQL's low-level backup: what is copied between start and
 * stop may be torn, and the log of that time, which travels along, makes it whole again at the first start. Nobody has
 * to wait meanwhile.
 */
import { createReadStream } from 'node:fs';
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Pack, pack } from 'tar-stream';
import { settingsRefusal } from '../../config/index.ts';
import { bytesOf } from './archive-bytes.ts';

export type BackupProgress = { readonly bytes: number; readonly ofBytes: number };

// As PostgreSQL's own backup leaves them out: of this process alone, or made anew at each start.
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const left = /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp[^/]*|backup_label(\.old)?|tablespace_map)$/;
const segmentName = /^[0-9A-F]{24}$/;

/** What the archive holds besides the cluster: the password that the cluster was made with. */
export const passwordEntry = 'postgres.password';
export const clusterEntry = 'postgres/';

/** Begins a backup of the cluster that is served at this address; the stream is complete when it ends without error. */
export function packCluster(options: {
  readonly ownerUrl: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly tell: (progress: BackupProgress) => void;
}): AsyncIterable<Buffer> {
  const archive = pack();
  fill(archive, options).then(
    () => archive.finalize(),
    (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return bytesOf(archive);
}

async function fill(archive: Pack, options: Parameters<typeof packCluster>[0]): Promise<void> {
  const { cluster } = options;
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'cardea backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // A temporary slot keeps the log of this time, and goes with the connection however that ends.
    await client.query(`select pg_create_physical_replication_slot('cardea_backup_' || pg_backend_pid(), true, true)`);
    const [begun] = (
      await client.query<{ segment: string }>(`select pg_walfile_name(pg_backup_start('cardea', true)) as segment`)
    ).rows;
    await addText(archive, passwordEntry, await readFile(options.passwordFile, 'utf8'));
    await addFiles(archive, cluster, options.tell);
    // One session begins and stops; not waiting for an archive, because the log is copied here.
    const [stopped] = (
      await client.query<{ segment: string; label: string; spaces: string }>(
        `select pg_walfile_name(lsn) as segment, labelfile as label, spcmapfile as spaces from pg_backup_stop(false)`,
      )
    ).rows;
    if (begun === undefined || stopped === undefined)
      throw new Error('PostgreSQL did not say where the backup stands.');
    if (stopped.spaces.trim() !== '')
      throw settingsRefusal(['This database has tablespaces outside its folder, which a backup cannot bring along.']);
    await addText(archive, `${clusterEntry}backup_label`, stopped.label);
    await addLog(archive, cluster, begun.segment, stopped.segment);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function addFiles(archive: Pack, cluster: string, tell: (progress: BackupProgress) => void): Promise<void> {
  const paths = await listed(cluster);
  const sizes = await Promise.all(paths.map(async (path) => (await lstat(join(cluster, path)).catch(gone))?.size ?? 0));
  const ofBytes = sizes.reduce((sum, size) => sum + size, 0);
  let bytes = 0;
  for (const [index, path] of paths.entries()) {
    await addFile(archive, join(cluster, path), `${clusterEntry}${path}`);
    bytes += sizes[index] ?? 0;
    tell({ bytes, ofBytes });
  }
}

/** Every path of the cluster that travels; folders end with a slash and come before what they hold. */
async function listed(cluster: string, folder = ''): Promise<string[]> {
  const paths: string[] = [];
  const entries = await readdir(join(cluster, folder), { withFileTypes: true }).catch(gone);
  for (const entry of entries ?? []) {
    const path = `${folder}${entry.name}`;
    if (left.test(path)) continue;
    if (entry.isFile()) paths.push(path);
    if (!entry.isDirectory()) continue;
    paths.push(`${path}/`);
    if (!emptied.includes(path)) paths.push(...(await listed(cluster, `${path}/`)));
  }
  return folder === '' ? [...paths, 'pg_wal/archive_status/', 'pg_wal/summaries/'] : paths;
}

async function addFile(archive: Pack, from: string, name: string): Promise<void> {
  if (name.endsWith('/')) {
    archive.entry({ name, type: 'directory', mode: 0o700 });
    return;
  }
  // A table may be dropped while we walk; the log drops it again.
  const file = await open(from, 'r').catch(gone);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    if (size === 0) return await addText(archive, name, '');
    const written = Promise.withResolvers<void>();
    const entry = archive.entry({ name, size, mode: 0o600 }, (error) =>
      error ? written.reject(error) : written.resolve(),
    );
    // What a file grows meanwhile is in the log; what it loses is filled up, and the log cuts it off again.
    const source = createReadStream('', { fd: file.fd, autoClose: false, start: 0, end: size - 1 });
    for await (const chunk of filledUp(source, size)) {
      if (!entry.write(chunk))
        await Promise.race([new Promise<void>((resolve) => entry.once('drain', () => resolve())), written.promise]);
    }
    entry.end(null);
    await written.promise;
  } finally {
    await file.close();
  }
}

async function* filledUp(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let missing = size;
  for await (const chunk of chunks) {
    missing -= chunk.length;
    yield chunk;
  }
  for (; missing > 0; missing -= 64 * 1024) yield Buffer.alloc(Math.min(missing, 64 * 1024));
}

async function addLog(archive: Pack, cluster: string, first: string, last: string): Promise<void> {
  const names = (await readdir(join(cluster, 'pg_wal'))).filter((name) => segmentName.test(name)).sort();
  const wanted = names.filter((name) => name >= first && name <= last);
  if (wanted[0] !== first || wanted.at(-1) !== last)
    throw new Error(
      `The log of the backup is not whole: ${first} to ${last} was needed, ${wanted.join(', ')} was there.`,
    );
  for (const name of wanted) await addFile(archive, join(cluster, 'pg_wal', name), `${clusterEntry}pg_wal/${name}`);
}

function addText(archive: Pack, name: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o600 }, text, (error) => (error ? reject(error) : resolve()));
  });
}

function gone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
