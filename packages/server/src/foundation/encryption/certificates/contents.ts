/**
 * What a certificate says (RFC 5280), read from its own bytes: texts made of it can be made to look like others, as
 * `subjectAltName` could (CVE-2021-44531, -44532).
 */
import { readElements, readOne, tags, toDots } from './der.ts';
import type { Certificate } from './read.ts';

export type Attribute = {
  readonly type: string;
  /** Null where it is in no form that can be compared with a text. */
  readonly value: string | null;
};

/** Where a certificate says what its key may do, the two that matter here. */
export type KeyUse = 'digitalSignature' | 'keyCertSign';

export type Contents = {
  /** Relative names from the root down, each of one attribute or several. */
  readonly subject: readonly (readonly Attribute[])[];
  readonly alternativeNames: {
    readonly dns: readonly string[];
    readonly uri: readonly string[];
    readonly email: readonly string[];
  };
  /** By their object identifiers. */
  readonly extensions: ReadonlyMap<string, { readonly isCritical: boolean; readonly value: Buffer }>;
  /** How many authorities may stand between this one and a leaf; null for any number. */
  readonly mostBelow: number | null;
  /** Null where nothing is said of it. */
  readonly keyUses: ReadonlySet<KeyUse> | null;
};

const subjectAltName = '2.5.29.17';
const basicConstraints = '2.5.29.19';
const keyUsage = '2.5.29.15';

/** Null where its bytes are not what they should be. */
export function readContents({ raw }: Certificate): Contents | null {
  try {
    const [tbs] = readElements(readOne(raw, tags.sequence));
    const fields = readElements(tbs?.content ?? Buffer.alloc(0));
    // The version comes first where it is not the first version.
    const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
    const extended = fields.find(({ tag }) => tag === 0xa3);
    const extensions = extended === undefined ? new Map() : readExtensions(extended.content);
    return {
      subject: readElements(subject?.content ?? Buffer.alloc(0)).map(({ content }) => readRelativeName(content)),
      alternativeNames: readAlternativeNames(extensions.get(subjectAltName)?.value),
      extensions,
      mostBelow: readMostBelow(extensions.get(basicConstraints)?.value),
      keyUses: readKeyUses(extensions.get(keyUsage)?.value),
    };
  } catch {
    return null;
  }
}

function readExtensions(bytes: Buffer): Contents['extensions'] {
  const extensions = new Map<string, { isCritical: boolean; value: Buffer }>();
  for (const { content } of readElements(readOne(bytes, tags.sequence))) {
    const [id, ...rest] = readElements(content);
    const value = rest.at(-1);
    if (id?.tag !== tags.objectId || value === undefined) throw new RangeError('no extension');
    const name = toDots(id.content);
    // Two of one kind: which one counts would be for each reader to say.
    if (extensions.has(name)) throw new RangeError('an extension that is there twice');
    extensions.set(name, {
      isCritical: rest[0]?.tag === tags.boolean && rest[0].content[0] !== 0,
      value: value.content,
    });
  }
  return extensions;
}

function readRelativeName(bytes: Buffer): Attribute[] {
  return readElements(bytes).map(({ content }) => {
    const [type, value] = readElements(content);
    if (type?.tag !== tags.objectId || value === undefined) throw new RangeError('no attribute');
    return { type: toDots(type.content), value: readText(value.tag, value.content) };
  });
}

/** Texts in the character sets that are in use; Teletex and Universal strings have several readings. */
function readText(tag: number, bytes: Buffer): string | null {
  if (tag === 0x0c) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (tag === 0x12 || tag === 0x13 || tag === 0x16) return readAscii(bytes);
  if (tag === 0x1e) return new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }).decode(bytes);
  return null;
}

function readAlternativeNames(bytes: Buffer | undefined): Contents['alternativeNames'] {
  const names = bytes === undefined ? [] : readElements(readOne(bytes, tags.sequence));
  const ofKind = (kind: number) =>
    names.filter(({ tag }) => tag === kind).flatMap(({ content }) => readAscii(content) ?? []);
  return { email: ofKind(0x81), dns: ofKind(0x82), uri: ofKind(0x86) };
}

function readAscii(bytes: Buffer): string | null {
  return bytes.every((byte) => byte < 0x80) ? bytes.toString('latin1') : null;
}

function readMostBelow(bytes: Buffer | undefined): number | null {
  const most = bytes && readElements(readOne(bytes, tags.sequence)).find(({ tag }) => tag === tags.integer);
  return most === undefined ? null : Number(`0x${most.content.toString('hex') || '0'}`);
}

/** A string of bits (RFC 5280, 4.2.1.3): after the number of bits that are not used, from the highest on. */
function readKeyUses(bytes: Buffer | undefined): Contents['keyUses'] {
  if (bytes === undefined) return null;
  const bits = readOne(bytes, tags.bitString)[1] ?? 0;
  const uses = new Set<KeyUse>();
  if ((bits & 0x80) !== 0) uses.add('digitalSignature');
  if ((bits & 0x04) !== 0) uses.add('keyCertSign');
  return uses;
}
