/**
 * Writes a filter as its hashes come, in ascending order, in constant memory. What was written up to a mark can be gone
 * on with after the process was killed; the table is written with every mark and says the same however often.
 */
import type { FileHandle } from 'node:fs/promises';
import { dataOffset, encodeHeader, type FilterShape, headerBytes, placeOf } from './filter-format.ts';

/** How far a filter had come. */
export type WriterMark = {
  readonly entries: number;
  /** The last place that was taken; -1 before the first. */
  readonly prefix: number;
  readonly remainder: number;
};

export const freshMark: WriterMark = { entries: 0, prefix: -1, remainder: -1 };

export type FilterWriter = {
  add(high: number, low: number): void;
  /** Writes out what is held, so that no more than a piece of the file is ever in memory. */
  flush(): Promise<void>;
  /** Makes sure of what was written so far. */
  mark(): Promise<WriterMark>;
  /** Writes the end of the table and the head: from here the file is a filter. Returns its entries. */
  finish(): Promise<number>;
};

const bufferBytes = 4 * 1024 * 1024;

export async function createFilterWriter(
  handle: FileHandle,
  shape: FilterShape,
  begin: WriterMark,
): Promise<FilterWriter> {
  const { remainderBytes, prefixBits } = shape;
  const start = dataOffset(shape);
  const table = Buffer.alloc(start - headerBytes);
  if (begin.entries > 0) await handle.read(table, 0, table.length, headerBytes);
  await handle.truncate(start + begin.entries * remainderBytes);
  let { entries, prefix, remainder } = begin;
  let held = Buffer.allocUnsafe(bufferBytes);
  let heldBytes = 0;

  const openBuckets = (upTo: number) => {
    while (prefix < upTo) table.writeUInt32BE(entries, ++prefix * 4);
  };

  async function flush(): Promise<void> {
    const at = start + entries * remainderBytes - heldBytes;
    await handle.write(held, 0, heldBytes, at);
    heldBytes = 0;
  }

  return {
    flush,
    add(high, low) {
      const place = placeOf(shape, high, low);
      if (place.prefix === prefix && place.remainder === remainder) return;
      openBuckets(place.prefix);
      remainder = place.remainder;
      if (heldBytes + remainderBytes > held.length) held = Buffer.concat([held, Buffer.allocUnsafe(bufferBytes)]);
      held.writeUIntBE(remainder, heldBytes, remainderBytes);
      heldBytes += remainderBytes;
      entries++;
    },
    async mark() {
      await flush();
      await handle.write(table, 0, table.length, headerBytes);
      await handle.datasync();
      return { entries, prefix, remainder };
    },
    async finish() {
      await flush();
      openBuckets(2 ** prefixBits);
      await handle.write(table, 0, table.length, headerBytes);
      await handle.write(encodeHeader({ ...shape, entries }), 0, headerBytes, 0);
      await handle.sync();
      return entries;
    },
  };
}
