/** Signs what the lane gives out, with the keys that the engine would take: the active one of each algorithm. */
import { createSigner } from '../../../foundation/encryption/index.ts';
import type { PrivateJwk, SigningKeySet } from '../../../rooms/tenants/index.ts';

type Algorithm = PrivateJwk['alg'];
type Claims = Readonly<Record<string, unknown>>;

export type Signatures = {
  /** A signed access token (RFC 9068). */
  accessToken(claims: Claims): Promise<string>;
  idToken(algorithm: Algorithm, claims: Claims): Promise<string>;
};

export function createSignatures({ keys }: SigningKeySet): Signatures {
  const signWith = (alg: Algorithm, typ?: string) => {
    const key = keys.find((candidate) => candidate.alg === alg);
    if (key === undefined) throw new Error(`There is no key for ${alg}.`);
    const { sign } = createSigner({ ...key });
    const header = encode({ alg, typ, kid: key.kid });
    return async (claims: Claims) => {
      const text = `${header}.${encode(claims)}`;
      const signature = sign(Buffer.from(text, 'latin1'));
      const bytes = signature instanceof Promise ? await signature : signature;
      return `${text}.${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')}`;
    };
  };
  const idTokens = { ES256: signWith('ES256'), RS256: signWith('RS256') };
  return { accessToken: signWith('ES256', 'at+jwt'), idToken: (algorithm, claims) => idTokens[algorithm](claims) };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
