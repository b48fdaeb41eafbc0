/**
 * Entries travel in sixteen lanes. Everything about one customer shares a lane, so order per customer holds while
 * lanes move independently. The assignment is stored with each entry and may never change.
 */
export const laneCount = 16;

/** The lane of a key: 32-bit FNV-1a over its UTF-8, the same on every machine. */
export function laneOf(key: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  // The high bits take part too: the low ones of this hash alone repeat patterns of the key.
  return ((hash >>> 16) ^ hash) & (laneCount - 1);
}
