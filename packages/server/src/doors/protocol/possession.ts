/**
 * Proofs of possession (RFC 9449, 4.3) at our own API: made by the key that the token is bound to, for this token, this
 * method and this address, just now or with a nonce of ours, and never shown before.
 */
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { areEqualHashes, hashSecret } from '../../foundation/ids/index.ts';
import { epoch, type ProtocolDependencies } from './dependencies.ts';
import { proofNonces } from './proof-nonces.ts';
import { mostSecondsAhead } from './proof-times.ts';

/** As the engine is told: see configuration.ts. */
const proofAlgorithms = ['ES256', 'Ed25519'];

// A proof without a nonce may be as old as the engine lets it be, with one as old as the nonce.
const longestSeconds = 300;

type PossessionDependencies = Pick<ProtocolDependencies, 'clock' | 'database' | 'sessions'>;

export type Possession = 'proven' | 'refused' | { readonly nonce: string };

/** Whether who shows the token holds its key; a nonce where the proof is good and its time is not. */
export async function checkPossession(
  deps: PossessionDependencies,
  request: FastifyRequest,
  { token, jkt, applicationId }: { readonly token: string; readonly jkt: string; readonly applicationId: string },
): Promise<Possession> {
  const clockNow = deps.clock.now();
  const proof = await readProof(request.headers['dpop'], clockNow);
  const { tenant } = request;
  const path = request.url.split('?')[0] ?? '';
  if (
    proof === null ||
    proof.thumbprint !== jkt ||
    proof.htm !== request.method ||
    plain(proof.htu) !== plain(`${tenant.origin}${path}`) ||
    !areEqualHashes(Buffer.from(proof.ath, 'base64url'), hashSecret(token))
  )
    return 'refused';

  const { reader } = deps.database;
  const now = epoch(clockNow);
  const { iat, jti, nonce } = proof;
  if (iat > now + mostSecondsAhead) return 'refused';
  const nonces = proofNonces(await deps.sessions.requests.proofNonceKey(reader, tenant.tenantId), now);
  const isTimely = nonce === null ? now - iat <= longestSeconds : nonces.accepts(nonce);
  if (!isTimely) return { nonce: nonces.next };
  const mark = JSON.stringify([applicationId, jti]);
  const isFirst = await deps.sessions.requests.markUsed(reader, tenant.tenantId, mark, 2 * longestSeconds);
  return isFirst ? 'proven' : 'refused';
}

async function readProof(header: string | string[] | undefined, currentDate: Date) {
  if (typeof header !== 'string' || header.length > 4000) return null;
  try {
    const { payload, protectedHeader } = await jwtVerify(header, EmbeddedJWK, {
      algorithms: proofAlgorithms,
      typ: 'dpop+jwt',
      currentDate,
    });
    const { iat, jti, nonce = null, htm, htu, ath } = payload;
    if (typeof iat !== 'number' || typeof jti !== 'string' || jti === '' || jti.length > 300) return null;
    if (typeof htm !== 'string' || typeof htu !== 'string' || typeof ath !== 'string') return null;
    if (nonce !== null && typeof nonce !== 'string') return null;
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
    return { iat, jti, nonce, htm, htu, ath, thumbprint };
  } catch {
    return null;
  }
}

/** An address without what is not compared. */
function plain(address: string): string {
  const url = URL.parse(address);
  if (url === null) return '';
  url.hash = '';
  url.search = '';
  return url.href;
}
