/**
 * What counts as a phone number that a code can be sent to, and when two are the same: their E.164 form decides, however
 * they were typed. Only mobile numbers count, so premium and office lines are refused before anything is sent.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

export type PhoneNumber = {
  /** E.164, such as `+4915123456789`: where messages are sent, and what the blind index is computed of. */
  readonly value: string;
  readonly normalised: string;
};

/** Whether it is typed as a number, and not as an address or a name. */
export const looksLikeNumber = (typed: string): boolean => !typed.includes('@') && /^[+\d(]/.test(typed.trim());

/** Reads a number as people type it, of `country` unless it says its own; null when no message could reach it. */
export function parsePhoneNumber(input: string, country: string | undefined): PhoneNumber | null {
  const typed = input.trim();
  if (typed.length > 40 || !/^\+?[\d\s()./-]+$/.test(typed)) return null;
  // People write the international prefix in two ways.
  const text = typed.replace(/^00(?=[1-9])/, '+');
  const defaultCountry = toCountry(country);
  const number = parsePhoneNumberFromString(text, { extract: false, ...(defaultCountry && { defaultCountry }) });
  if (number === undefined || !number.isValid() || number.ext !== undefined) return null;
  return { value: number.number, normalised: number.number };
}

/** The country of a number in E.164, or null when that cannot be said. */
export function phoneCountry(value: string): string | null {
  return parsePhoneNumberFromString(value)?.country ?? null;
}

/** The number as its owner recognises it and a stranger does not: `+49 ••• 789`. */
export function maskPhoneNumber(value: string): string {
  return `${value.slice(0, 3)} ••• ${value.slice(-3)}`;
}

function toCountry(code: string | undefined): CountryCode | undefined {
  return code !== undefined && isSupportedCountry(code) ? code : undefined;
}
