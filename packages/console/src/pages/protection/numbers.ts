/** Numbers, shares and times as people write them. */
import { currentLanguage } from '../../texts/index.ts';

export const inFigures = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value);

// The server counts open findings no further.
const mostCounted = 1000;
export const upTo = (count: number): string => `${inFigures(count)}${count >= mostCounted ? '+' : ''}`;

export const percent = (share: number): string =>
  new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** "14:02" of today, with its day any other. */
export function timeOf(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(currentLanguage(), { ...day, hour: 'numeric', minute: '2-digit' }).format(at);
}

/** The share that did not get in, of attempts whose end is known. */
export const shareOutside = ({ attempts, succeeded }: { attempts: number; succeeded: number }): number =>
  attempts === 0 ? 0 : (attempts - succeeded) / attempts;
