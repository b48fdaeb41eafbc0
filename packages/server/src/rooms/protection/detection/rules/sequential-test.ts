/**
 * Wald's sequential probability ratio test upon a share: is this key's traffic that of people, who fail with probability
 * `usual`, or that of a list, which fails with probability `attack`? (A. Wald, Sequential Tests of Statistical
 * Hypotheses, 1945; intelligence.md, items 32 and 34.)
 */

export type Hypotheses = { readonly usual: number; readonly attack: number };

// One false alarm in ten thousand tests, one attack in a hundred that goes on being watched.
const falseAlarms = 1e-4;
const missed = 0.01;

/** Above this the key is flagged: ln((1 − β) / α) = 9.2. */
export const flagsAbove = Math.log((1 - missed) / falseAlarms);
/** Below this it is cleared: ln(β / (1 − α)) = −4.6. */
const clearsBelow = Math.log(missed / (1 - falseAlarms));

/** A share that people have, kept within what the test can tell from an attack. */
const within = (share: number, least: number, most: number) => Math.min(Math.max(share, least), most);

/** The log-likelihood ratio, in nats, of so many hits and misses. */
export function evidenceOf(hits: number, misses: number, { usual, attack }: Hypotheses): number {
  return hits * Math.log(attack / usual) + misses * Math.log((1 - attack) / (1 - usual));
}

/** Failures of sign-ins: a list fails 97 times in a hundred. */
export const failureHypotheses = (usual: number): Hypotheses => ({ usual: within(usual, 0.05, 0.5), attack: 0.97 });

/** Accounts that do not exist: people mistype 2–5 % of them, lists name 60 % and more. */
export const unknownHypotheses = (usual: number): Hypotheses => ({ usual: within(usual, 0.05, 0.3), attack: 0.6 });

export type Verdict = 'flagged' | 'watched' | 'cleared';

export const verdictOf = (nats: number): Verdict =>
  nats > flagsAbove ? 'flagged' : nats < clearsBelow ? 'cleared' : 'watched';
