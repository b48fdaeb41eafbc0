/** Does the work that a page or an interface asks for, as the browser's script and the library of ALTCHA do. */
import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Answer } from './visitor.ts';

/** What is handed in for a challenge. */
export async function solved(challenge: unknown): Promise<string> {
  const solution = await solveChallenge({ challenge: challenge as Challenge, deriveKey });
  if (solution === null) throw new Error('not solved in time');
  return handedIn(challenge, solution);
}

export const handedIn = (challenge: unknown, solution: Solution): string =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');

/** The challenge that a page was drawn with. */
export function challengeOn(page: Pick<Answer, 'body'>): Challenge {
  const text = /data-challenge="([^"]*)"/.exec(page.body)?.[1];
  if (text === undefined) throw new Error('the page asks for no work');
  return JSON.parse(text.replaceAll('&#34;', '"').replaceAll('&amp;', '&')) as Challenge;
}
