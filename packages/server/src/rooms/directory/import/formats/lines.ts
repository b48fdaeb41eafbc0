/** NDJSON: one record a line. A line that is too long is refused and skipped without being kept. */
import { type Found, foundJson, longestRecordBytes, type Source } from './found.ts';

const newline = 0x0a;

export async function* readLines(source: Source): AsyncGenerator<Found> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let line = 1;

  const take = (piece: Uint8Array): void => {
    size += piece.length;
    if (size <= longestRecordBytes) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): Found | null => {
    const [kept, length] = [pieces, size];
    pieces = [];
    size = 0;
    if (length > longestRecordBytes) return { line, refused: 'record.too_long' };
    const bytes = Buffer.concat(kept);
    return isBlank(bytes) ? null : foundJson(line, bytes);
  };

  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      const found = finish();
      if (found !== null) yield found;
      line += 1;
    }
    // Copied, where it is kept: the reader may use its memory again.
    const rest = chunk.subarray(from);
    take(size + rest.length > longestRecordBytes ? rest : Uint8Array.from(rest));
  }
  const last = finish();
  if (last !== null) yield last;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
