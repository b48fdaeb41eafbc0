/**
 * In which forms a secret could lie around: as it is, escaped, as hex, as base64 at any offset, as UTF-16, or as an
 * unsalted digest that anybody can try out.
 */
import { createHash } from 'node:crypto';

export type Needle = {
  readonly bytes: Buffer;
  /** Whether upper and lower case are the same to it (ASCII letters). */
  readonly foldsCase: boolean;
  /** What was found, without saying it. */
  readonly what: string;
};

/** Every form of a text in which it can be read back. */
export function textForms(text: string, what: string): Needle[] {
  const needles: Needle[] = [];
  const variants = new Set([text, text.normalize('NFD'), text.toLowerCase(), text.toUpperCase()]);
  for (const variant of variants) {
    const bytes = Buffer.from(variant);
    const folded = (form: string, content: Buffer) =>
      needles.push({ bytes: content, foldsCase: true, what: `${what} ${form}` });
    folded('in clear', bytes);
    folded('in UTF-16', Buffer.from(variant, 'utf16le'));
    folded('as hex', Buffer.from(bytes.toString('hex')));
    folded('escaped for an address', Buffer.from(encodeURIComponent(variant)));
    folded('escaped for JSON', Buffer.from(escapeForJson(variant)));
    for (const encoded of base64Forms(bytes))
      needles.push({ bytes: encoded, foldsCase: false, what: `${what} as base64` });
  }
  return unique(needles);
}

/** Forms of a random secret: exact, because its case means something; and the 32 bytes it stands for. */
export function secretForms(secret: string, what: string): Needle[] {
  const needles: Needle[] = [];
  for (const bytes of [Buffer.from(secret), Buffer.from(secret, 'base64url')]) {
    needles.push({ bytes, foldsCase: false, what: `${what} in clear` });
    needles.push({ bytes: Buffer.from(bytes.toString('hex')), foldsCase: true, what: `${what} as hex` });
    for (const encoded of base64Forms(bytes))
      needles.push({ bytes: encoded, foldsCase: false, what: `${what} as base64` });
  }
  return unique(needles);
}

/** A short code as a digest without a key: six digits are found by trying them all. */
export function digestForms(code: string, what: string): Needle[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(code).digest();
    return [
      { bytes: digest, foldsCase: false, what: `${what} as a plain ${algorithm}` },
      { bytes: Buffer.from(digest.toString('hex')), foldsCase: true, what: `${what} as a plain ${algorithm} in hex` },
      { bytes: Buffer.from(digest.toString('base64url')), foldsCase: false, what: `${what} as a plain ${algorithm}` },
    ];
  });
}

/** The characters that only these bytes decide, at each of the three offsets, in both alphabets. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const text = shifted.toString('base64url');
    const decided = text.slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6));
    return [decided, decided.replaceAll('-', '+').replaceAll('_', '/')].map((form) => Buffer.from(form));
  });
}

function escapeForJson(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One needle for what is found alike; the plainest description, which comes first, stays. */
function unique(needles: readonly Needle[]): Needle[] {
  const kept = new Map<string, Needle>();
  for (const needle of needles) {
    const text = needle.bytes.toString('latin1');
    const key = needle.foldsCase ? `~${text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}` : `=${text}`;
    if (!kept.has(key)) kept.set(key, needle);
  }
  return [...kept.values()];
}
