/**
 * Reads the lines of the Pwned Passwords file, `SHA-1:COUNT` in ascending order, out of chunks, without making a text of
 * any. Every digit is looked at: what is another file, or another order, is refused with its line.
 */
import { settingsRefusal } from '../../../foundation/config/index.ts';

const [colon, carriageReturn, lineFeed, zero, nine] = [0x3a, 0x0d, 0x0a, 0x30, 0x39];
const digits = 40;
const longestLine = 80;

// What a hexadecimal digit is worth; 255 for any other byte.
const worth = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? 255 : value;
});

export type LineReader = {
  /** Reads what is whole of the chunk; how many of its bytes that is. */
  read(chunk: Buffer, isLast: boolean): number;
  /** Lines that were read, in this run and before it. */
  readonly lines: number;
  /** The last hash, as digits; empty before the first. */
  readonly lastHash: string;
};

/** A reader that hands each hash, as two numbers of its first eight bytes, and its count to `take`. */
export function createLineReader(
  begin: { readonly lines: number; readonly lastHash: string },
  take: (high: number, low: number, count: number) => void,
): LineReader {
  const last = new Uint8Array(digits);
  let hasLast = begin.lastHash !== '';
  if (hasLast) for (let index = 0; index < digits; index++) last[index] = worth[begin.lastHash.charCodeAt(index)] ?? 0;
  let lines = begin.lines;

  function readHash(chunk: Buffer, start: number): void {
    let order = hasLast ? 0 : 1;
    for (let index = 0; index < digits; index++) {
      const value = worth[chunk[start + index] ?? 0] ?? 255;
      if (value === 255) throw refuseLine(chunk, start, index, lines + 1);
      if (order === 0) order = value - (last[index] ?? 0);
      last[index] = value;
    }
    if (order < 0)
      throw settingsRefusal([
        `Line ${lines + 1} is not in order: the file must be the one that is ordered by hash. Nothing is used of it.`,
      ]);
    if (order === 0) throw settingsRefusal([`Line ${lines + 1} has the hash of the line before it.`]);
    hasLast = true;
  }

  const wordAt = (from: number): number => {
    let word = 0;
    for (let index = from; index < from + 8; index++) word = (word << 4) | (last[index] ?? 0);
    return word >>> 0;
  };

  return {
    get lines() {
      return lines;
    },
    get lastHash() {
      return hasLast ? Array.from(last, (value) => value.toString(16)).join('') : '';
    },
    read(chunk, isLast) {
      let start = 0;
      for (;;) {
        let end = chunk.indexOf(lineFeed, start + digits);
        if (end < 0 && isLast && start < chunk.length) end = chunk.length;
        if (end < 0) {
          if (chunk.length - start > longestLine) throw refuseLine(chunk, start, 0, lines + 1);
          return start;
        }
        readHash(chunk, start);
        const count = readCount(chunk, start + digits, end);
        if (count < 0) throw refuseLine(chunk, start, digits, lines + 1);
        lines++;
        take(wordAt(0), wordAt(8), count);
        start = end + 1;
      }
    },
  };
}

/** The number behind the colon; 1 where there is none, and -1 for what is no such thing. */
function readCount(chunk: Buffer, from: number, lineEnd: number): number {
  const end = chunk[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
  if (from === end) return 1;
  if (chunk[from] !== colon || end - from < 2 || end - from > 16) return -1;
  let count = 0;
  for (let index = from + 1; index < end; index++) {
    const byte = chunk[index] ?? 0;
    if (byte < zero || byte > nine) return -1;
    count = count * 10 + byte - zero;
  }
  return count;
}

function refuseLine(chunk: Buffer, start: number, at: number, line: number): Error {
  const isNtlm = at === 32 && (chunk[start + at] === colon || (chunk[start + at] ?? 0) <= carriageReturn);
  if (isNtlm)
    return settingsRefusal([
      'These are NTLM hashes, of which nothing can be told here. Download the SHA-1 file, ordered by hash.',
    ]);
  return settingsRefusal([
    `Line ${line} is not HASH:COUNT with a SHA-1 hash in hexadecimal. The file must be unpacked.`,
  ]);
}
