/** A filter that is held in memory, and how one is made of hashes. */
import {
  dataOffset,
  decodeHeader,
  encodeHeader,
  type FilterShape,
  headerBytes,
  holds,
  placeOf,
} from './filter-format.ts';

export type MemoryFilter = {
  readonly entries: number;
  /** Whether the hash is among those that were put in; of others, a few in a million are mistaken for one. */
  has(hash: Buffer): boolean;
};

/** Reads a filter that lies in a buffer; throws for what is none. */
export function openMemoryFilter(file: Buffer): MemoryFilter {
  const header = decodeHeader(file, file.length);
  if (header === null) throw new Error('This is no filter of hashes.');
  const { entries, remainderBytes } = header;
  const data = file.subarray(dataOffset(header));
  return {
    entries,
    has(hash) {
      const { prefix, remainder } = placeOf(header, hash.readUInt32BE(0), hash.readUInt32BE(4));
      const at = headerBytes + prefix * 4;
      return holds(data, file.readUInt32BE(at), file.readUInt32BE(at + 4), remainder, remainderBytes);
    },
  };
}

/** A place as one number, by which places are in order: fifty-two bits at most, so that it is exact. */
export function placeNumber(shape: FilterShape, hash: Buffer): number {
  const { prefix, remainder } = placeOf(shape, hash.readUInt32BE(0), hash.readUInt32BE(4));
  return prefix * 2 ** (8 * shape.remainderBytes) + remainder;
}

/** The filter of hashes that have these places; it brings them into order. */
export function buildFilter(places: Float64Array, shape: FilterShape): Buffer {
  places.sort();
  const { remainderBytes } = shape;
  const span = 2 ** (8 * remainderBytes);
  const start = dataOffset(shape);
  const file = Buffer.alloc(start + places.length * remainderBytes);
  let [bucket, entries, last] = [-1, 0, -1];
  const openBuckets = (upTo: number) => {
    while (bucket < upTo) file.writeUInt32BE(entries, headerBytes + ++bucket * 4);
  };
  for (const place of places) {
    if (place === last) continue;
    last = place;
    openBuckets(Math.floor(place / span));
    file.writeUIntBE(place % span, start + entries++ * remainderBytes, remainderBytes);
  }
  openBuckets(2 ** shape.prefixBits);
  encodeHeader({ ...shape, entries }).copy(file);
  return file.subarray(0, start + entries * remainderBytes);
}
