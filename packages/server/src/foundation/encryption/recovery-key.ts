/**
 * The master key written for people: `C1`, 52 characters of key and 6 of checksum in Crockford base 32, in groups of 5.
 * The checksum is the BCH code of BIP 350 (bech32m): it finds every mistake in up to four characters, so every mistyped
 * character and every exchanged pair, wherever they stand.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const header = 'C1';
const keyCharacters = 52;
const checksumCharacters = 6;
const length = header.length + keyCharacters + checksumCharacters;
const groupLength = 5;
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const checksumTarget = 0x2bc830a3;

export type DecodedRecoveryKey =
  | { readonly outcome: 'key'; readonly key: Buffer }
  | { readonly outcome: 'refused'; readonly reason: 'length' | 'characters' | 'version' | 'checksum' };

/** Writes 32 bytes as a recovery key that a person can copy by hand. */
export function encodeRecoveryKey(key: Buffer): string {
  if (key.length !== 32) throw new Error('A recovery key is written from 32 bytes.');
  const symbols = [...symbolsOf(header), ...toSymbols(key)];
  const rest = remainder([...symbols, 0, 0, 0, 0, 0, 0]) ^ checksumTarget;
  for (let shift = 25; shift >= 0; shift -= 5) symbols.push((rest >>> shift) & 31);
  const text = symbols.map((symbol) => alphabet.charAt(symbol)).join('');
  return (text.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}

/** Reads a recovery key; case, spaces, hyphens and the look-alikes i, l, o are forgiven, any other mistake is named. */
export function decodeRecoveryKey(text: string): DecodedRecoveryKey {
  const cleaned = text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  if (cleaned.length !== length) return { outcome: 'refused', reason: 'length' };
  const symbols = symbolsOf(cleaned);
  if (symbols.includes(-1)) return { outcome: 'refused', reason: 'characters' };
  if (remainder(symbols) !== checksumTarget) return { outcome: 'refused', reason: 'checksum' };
  if (!cleaned.startsWith(header)) return { outcome: 'refused', reason: 'version' };
  const key = fromSymbols(symbols.slice(header.length, header.length + keyCharacters));
  return key === null ? { outcome: 'refused', reason: 'checksum' } : { outcome: 'key', key };
}

function symbolsOf(text: string): number[] {
  return [...text].map((character) => alphabet.indexOf(character));
}

/** The remainder of the symbols, read as a polynomial over GF(32), divided by the code's generator. */
function remainder(symbols: readonly number[]): number {
  let rest = 1;
  for (const symbol of symbols) {
    const top = rest >>> 25;
    rest = ((rest & 0x1ffffff) << 5) ^ symbol;
    for (const [bit, generator] of generators.entries()) if ((top >>> bit) & 1) rest ^= generator;
  }
  return rest >>> 0;
}

function toSymbols(bytes: Buffer): number[] {
  let number = BigInt(`0x${bytes.toString('hex')}`) << 4n; // 256 bits in 52 × 5 = 260: the last four are zero
  const symbols: number[] = [];
  for (let index = 0; index < keyCharacters; index += 1) {
    symbols.unshift(Number(number & 31n));
    number >>= 5n;
  }
  return symbols;
}

function fromSymbols(symbols: readonly number[]): Buffer | null {
  const number = symbols.reduce((sum, symbol) => (sum << 5n) | BigInt(symbol), 0n);
  if ((number & 15n) !== 0n) return null;
  return Buffer.from((number >> 4n).toString(16).padStart(64, '0'), 'hex');
}
