/** Whether a text of a tenant may stand in the place of ours. Pure. */
import { placeholdersOf } from './worded.ts';

export type TextFinding = 'unknown' | 'empty' | 'too_long' | 'control_character' | 'placeholders';

// Line breaks could begin another header of a mail; the others turn what follows around.
const refused = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** As many characters as a text may have: room for a wordier language, and a subject stays a subject. */
export function longestOf(id: string, original: string): number {
  const roomy = Math.min(2000, Math.max(120, original.length * 3));
  return id.endsWith('.subject') ? Math.min(150, roomy) : roomy;
}

/** The text as it is kept. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim();
}

/** What is wrong with it, or null. `original` is the catalogue's, undefined where it has none. */
export function judgeText(id: string, original: string | undefined, text: string): TextFinding | null {
  if (original === undefined) return 'unknown';
  if (text === '') return 'empty';
  if (text.length > longestOf(id, original)) return 'too_long';
  if (refused.test(text)) return 'control_character';
  return placeholdersOf(text).join() === placeholdersOf(original).join() ? null : 'placeholders';
}
