/**
 * Signs with a private key that is imported once. ES256 is done on the spot: at some fifty microseconds, handing it to
 * another thread costs more than the signature, and it never waits behind other work there. RS256 takes ten times that.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

export type Signer = { readonly publicKey: KeyObject; sign(data: Uint8Array): Uint8Array | Promise<Uint8Array> };

/** The signer of a private JWK for ES256 or RS256. */
export function createSigner(jwk: { readonly alg: 'ES256' | 'RS256' } & Readonly<Record<string, unknown>>): Signer {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const publicKey = createPublicKey(key);
  if (jwk.alg === 'ES256') {
    return { publicKey, sign: (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }) };
  }
  return {
    publicKey,
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign('sha256', data, key, (error, signature) => (error === null ? resolve(signature) : reject(error)));
      }),
  };
}
