/** Proofs of possession (RFC 9449, 4.3): made for this token, this method and this address, just now, and never shown before. */
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { toBase64Url } from '../client/pkce.ts';
import type { Nonces } from './nonces.ts';
import type { SeenProofs } from './seen-proofs.ts';
import type { Objection } from './verdict.ts';

/** Those that Cardea binds tokens to. None of them lets a caller choose how much there is to compute. */
export const proofAlgorithms = ['ES256', 'Ed25519'];

export type ProofRules = {
  readonly seen: SeenProofs;
  readonly nonces: Nonces | null;
  readonly maxAgeSeconds: number;
  readonly clockToleranceSeconds: number;
  readonly now: () => number;
};

export type ProofContext = {
  readonly token: string;
  /** The thumbprint that the token names. */
  readonly thumbprint: string;
  readonly method: string;
  /** The address as the outside knows it, without a query. */
  readonly address: string;
};

/** Null when the proof counts. */
export async function checkProof(rules: ProofRules, proof: string, context: ProofContext): Promise<Objection | null> {
  const objection = (reason: string): Objection => ({ error: 'invalid_dpop_proof', reason });
  const now = rules.now();
  const read = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: proofAlgorithms,
    currentDate: new Date(now),
    clockTolerance: rules.clockToleranceSeconds,
  }).catch((error: Error) => error);
  if (read instanceof Error) return objection(read.message);

  const { payload, protectedHeader } = read;
  const { jti, iat, htm, htu, ath, nonce } = payload;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) return objection('it has no proper jti');
  if (typeof iat !== 'number') return objection('it has no iat');
  if (htm !== context.method) return objection('it is for another method');
  if (!isSameAddress(htu, context.address)) return objection('it is for another address');
  if (ath !== (await hashOf(context.token))) return objection('it is for another token');
  const thumbprint = protectedHeader.jwk === undefined ? '' : await calculateJwkThumbprint(protectedHeader.jwk);
  if (thumbprint !== context.thumbprint) return objection('the token is bound to another key');

  const age = now / 1000 - iat;
  if (age > rules.maxAgeSeconds + rules.clockToleranceSeconds) return objection('it is too old');
  if (age < -rules.clockToleranceSeconds) return objection('it is from the future');
  if (rules.nonces !== null && !(await rules.nonces.isGood(nonce))) {
    return { error: 'use_dpop_nonce', reason: 'it has no current nonce' };
  }
  // Last, so that only what counts in everything else takes a place in memory.
  if (!(await rules.seen.remember(`${thumbprint}.${jti}`, iat))) return objection('it was shown before');
  return null;
}

async function hashOf(token: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}

function isSameAddress(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || !URL.canParse(given)) return false;
  return plain(new URL(given)) === plain(new URL(expected));
}

function plain({ origin, pathname }: URL): string {
  return `${origin}${pathname.replaceAll(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase())}`;
}
