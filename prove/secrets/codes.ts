/**
 * Short codes need another eye: six digits stand by chance in many numbers. A code counts as found where it stands
 * alone, not as part of a longer number, a time or a word.
 */

/** Six digits in one or two groups, as a person reads them. Fractions of seconds are part of a time. */
const standalone = /(?<![0-9A-Za-z.:_+/=-])(\d{3})[ -]?(\d{3})(?![0-9A-Za-z_+/=:-]|\.\d)/g;

/** The codes that stand alone in a text. */
export function findCodes(text: string, codes: ReadonlySet<string>): string[] {
  return [...text.matchAll(standalone)].map((match) => `${match[1]}${match[2]}`).filter((code) => codes.has(code));
}
