/** What attacks are called for people, and what is said of their figures. */
import { mostDifferent } from '@cardea/contract/findings';
import type { Finding, Posture } from '../../api/protection.ts';
import { text } from '../../texts/index.ts';
import { inFigures, percent, timeOf } from './numbers.ts';

export function sentenceOfEnd({ begun_by: by, until }: Posture): string {
  if (by === 'detection') return text('protection.until.detection');
  return until === null ? text('protection.until.ended') : text('protection.until', { time: timeOf(until) });
}

const counted = [
  'attempts',
  'accounts',
  'sources',
  'regions',
  'signUps',
  'refused',
  'recipients',
] as const satisfies readonly string[];

/** The figures that a finding rests on, each as a few words. */
export function reasonsOf({ kind, figures }: Pick<Finding, 'kind' | 'figures'>): string[] {
  const reasons: string[] = [];
  for (const name of counted) {
    const count = figures[name];
    if (count === undefined) continue;
    // What is counted no further may be more than that.
    const isMost =
      (name === 'accounts' || name === 'sources') &&
      kind in mostDifferent &&
      count >= mostDifferent[kind as keyof typeof mostDifferent];
    const number = isMost ? text('protection.figure.at-least', { number: inFigures(count) }) : inFigures(count);
    reasons.push(text(`protection.figure.${name}`, { count, number }));
  }
  const { attempts, failures, unknown = 0, signUps, ofAll } = figures;
  if (attempts !== undefined && failures !== undefined && attempts > 0)
    reasons.push(text('protection.figure.failed', { share: percent(Math.min(1, failures / attempts)) }));
  else if (failures !== undefined)
    reasons.push(text('protection.figure.failures', { count: failures, number: inFigures(failures) }));
  if (attempts !== undefined && unknown > 0 && attempts > 0)
    reasons.push(text('protection.figure.unknown', { share: percent(Math.min(1, unknown / attempts)) }));
  if (signUps !== undefined && ofAll !== undefined && ofAll > 0)
    reasons.push(text('protection.figure.of-all', { share: percent(Math.min(1, signUps / ofAll)) }));
  return reasons;
}
