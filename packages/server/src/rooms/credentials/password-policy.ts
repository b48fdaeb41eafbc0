/**
 * What a password must be, after NIST SP 800-63B-4 §3.1.1.2: long enough, not among those everybody tries, not the
 * words of this very context. No composition rules, no expiry, any Unicode, spaces included.
 */
import { isCommonPassword } from './leaked-passwords/common-passwords.ts';
import { foldPassword } from './leaked-passwords/fold-password.ts';

const minimumLength = 8;
const maximumLength = 256;

export type PasswordRefusal = 'too_short' | 'too_long' | 'malformed' | 'common' | 'context' | 'leaked';

/**
 * Why this password cannot be set, or null when it can.
 * @param password as typed; length is counted in code points, as a person would.
 * @param context words an attacker would try first: the business's name, parts of the customer's own address and name.
 */
export function refusePassword(password: string, context: readonly string[]): PasswordRefusal | null {
  // NUL and unpaired surrogates cannot be typed; libraries further down would cut or replace them (case 16).
  if (password.includes('\0') || !password.isWellFormed()) return 'malformed';
  const length = [...password].length;
  if (length < minimumLength) return 'too_short';
  if (length > maximumLength) return 'too_long';
  const plain = foldPassword(password);
  if (isMonotonous(plain)) return 'common';
  const core = lettersOnly(plain);
  const words = context.flatMap(contextWords);
  // The word itself, repeated or dressed with digits and signs, is refused; a longer phrase that mentions it is not.
  if (words.some((word) => plain === word || isMostly(core, lettersOnly(word)))) return 'context';
  return isCommonPassword(plain) || isDressedUp(plain) ? 'common' : null;
}

/**
 * A common password with digits and signs around it, in its folded form. A shorter word is no password by itself: it may be
 * dressed well. Longer than anybody may choose is none: looking for its ends would be somebody else's work for us.
 */
export function isDressedUp(plain: string): boolean {
  if (plain.length > 2 * maximumLength) return false;
  const core = stripEnds(plain);
  return core !== plain && [...core].length >= minimumLength && isCommonPassword(core);
}

const isMostly = (text: string, word: string) => text.includes(word) && text.replaceAll(word, '').length <= 2;
const lettersOnly = (text: string) => text.replace(/[^\p{L}]/gu, '');
const stripEnds = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** The whole text and its parts, where they are long enough to be a word. */
function contextWords(text: string): string[] {
  const whole = text.normalize('NFC').toLowerCase();
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((word) => lettersOnly(word).length >= 4);
}

/** One character or a run of neighbours over and over: aaaaaaaa, 12345678, abcdefgh. */
function isMonotonous(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 2);
}
