/** An attack in one sentence; apart, since the overview says no more than that. */
import type { Posture } from '../../api/protection.ts';
import { text } from '../../texts/index.ts';
import { inFigures, percent, shareOutside } from './numbers.ts';

/** How many attempts, at how many accounts, and how many of them got nowhere. */
export function sentenceOfAttack({ attempts, accounts }: Posture): string {
  if (attempts === null || attempts.attempts === 0) return text('protection.attack.no-attempts');
  const share = percent(shareOutside(attempts));
  const values = { count: attempts.attempts, number: inFigures(attempts.attempts), share };
  if (accounts === null) return text('protection.attack.attempts', values);
  return text('protection.attack.attempts-at', { ...values, accounts: inFigures(accounts) });
}
