/**
 * Signs with a private key that is imported once. ES256 is done on the spot: at some twenty-five microseconds, handing
 * it to another thread costs more than the signature, and it never waits behind other work there. RS256 takes far longer.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

export type Signer = { readonly publicKey: KeyObject; sign(data: Uint8Array): Uint8Array | Promise<Uint8Array> };

/** The signer of a private JWK for ES256 or RS256. */
export function createSigner(jwk: { readonly alg: 'ES256' | 'RS256' } & Readonly<Record<string, unknown>>): Signer {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const publicKey = createPublicKey(key);
  if (jwk.alg === 'ES256') {
    // Node can leave out the DER by itself, and takes as long again for it.
    return { publicKey, sign: (data) => withoutDer(sign('sha256', data, key)) };
  }
  return {
    publicKey,
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign('sha256', data, key, (error, signature) => (error === null ? resolve(signature) : reject(error)));
      }),
  };
}

/** The two numbers of a P-256 signature, 32 bytes each, as a JWS holds them (RFC 7518, section 3.4). */
function withoutDer(der: Buffer): Buffer {
  const both = Buffer.alloc(64);
  // SEQUENCE, its length, and twice INTEGER, its length: each is as short as it can be, or a zero longer to be positive.
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const bytes = number.subarray(Math.max(0, length - 32));
    both.set(bytes, end - bytes.length);
    at += 2 + length;
  }
  return both;
}
