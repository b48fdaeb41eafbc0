/**
 * Whether many sign-ups with one thing in common are a wave of false ones: a coincidence below one in a million, given
 * what the key's share was before and how busy the hour is as a whole (the Poisson test of `spray.ts`).
 */
import type { Grouped, TraceColumn } from '../../store/sign-up-traces.ts';
import { poissonTail } from './spray.ts';

const least: Readonly<Record<TraceColumn, number>> = {
  neighbourhood: 20,
  network: 40,
  user_agent: 40,
  mail_domain: 30,
};
export const leastSignUps = Math.min(...Object.values(least));

const tooUnlikely = 1e-6;
// The busiest hour of a week against its mean.
const busiest = 4;
const hoursBefore = 28 * 24;
const fewestDays = 7;
const fewestSignUps = 200;

export function isWave({ column, lately, before, allLately, allBefore, days }: Omit<Grouped, 'digest'>): boolean {
  if (lately < least[column]) return false;
  // Most people share a browser and a mail provider: what is usual of those has to be known first.
  if (column !== 'neighbourhood' && (days < fewestDays || allBefore < fewestSignUps)) return false;
  const share = (before + 1) / (allBefore + 20);
  const expected = Math.max(2, share * allLately, (before / hoursBefore) * busiest);
  return poissonTail(expected, lately) < tooUnlikely;
}
