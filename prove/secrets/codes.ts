/**
 * Short codes need another eye: six digits stand by chance in many numbers. A code counts as found where it stands
 * alone, not as part of a longer number, a time or a word.
 */

/** Six digits in one or two groups, as a person reads them; not in a row of numbers, not the fraction of a second. */
const standalone = /(?<![0-9A-Za-z.:_+/=-]|\d[ ,])(\d{3})[ -]?(\d{3})(?![0-9A-Za-z_+/=:-]|\.\d| \d)/g;

/** Everything in a text that reads like a code. */
export function findCodes(text: string): Set<string> {
  return new Set([...text.matchAll(standalone)].map((match) => `${match[1]}${match[2]}`));
}
