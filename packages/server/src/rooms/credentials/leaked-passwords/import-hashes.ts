/**
 * Makes the filter of the Pwned Passwords file, which may be larger than any memory. It is written beside its place and
 * moved there when it is whole; after a kill the same call goes on from the last mark. One at a time: the caller sees to it.
 */
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { settingsRefusal } from '../../../foundation/config/index.ts';
import { dataOffset, shapes } from './filter-format.ts';
import { createFilterWriter, type FilterWriter, freshMark, type WriterMark } from './filter-writer.ts';
import { createLineReader, type LineReader } from './hash-lines.ts';

export type HashImport = {
  /** The file of lines, ordered by hash. */
  readonly source: string;
  /** The filter. */
  readonly target: string;
  /** Leaves out what was seen less often. */
  readonly atLeast?: number;
  /** How much of the file is read between two marks. */
  readonly markBytes?: number;
  /** Stops it, with its reason, before anything more is written. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly bytes: number;
    readonly ofBytes: number;
    readonly lines: number;
  }) => void;
};

export type HashImported = {
  readonly lines: number;
  readonly entries: number;
  /** Lines that an earlier run had done. */
  readonly resumedAt: number;
};

type Mark = WriterMark & {
  readonly source: string;
  readonly offset: number;
  readonly lines: number;
  readonly lastHash: string;
};

const chunkBytes = 4 * 1024 * 1024;
const usualMarkBytes = 256 * 1024 * 1024;

/** Imports the file; refuses with a sentence what is not such a file, and then leaves the filter that was there. */
export async function importHashes(wanted: HashImport): Promise<HashImported> {
  const { source, target, atLeast = 1 } = wanted;
  const [part, note] = [`${target}.part`, `${target}.part.json`];
  await mkdir(dirname(target), { recursive: true });
  const input = await openSource(source);
  try {
    const { size, mtimeMs } = await input.stat();
    const identity = JSON.stringify([size, mtimeMs, atLeast, shapes.imported]);
    const begun = await readMark({ part, note }, identity);
    const output = await open(part, begun.entries > 0 ? 'r+' : 'w+', 0o600);
    try {
      const writer = await createFilterWriter(output, shapes.imported, begun);
      const reader = createLineReader(begun, (high, low, count) => {
        if (count >= atLeast) writer.add(high, low);
      });
      const makeMark = async (offset: number) => {
        const { lines, lastHash } = reader;
        const mark: Mark = { ...(await writer.mark()), source: identity, offset, lines, lastHash };
        await writeFile(`${note}.new`, JSON.stringify(mark));
        await rename(`${note}.new`, note);
      };
      await copy({ wanted, input, size, from: begun.offset, reader, writer, makeMark });
      if (reader.lines === 0) throw settingsRefusal([`${source} is empty.`]);
      const entries = await writer.finish();
      wanted.signal?.throwIfAborted();
      // It holds no secret, and the server that looks into it need not be who imports; the umask would say otherwise.
      await output.chmod(0o644);
      await rename(part, target);
      await rm(note, { force: true });
      return { lines: reader.lines, entries, resumedAt: begun.lines };
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
}

async function copy(copying: {
  readonly wanted: HashImport;
  readonly input: Awaited<ReturnType<typeof open>>;
  readonly size: number;
  readonly from: number;
  readonly reader: LineReader;
  readonly writer: FilterWriter;
  readonly makeMark: (offset: number) => Promise<void>;
}): Promise<void> {
  const { wanted, input, size, from, reader, writer, makeMark } = copying;
  const { markBytes = usualMarkBytes } = wanted;
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let offset = from;
  let marked = from;
  let rest = 0;
  for (;;) {
    const { bytesRead } = await input.read(buffer, rest, Math.min(chunkBytes - rest, markBytes), offset + rest);
    wanted.signal?.throwIfAborted();
    const whole = reader.read(buffer.subarray(0, rest + bytesRead), bytesRead === 0);
    buffer.copyWithin(0, whole, rest + bytesRead);
    rest = rest + bytesRead - whole;
    offset += whole;
    await writer.flush();
    if (bytesRead === 0) return;
    wanted.onProgress?.({ bytes: offset, ofBytes: size, lines: reader.lines });
    if (offset - marked < markBytes) continue;
    await makeMark(offset);
    marked = offset;
  }
}

async function openSource(source: string) {
  try {
    const handle = await open(source, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch {
    // Said below, in the same words.
  }
  throw settingsRefusal([`There is no file ${source} that can be read.`]);
}

/** Where an import of this very file, cut off, goes on; or its beginning. */
async function readMark({ part, note }: { part: string; note: string }, identity: string): Promise<Mark> {
  const fresh: Mark = { ...freshMark, source: identity, offset: 0, lines: 0, lastHash: '' };
  try {
    const mark = JSON.parse(await readFile(note, 'utf8')) as Mark;
    const needed = dataOffset(shapes.imported) + mark.entries * shapes.imported.remainderBytes;
    return mark.source === identity && (await stat(part)).size >= needed ? mark : fresh;
  } catch {
    return fresh;
  }
}
