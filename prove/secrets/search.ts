/**
 * Finds many needles in much hay at once: a rolling hash of eight bytes picks the few places worth a closer look
 * (Rabin and Karp), so the time hardly depends on the number of needles.
 */
import type { Needle } from './forms.ts';

export type Search = (hay: Buffer) => Map<Needle, number>;

const width = 8;
const base = 0x01000193;
const bits = 24;

/** Prepares a search; it returns each needle found and where it was first seen. */
export function createSearch(needles: readonly Needle[]): Search {
  const marks = new Uint8Array(2 ** bits / 8);
  const byHash = new Map<number, Needle[]>();
  for (const needle of needles) {
    if (needle.bytes.length < width) throw new Error(`too short to be searched for: ${needle.what}`);
    const hash = hashAt(needle.bytes);
    const slot = hash >>> (32 - bits);
    marks[slot >> 3] = (marks[slot >> 3] ?? 0) | (1 << (slot & 7));
    byHash.set(hash, [...(byHash.get(hash) ?? []), needle]);
  }

  return (hay) => {
    const found = new Map<Needle, number>();
    if (hay.length < width) return found;
    let hash = hashAt(hay);
    for (let start = 0; ; start += 1) {
      const slot = hash >>> (32 - bits);
      if (((marks[slot >> 3] ?? 0) >> (slot & 7)) & 1) {
        for (const needle of byHash.get(hash) ?? []) {
          if (!found.has(needle) && isAt(hay, start, needle)) found.set(needle, start);
        }
      }
      if (start + width >= hay.length) return found;
      hash = (Math.imul(hash - Math.imul(fold(hay[start] ?? 0), leading), base) + fold(hay[start + width] ?? 0)) >>> 0;
    }
  };
}

/** What the oldest of the eight bytes counts for. */
const leading = Array.from({ length: width - 1 }).reduce<number>((power) => Math.imul(power, base), 1);

function hashAt(bytes: Buffer): number {
  let hash = 0;
  for (let place = 0; place < width; place += 1) hash = (Math.imul(hash, base) + fold(bytes[place] ?? 0)) >>> 0;
  return hash;
}

function fold(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function isAt(hay: Buffer, start: number, { bytes, foldsCase }: Needle): boolean {
  if (start + bytes.length > hay.length) return false;
  if (!foldsCase) return hay.compare(bytes, 0, bytes.length, start, start + bytes.length) === 0;
  for (let place = 0; place < bytes.length; place += 1) {
    if (fold(hay[start + place] ?? 0) !== fold(bytes[place] ?? 0)) return false;
  }
  return true;
}
