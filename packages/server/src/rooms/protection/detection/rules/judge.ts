/**
 * What the windows of one key say: pure. A key is only judged once enough different accounts were tried from it, so that
 * one clumsy person never flags anything, and never a network for what one household does (intelligence.md, items 32–34
 * and 48).
 */
import { mostDifferent } from '@cardea/contract';
import type { ChallengeLevel, Figures, KeyKind } from '../vocabulary.ts';
import type { Baseline } from './baseline.ts';
import type { Tally } from './decaying-counter.ts';
import { evidenceOf, failureHypotheses, flagsAbove, unknownHypotheses } from './sequential-test.ts';

/** How many different accounts must have been tried before a key of this kind is judged at all. */
export const leastAccounts: Readonly<Record<KeyKind, number>> = {
  source: 5,
  neighbourhood: 8,
  network: 20,
  user_agent: 20,
  tenant: 30,
};

/** Beyond that many it is counted no further. */
export const mostAccounts: Readonly<Record<KeyKind, number>> = {
  source: mostDifferent.flagged_source,
  neighbourhood: mostDifferent.flagged_neighbourhood,
  network: mostDifferent.flagged_network,
  user_agent: mostDifferent.flagged_user_agent,
  tenant: mostDifferent.stuffing,
};

// The wider the key, the more people behind it who have done nothing.
const firstLevel: Readonly<Record<KeyKind, ChallengeLevel>> = {
  source: 2,
  neighbourhood: 2,
  network: 1,
  user_agent: 1,
  tenant: 2,
};
const certain = 3 * flagsAbove;

export type Judged = { readonly level: ChallengeLevel; readonly figures: Figures };

/** `windows`: what the last quarter of an hour holds, and the last day. Null: nothing to be said against the key. */
export function judge(
  kind: KeyKind,
  { quarter, day, accounts }: { readonly quarter: Tally; readonly day: Tally; readonly accounts: number },
  { failureShare, unknownShare }: Pick<Baseline, 'failureShare' | 'unknownShare'>,
): Judged | null {
  if (accounts < leastAccounts[kind]) return null;
  for (const { attempts, failures, successes, unknown, known } of [quarter, day]) {
    const byFailures = evidenceOf(failures, successes, failureHypotheses(failureShare));
    // People who look for the address they registered with get in at last; a list does not.
    const byUnknown = failures >= successes ? evidenceOf(unknown, known, unknownHypotheses(unknownShare)) : 0;
    const nats = Math.max(byFailures, byUnknown);
    if (nats > flagsAbove)
      return {
        level: nats > certain && kind === 'source' ? 3 : firstLevel[kind],
        figures: figuresOf({ attempts, failures, successes, unknown, accounts, test: nats }),
      };
  }
  return null;
}

/** Figures for people: whole numbers, and the test's value to a tenth. */
export const figuresOf = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      name === 'test' ? Math.round(value * 10) / 10 : Math.round(value),
    ]),
  );
