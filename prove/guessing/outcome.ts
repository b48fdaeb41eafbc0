/** What came of one attempt to sign in, told from the answer as whoever sent it sees it. */
import type { Answer } from '../product/http.ts';

export const outcomes = ['session', 'confirm', 'challenged', 'refused', 'throttled', 'busy', 'other'] as const;
export type Outcome = (typeof outcomes)[number];
export type Tally = Record<Outcome, number>;

export const emptyTally = (): Tally =>
  ({ session: 0, confirm: 0, challenged: 0, refused: 0, throttled: 0, busy: 0, other: 0 }) satisfies Tally;

export function outcomeOf({ status, setCookies, location }: Answer): Outcome {
  if (setCookies.some((line) => /^(__Host-)?cardea_session=[^;]/.test(line))) return 'session';
  if (status === 303 && /^\/(sign-in\/|recover)/.test(location)) return 'confirm';
  if (status === 403) return 'challenged';
  if (status === 401) return 'refused';
  if (status === 429) return 'throttled';
  return status === 503 ? 'busy' : 'other';
}
