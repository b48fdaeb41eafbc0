/**
 * What a signing key is, and how one is made. A private key leaves this room only to be used in memory for signing; at
 * rest it is sealed under the tenant's key and bound to its own id.
 */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { hashSecret, newId } from '../../../foundation/ids/index.ts';

export const algorithms = ['ES256', 'RS256'] as const;
export type Algorithm = (typeof algorithms)[number];

/** `pending`: published, not yet used. `active`: signs. `retiring`: signs no more, still published. */
export type PublishedState = 'pending' | 'active' | 'retiring';

export type PublicJwk = JWK & { readonly kid: string; readonly alg: Algorithm; readonly use: 'sig' };
export type PrivateJwk = PublicJwk & { readonly d: string };

export type MadeKey = {
  readonly keyId: string;
  readonly algorithm: Algorithm;
  readonly publicJwk: PublicJwk;
  readonly privateJwk: PrivateJwk;
};

/** A fresh key pair. RS256 takes a few tenths of a second of one thread of the pool. */
export async function makeKey(algorithm: Algorithm): Promise<MadeKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
  const keyId = newId('signingKey');
  const named = { kid: keyId, alg: algorithm, use: 'sig' } as const;
  const [publicPart, privatePart] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  if (privatePart.d === undefined) throw new Error('A key pair came without its private part.');
  return {
    keyId,
    algorithm,
    publicJwk: { ...publicPart, ...named },
    privateJwk: { ...privatePart, ...named, d: privatePart.d },
  };
}

/** Names a set of keys and their order: equal exactly for equal sets in the same states. */
export function versionOf(keys: readonly { readonly keyId: string; readonly state: PublishedState }[]): string {
  return hashSecret(keys.map(({ keyId, state }) => `${keyId}:${state}`).join(' ')).toString('base64url');
}
