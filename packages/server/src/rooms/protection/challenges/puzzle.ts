/**
 * The puzzles of proof of work, in ALTCHA's own form: PBKDF2, which every browser brings along and a phone solves at its
 * own speed. Making one for a refusal costs a digest; checking a solution costs a single try, below a millisecond.
 */
import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { messageCode } from '../../../foundation/encryption/index.ts';
import { newKeyBytes } from '../../../foundation/ids/index.ts';
import type { ChallengeLevel } from '../detection/vocabulary.ts';

export type WorkLevel = Exclude<ChallengeLevel, 0>;

/** How long a puzzle may be answered. Browsers fetch another before they send a form that was open for longer. */
export const puzzleSeconds = 300;

/** `zeros`: hexadecimal digits that the right try begins with, so 16 to that power tries; `cost`: rounds of each. */
const works: Readonly<Record<WorkLevel, { readonly zeros: number; readonly cost: number }>> = {
  1: { zeros: 2, cost: 1500 },
  2: { zeros: 3, cost: 500 },
  3: { zeros: 3, cost: 2000 },
};

export type Puzzle = Challenge;

type Making = {
  readonly level: WorkLevel;
  readonly secret: string;
  /** What it is good for. */
  readonly purpose: string;
  readonly now: Date;
  /** Hides the answer among twice as many tries as are to be expected, so that nobody is out of luck; costs a try. */
  readonly isBounded: boolean;
};

/** Signed here, as the library verifies it: its own way goes through other threads, and a refusal must cost nothing. */
export async function makePuzzle({ level, secret, purpose, now, isBounded }: Making): Promise<Puzzle> {
  const { zeros, cost } = works[level];
  const tries = 16 ** zeros;
  const { parameters } = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    deriveKey,
    ...(isBounded ? { counter: newKeyBytes(4).readUInt32BE() % (2 * tries) } : { keyPrefix: '0'.repeat(zeros) }),
    expiresAt: Math.floor(now.getTime() / 1000) + puzzleSeconds,
    data: { purpose, level },
  });
  return { parameters, signature: messageCode('sha256', secret, JSON.stringify(parameters)).toString('hex') };
}

export type Answer = { readonly challenge: Puzzle; readonly solution: Solution };

// Far more than a widget sends.
const mostCharacters = 4_000;

/** What was handed in: base64 of JSON, as ALTCHA's widgets write it; null when it is anything else. */
export function readAnswer(text: string): Answer | null {
  if (text.length > mostCharacters) return null;
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    const { data, expiresAt } = challenge.parameters;
    const isWhole =
      Number.isSafeInteger(expiresAt) && typeof challenge.signature === 'string' && typeof data.purpose === 'string';
    return isWhole && solution !== null && typeof solution === 'object' ? { challenge, solution } : null;
  } catch {
    return null;
  }
}

/** Whether the puzzle is of our making for this purpose, of at least this level, not over, and solved. */
export async function isSolved(
  { challenge, solution }: Answer,
  wanted: { readonly level: WorkLevel; readonly secret: string; readonly purpose: string },
): Promise<boolean> {
  const { data } = challenge.parameters;
  if (data?.['purpose'] !== wanted.purpose || !(Number(data['level']) >= wanted.level)) return false;
  const hmacSignatureSecret = wanted.secret;
  try {
    const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret });
    return verified;
  } catch {
    // Parameters that the library stumbles over are none that we have signed.
    return false;
  }
}
