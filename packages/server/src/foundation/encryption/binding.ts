/**
 * Turns a list of texts into bytes so that no two lists give the same bytes: ('ab','c') and ('a','bc') must differ,
 * or a value sealed for one place would open at another.
 */

/** The count of the parts, then each part behind its length. */
export function bind(parts: readonly string[]): Buffer {
  const pieces: Buffer[] = [lengthBytes(parts.length)];
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8');
    pieces.push(lengthBytes(bytes.length), bytes);
  }
  return Buffer.concat(pieces);
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
