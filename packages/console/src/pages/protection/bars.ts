/** Hours put together to the bars of the chart. */
import type { HourOfAttempts } from '../../api/protection.ts';
import { currentLanguage } from '../../texts/index.ts';

/** How an attempt can end, from the bottom of a bar to its top. */
export const ends = ['succeeded', 'failed', 'challenged', 'refused'] as const;
export type End = (typeof ends)[number];
type Sum = { readonly attempts: number } & { readonly [Name in End]: number };

export type Bar = Sum & {
  /** When it begins. */
  readonly hour: string;
  /** The same for people. */
  readonly name: string;
  readonly underAttack: boolean;
};

/** Bars of so many hours each; the last one ends with the present hour. */
export function barsOf(hours: readonly HourOfAttempts[], hoursOfBar: number): Bar[] {
  const bars: Bar[] = [];
  for (let first = 0; first < hours.length; first += hoursOfBar) {
    const part = hours.slice(first, first + hoursOfBar);
    const hour = part[0]?.hour ?? '';
    const underAttack = part.some((each) => each.under_attack);
    bars.push({ ...addUp(part), hour, name: nameOf(hour, hoursOfBar > 1), underAttack });
  }
  return bars;
}

export function addUp(parts: readonly Sum[]): Sum {
  const sum = (name: keyof Sum) => parts.reduce((total, part) => total + part[name], 0);
  return {
    attempts: sum('attempts'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    challenged: sum('challenged'),
    refused: sum('refused'),
  };
}

function nameOf(hour: string, withDay: boolean): string {
  const style: Intl.DateTimeFormatOptions = withDay
    ? { weekday: 'short', hour: '2-digit', minute: '2-digit' }
    : { timeStyle: 'short' };
  return new Intl.DateTimeFormat(currentLanguage(), style).format(new Date(hour));
}
