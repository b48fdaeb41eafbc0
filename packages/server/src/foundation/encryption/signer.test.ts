import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSigner } from './signer.ts';

it('signs as a JWS wants it: two numbers of 32 bytes, however short they are', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { sign, publicKey } = createSigner({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256' });
  expect(publicKey.equals(createPublicKey(privateKey))).toBe(true);
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  // One number in 256 is a byte shorter, so a thousand signatures hold some of each kind.
  for (let count = 0; count < 1000; count += 1) {
    const data = Buffer.from(`text ${count}`);
    const signature = sign(data) as Uint8Array;
    expect(signature).toHaveLength(64);
    expect(verify('sha256', data, key, signature)).toBe(true);
  }
});
