/** Reads DER (X.690) as far as certificates need it: definite lengths, low tags. What is anything else throws. */

export type Der = { readonly tag: number; readonly content: Buffer };

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  objectId: 0x06,
  set: 0x31,
  sequence: 0x30,
} as const;

/** The elements that lie one after another in these bytes. */
export function readElements(bytes: Buffer): Der[] {
  const elements: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    if ((tag & 0x1f) === 0x1f) throw new RangeError('a high tag');
    const first = bytes.readUInt8(at + 1);
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || more > 3) throw new RangeError('a length of no use');
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const begin = at + 2 + more;
    at = begin + length;
    if (at > bytes.length) throw new RangeError('an element that does not end');
    elements.push({ tag, content: bytes.subarray(begin, at) });
  }
  return elements;
}

/** The one element that these bytes are, of this kind. */
export function readOne(bytes: Buffer, tag: number): Buffer {
  const [element, ...rest] = readElements(bytes);
  if (element?.tag !== tag || rest.length > 0) throw new RangeError('not the one element that was looked for');
  return element.content;
}

/** An object identifier in dots. */
export function toDots(bytes: Buffer): string {
  const parts: number[] = [];
  let part = 0;
  for (const byte of bytes) {
    part = part * 128 + (byte & 0x7f);
    if (part > Number.MAX_SAFE_INTEGER / 128) throw new RangeError('an identifier without end');
    if (byte >= 0x80) continue;
    if (parts.length > 0) parts.push(part);
    else parts.push(...(part < 80 ? [Math.floor(part / 40), part % 40] : [2, part - 80]));
    part = 0;
  }
  return parts.join('.');
}
