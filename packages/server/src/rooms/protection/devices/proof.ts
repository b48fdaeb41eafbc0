/**
 * What a browser says with its key: where it believes to be, in which journey, and when. A page of somebody else's that
 * passes everything on to us and back is found by it, for the browser signs the address that it sees (case 79).
 */
import { isSignedByPoint } from '../../../foundation/encryption/index.ts';

/**
 * `matched`: the key that this browser is bound to. `unbound`: a good proof, and no key known yet. `absent`: none, or one
 * that proves nothing. `mismatched`: another key than the one that is known. `foreign_origin`: the page was not ours.
 */
export type DeviceVerdict = 'matched' | 'unbound' | 'absent' | 'mismatched' | 'foreign_origin';

/** What was sent, read and bounded; nothing of it has been checked. */
export type DeviceClaim = {
  readonly point: Buffer;
  readonly origin: string;
  readonly seconds: number;
  readonly signature: Buffer;
};

/** What a claim has to be about, to count. */
export type ProofPlace = { readonly origin: string; readonly flowId: string; readonly now: Date };

/** How far the clocks of browsers may be off, and how long a page may lie open. */
export const freshSeconds = 10 * 60;

export const longestProof = 500;

// Key, moment, signature, and last what may hold dots itself.
const written =
  /^([A-Za-z0-9_-]{87})\.(\d{9,11})\.([A-Za-z0-9_-]{86})\.([a-z][a-z0-9+.-]{1,20}:\/\/[A-Za-z0-9.:[\]-]{1,260})$/;

/** Reads a proof; null for what is none. */
export function readClaim(text: string | null): DeviceClaim | null {
  if (text === null || text.length > longestProof) return null;
  const [, point, seconds, signature, origin] = written.exec(text) ?? [];
  if (point === undefined || seconds === undefined || signature === undefined || origin === undefined) return null;
  return {
    point: Buffer.from(point, 'base64url'),
    origin,
    seconds: Number(seconds),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Judges a claim against the key that is known, if one is. The signature is only looked at where it decides. */
export function judge(claim: DeviceClaim | null, known: Buffer | null, place: ProofPlace): DeviceVerdict {
  if (claim === null) return 'absent';
  // Whoever says so themselves is believed: nothing is gained by it.
  if (claim.origin !== place.origin) return 'foreign_origin';
  if (known !== null && !known.equals(claim.point)) return 'mismatched';
  if (!isGood(claim, place)) return 'absent';
  return known === null ? 'unbound' : 'matched';
}

function isGood({ point, origin, seconds, signature }: DeviceClaim, { flowId, now }: ProofPlace): boolean {
  if (Math.abs(now.getTime() / 1000 - seconds) > freshSeconds) return false;
  return isSignedByPoint(point, `cardea-device-proof\n${origin}\n${flowId}\n${seconds}`, signature);
}
