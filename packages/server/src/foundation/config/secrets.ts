/**
 * Which secrets are no secrets: keys that are typed or copied instead of drawn, and passwords out of examples.
 */
const samplePassword =
  /^(change[-_ ]?me.*|password\d*|passw0rd|secret\d*|example|sample|test|admin|root|postgres|cardea|your[-_ ].*|<.*>|x{3,}|\*+)$/i;

/** Reads 32 bytes from base64; the sentence says why not and what to do. */
export function parseMasterKey(text: string): { readonly key: Buffer } | { readonly sentence: string } {
  const remedy = 'Make one with: openssl rand -base64 32';
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text))
    return { sentence: `MASTER_KEY must be 32 bytes in base64 (44 characters). ${remedy}` };
  const key = Buffer.from(text, 'base64');
  return isDrawn(key)
    ? { key }
    : { sentence: `MASTER_KEY is a sample or follows a pattern, so it protects nothing. ${remedy}` };
}

/** Chance alone fails each of these tests less than once in ten billion keys. */
function isDrawn(key: Buffer): boolean {
  const distinct = new Set(key).size;
  const steps = new Set([...key].slice(1).map((byte, index) => (byte - (key[index] ?? 0)) & 255));
  const typed = key.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a);
  const repeats = key.subarray(0, 16).equals(key.subarray(16));
  return distinct >= 16 && steps.size >= 12 && !typed && !repeats;
}

/** Whether a secret stands in examples or is made of a few characters over and over. */
export function isGuessable(secret: string): boolean {
  const parts = new Set(secret.match(/.{1,4}/g));
  return samplePassword.test(secret) || new Set(secret).size < 10 || parts.size < secret.length / 8;
}

/** Whether the password inside a URL is one of those that stand in examples. */
export function holdsSamplePassword(url: string): boolean {
  const password = URL.parse(url)?.password ?? '';
  return password !== '' && samplePassword.test(decode(password));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
