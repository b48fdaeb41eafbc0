/** Whether something can be the value of an attribute, and in which form it is kept. Pure; types are never guessed. */
import type { Attribute } from '@cardea/contract';
import { matchesPattern } from '../../tenants/index.ts';
import type { AttributeValue } from './attribute-value.ts';
import { countryCodes, timeZones } from './places.ts';

export type ValueFinding =
  | 'malformed'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_large'
  | 'too_early'
  | 'too_late'
  | 'not_a_choice';

export type CheckedValue = { readonly value: AttributeValue } | { readonly finding: ValueFinding };

const urlMaximumLength = 2000;
const countries = new Set(countryCodes);
const zones = new Set(timeZones);

/** The value to keep, or what is wrong with it. */
export function checkValue(attribute: Attribute, given: unknown): CheckedValue {
  switch (attribute.type) {
    case 'number':
      return checkNumber(attribute, given);
    case 'boolean':
      return typeof given === 'boolean' ? { value: given } : { finding: 'malformed' };
    case 'multi_choice':
      return checkChoices(attribute, given);
    default:
      return typeof given === 'string' ? checkText(attribute, given) : { finding: 'malformed' };
  }
}

type Single = Exclude<Attribute, { type: 'number' | 'boolean' | 'multi_choice' }>;

function checkText(attribute: Single, given: string): CheckedValue {
  const text = given.trim().normalize('NFC');
  switch (attribute.type) {
    case 'text': {
      const { min_length: least = 0, max_length: most, pattern } = attribute;
      if (!isPlain(text)) return { finding: 'malformed' };
      const length = [...text].length;
      if (length < least || length > most) return { finding: length < least ? 'too_short' : 'too_long' };
      return pattern === undefined || matchesPattern(pattern, text) ? { value: text } : { finding: 'malformed' };
    }
    case 'long_text': {
      const lines = text.replace(/\r\n?/g, '\n');
      if (!isPlain(lines.replaceAll('\n', ' '))) return { finding: 'malformed' };
      return [...lines].length > attribute.max_length ? { finding: 'too_long' } : { value: lines };
    }
    case 'date': {
      if (!isDate(text)) return { finding: 'malformed' };
      if (attribute.min !== undefined && text < attribute.min) return { finding: 'too_early' };
      return attribute.max !== undefined && text > attribute.max ? { finding: 'too_late' } : { value: text };
    }
    case 'choice':
      return attribute.choices.some(({ value }) => value === text) ? { value: text } : { finding: 'not_a_choice' };
    case 'url':
      if (text.length > urlMaximumLength) return { finding: 'too_long' };
      return isWebAddress(text) ? { value: text } : { finding: 'malformed' };
    case 'country':
      return countries.has(text.toUpperCase()) ? { value: text.toUpperCase() } : { finding: 'not_a_choice' };
    case 'timezone':
      return zones.has(text) ? { value: text } : { finding: 'not_a_choice' };
    case 'locale':
      return checkLocale(text);
    case 'phone': {
      const number = text.replace(/[\s().\u2010-\u2015/-]/g, '').replace(/^00/, '+');
      return /^\+[1-9][0-9]{6,14}$/.test(number) ? { value: number } : { finding: 'malformed' };
    }
  }
}

/** Nothing invisible that could make one text look like another, apart from marks that languages are written with. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text);
}

function checkNumber(attribute: Extract<Attribute, { type: 'number' }>, given: unknown): CheckedValue {
  if (typeof given !== 'number' || !Number.isFinite(given)) return { finding: 'malformed' };
  if (attribute.integer && !Number.isSafeInteger(given)) return { finding: 'malformed' };
  if (attribute.min !== undefined && given < attribute.min) return { finding: 'too_small' };
  return attribute.max !== undefined && given > attribute.max ? { finding: 'too_large' } : { value: given };
}

/** In the order of the declaration, each once. */
function checkChoices(attribute: Extract<Attribute, { type: 'multi_choice' }>, given: unknown): CheckedValue {
  if (!Array.isArray(given)) return { finding: 'malformed' };
  const known = attribute.choices.map(({ value }) => value);
  if (given.some((one) => typeof one !== 'string' || !known.includes(one))) return { finding: 'not_a_choice' };
  return { value: known.filter((value) => given.includes(value)) };
}

/** A day that there is, `YYYY-MM-DD`. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day >= 1 && day <= days;
}

function isWebAddress(text: string): boolean {
  const url = isPlain(text) && !/\s/.test(text) ? URL.parse(text) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '';
}

/** A language tag in its canonical form, such as `pt-BR`. */
function checkLocale(text: string): CheckedValue {
  try {
    const [tag] = text.length > 35 ? [] : Intl.getCanonicalLocales(text);
    return tag === undefined ? { finding: 'malformed' } : { value: tag };
  } catch {
    return { finding: 'malformed' };
  }
}
