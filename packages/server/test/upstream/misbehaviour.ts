/**
 * How an upstream may go wrong or be made to lie. All of it is off until a test sets it, and may be set while the
 * upstream runs: what was true at the beginning of a journey need not be at its end.
 */
import {
  base64url,
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import type { Fault } from './loopback.ts';

export type Place = 'discovery' | 'keys' | 'authorize' | 'token' | 'userinfo';

export type Misbehaviour = {
  /** Faults by place, for every request there. */
  at?: Partial<Record<Place, Fault>>;
  /** Overwrites what discovery says; `undefined` leaves a member out. */
  discovery?: Record<string, unknown>;
  /** Overwrites claims of the ID token; `undefined` leaves a claim out. */
  idToken?: Record<string, unknown>;
  /** No ID token at all. */
  withoutIdToken?: boolean;
  /** Overwrites claims at the userinfo endpoint. */
  userinfo?: Record<string, unknown>;
  /** Overwrites parameters of the answer in the browser, `iss` and `state` for instance. */
  answer?: Record<string, string | undefined>;
  /** Who signs ID tokens: nobody (`none`), a key that is not published, or an HMAC under what is public or shared. */
  signedBy?: 'none' | 'stranger' | 'public-key' | 'client-secret';
  /** What is published as keys: a hundred more of them, none, or one that is symmetric. */
  keys?: 'many' | 'none' | 'symmetric';
};

export type SigningKey = { readonly kid: string; readonly alg: string; readonly pair: GenerateKeyPairResult };

export async function newSigningKey(alg: 'ES256' | 'RS256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid: `${alg}-${base64url.encode(crypto.getRandomValues(new Uint8Array(6)))}`, alg, pair };
}

export async function jwkOf({ kid, alg, pair }: SigningKey, which: 'publicKey' | 'privateKey'): Promise<JWK> {
  return { ...(await exportJWK(pair[which])), kid, alg, use: 'sig' };
}

/** Leaves out what is overwritten by `undefined`. */
export function overwrite<T extends object>(value: T, changes: object = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...value, ...changes }).filter(([, each]) => each !== undefined));
}

/** An ID token with these claims, signed as the misbehaviour wants it. */
export async function signAs(
  claims: JWTPayload,
  key: SigningKey,
  {
    signedBy,
    clientSecret = '',
    typ = 'JWT',
  }: { signedBy?: Misbehaviour['signedBy']; clientSecret?: string; typ?: string },
): Promise<string> {
  if (signedBy === 'none') return new UnsecuredJWT(claims).encode();
  if (signedBy === 'client-secret' || signedBy === 'public-key') {
    const secret = signedBy === 'client-secret' ? clientSecret : JSON.stringify(await jwkOf(key, 'publicKey'));
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ, kid: key.kid }).sign(Buffer.from(secret));
  }
  const signer = signedBy === 'stranger' ? await newSigningKey(key.alg === 'RS256' ? 'RS256' : 'ES256') : key;
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ, kid: key.kid }).sign(signer.pair.privateKey);
}

export async function publishedKeys(keys: readonly SigningKey[], how: Misbehaviour['keys']): Promise<readonly JWK[]> {
  const honest = await Promise.all(keys.map((key) => jwkOf(key, 'publicKey')));
  if (how === 'none') return [];
  if (how === 'symmetric') {
    const [first] = keys;
    return honest.slice(0, 1).map((each) => ({
      kty: 'oct',
      kid: first?.kid ?? '',
      alg: 'HS256',
      k: base64url.encode(JSON.stringify(each)),
    }));
  }
  if (how !== 'many') return honest;
  const [template] = honest;
  const others = Array.from({ length: 100 }, (_, place) => ({ ...template, kid: `other-${place}` }));
  return [...others, ...honest];
}
