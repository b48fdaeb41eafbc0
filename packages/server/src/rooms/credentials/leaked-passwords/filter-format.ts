/**
 * A set of hashes in few bytes: cut into buckets by their first bits, of the bits that follow only so many as make a
 * mistake rare, in ascending order. A table says where each bucket begins. What was put in is always found.
 */

/** How much of a hash is kept. `prefixBits` choose the bucket, `remainderBytes` are compared. */
export type FilterShape = { readonly prefixBits: number; readonly remainderBytes: 3 | 4 };

export type FilterHeader = FilterShape & { readonly entries: number };

/** Bytes before the table. */
export const headerBytes = 16;

const magic = Buffer.from('CARDEAF1');

export const shapes = {
  /** For a million: 3 MB, and one in a million strangers is mistaken for one of them. */
  builtIn: { prefixBits: 16, remainderBytes: 3 },
  /** For a thousand million: a table of 4 MB, buckets of 4 kB, one stranger in four million mistaken. */
  imported: { prefixBits: 20, remainderBytes: 4 },
} as const satisfies Record<string, FilterShape>;

/** Where the remainders begin: after a place for each bucket and one more. */
export const dataOffset = ({ prefixBits }: FilterShape): number => headerBytes + (2 ** prefixBits + 1) * 4;

export function encodeHeader({ prefixBits, remainderBytes, entries }: FilterHeader): Buffer {
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt8(prefixBits, 8);
  header.writeUInt8(remainderBytes, 9);
  header.writeUInt32BE(entries, 12);
  return header;
}

/** Null for what is no filter, or one of another version, or cut off. */
export function decodeHeader(start: Buffer, fileBytes: number): FilterHeader | null {
  if (start.length < headerBytes || !start.subarray(0, magic.length).equals(magic)) return null;
  const [prefixBits, remainderBytes, entries] = [start.readUInt8(8), start.readUInt8(9), start.readUInt32BE(12)];
  if (prefixBits < 8 || prefixBits > 24 || (remainderBytes !== 3 && remainderBytes !== 4)) return null;
  const header = { prefixBits, remainderBytes, entries } as const;
  return fileBytes === dataOffset(header) + entries * remainderBytes ? header : null;
}

/** The bucket and the rest of a hash whose first eight bytes are two numbers. */
export function placeOf(shape: FilterShape, high: number, low: number): { prefix: number; remainder: number } {
  const { prefixBits, remainderBytes } = shape;
  const following = ((high << prefixBits) | (low >>> (32 - prefixBits))) >>> 0;
  return { prefix: high >>> (32 - prefixBits), remainder: following >>> (32 - 8 * remainderBytes) };
}

/** Whether one of the ascending remainders in `[from, to)`, counted in entries, is this one. */
export function holds(bucket: Buffer, from: number, to: number, remainder: number, remainderBytes: number): boolean {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = bucket.readUIntBE(middle * remainderBytes, remainderBytes);
    if (found === remainder) return true;
    if (found < remainder) low = middle + 1;
    else high = middle;
  }
  return false;
}
