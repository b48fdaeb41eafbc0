/**
 * A filter too large for memory: only its table is kept, and a look-up is one read of a few kilobytes. The file may be
 * replaced while it is used: a look-up sees the new one within seconds.
 */
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import { dataOffset, decodeHeader, type FilterHeader, headerBytes, holds, placeOf } from './filter-format.ts';

export type FileFilter = {
  /** Whether the hash is in the file; false where there is none, or none that can be read. */
  has(hash: Buffer): Promise<boolean>;
  close(): Promise<void>;
};

type OpenFile = {
  readonly handle: FileHandle;
  readonly header: FilterHeader;
  readonly table: Buffer;
  readonly stamp: string;
};

const lookAgainMilliseconds = 2000;

/** Opens nothing yet: the file may come later. */
export function createFileFilter(deps: {
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}): FileFilter {
  const { path, clock, logger } = deps;
  let current: OpenFile | null = null;
  let refusedStamp: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const stamp = await stampOf(path);
    if (stamp === (current?.stamp ?? refusedStamp)) return;
    const next = stamp === null ? null : await openFile(path, stamp);
    const former = current;
    current = next;
    refusedStamp = next === null ? stamp : null;
    if (next !== null) logger.info('leaked passwords are looked up in a file', { entries: next.header.entries });
    else if (stamp !== null) logger.warn('the file of leaked passwords is none that this version can read');
    // What is being read from it is read to the end.
    await former?.handle.close();
  }

  async function refresh(): Promise<void> {
    const now = clock.monotonicMilliseconds();
    if (now - lookedAt < lookAgainMilliseconds) return looking ?? undefined;
    lookedAt = now;
    looking = look().finally(() => {
      looking = null;
    });
    return looking;
  }

  return {
    async has(hash) {
      try {
        await refresh();
        return current !== null && (await readHas(current, hash));
      } catch (error) {
        // A disk that fails is no reason to refuse anybody; the built-in filter has been asked as well.
        logger.warn('leaked passwords could not be looked up in their file', { error });
        return false;
      }
    },
    async close() {
      await looking?.catch(() => undefined);
      await current?.handle.close();
      current = null;
    },
  };
}

/** How many hashes a filter at this place holds; null where this version cannot read it. Throws what the disk says. */
export async function countInFilter(path: string): Promise<number | null> {
  const file = await openFile(path, '');
  await file?.handle.close();
  return file?.header.entries ?? null;
}

async function readHas({ handle, header, table }: OpenFile, hash: Buffer): Promise<boolean> {
  const { remainderBytes } = header;
  const { prefix, remainder } = placeOf(header, hash.readUInt32BE(0), hash.readUInt32BE(4));
  const from = table.readUInt32BE(prefix * 4);
  const count = table.readUInt32BE(prefix * 4 + 4) - from;
  if (count <= 0) return false;
  const bucket = Buffer.allocUnsafe(count * remainderBytes);
  const { bytesRead } = await handle.read(bucket, 0, bucket.length, dataOffset(header) + from * remainderBytes);
  return holds(bucket, 0, Math.floor(bytesRead / remainderBytes), remainder, remainderBytes);
}

async function stampOf(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return null;
  }
}

async function openFile(path: string, stamp: string): Promise<OpenFile | null> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const start = Buffer.alloc(headerBytes);
    await handle.read(start, 0, headerBytes, 0);
    const header = decodeHeader(start, size);
    if (header !== null) {
      const table = Buffer.alloc(dataOffset(header) - headerBytes);
      await handle.read(table, 0, table.length, headerBytes);
      return { handle, header, table, stamp };
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return null;
}
