/** The key that signs mails: whether it is one that receivers believe, and its public half as the DNS holds it. */
import { createPrivateKey, createPublicKey } from 'node:crypto';

// RFC 8301: shorter keys are not believed, and other kinds of keys not everywhere.
const leastBits = 2048;

/** The public half (DER, base64) of an RSA key in PEM, or null when the text is not such a key. */
export function publicHalfOf(pem: string): string | null {
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < leastBits) return null;
    return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    return null;
  }
}

/** An RSA key in PEM, in the form that libraries read (PKCS #8). */
export function privateKeyInPkcs8(pem: string): string {
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
}
