/** Signatures by a key that lives in a browser or a phone: ECDSA over P-256 with SHA-256, as WebCrypto writes them. */
import { createPublicKey, verify } from 'node:crypto';

// The key's kind, in DER; the point follows (RFC 5480).
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** Whether `signature` (the two numbers, 64 bytes) is by the key of this uncompressed point; false for what is no key. */
export function isSignedByPoint(point: Buffer, text: string, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiHead, point]), format: 'der', type: 'spki' });
    return verify('sha256', Buffer.from(text, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}
