/**
 * What a searchable attribute is found by: keyed digests of its normalised text, and of the first letters of each of its
 * words where it is searched by prefix. Equal values give equal digests, so whoever reads the table alone learns who shares one.
 */
import type { Attribute } from '@cardea/contract';
import type { AttributeValue } from './attribute-value.ts';

export type IndexTerm = { readonly attribute: string; readonly kind: 'exact' | 'prefix'; readonly text: string };

export const shortestPrefix = 3;
const longestPrefix = 8;
const mostWords = 6;

/** One form for what people mean to be the same. */
export function normaliseForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The terms under which this value is found. */
export function indexTerms(attribute: Attribute, value: AttributeValue): IndexTerm[] {
  if (attribute.searchable === 'no') return [];
  const texts = (typeof value === 'object' ? value : [String(value)]).map(normaliseForSearch);
  const exact = texts.map((text): IndexTerm => ({ attribute: attribute.name, kind: 'exact', text }));
  return attribute.searchable === 'exact' ? exact : [...exact, ...texts.flatMap((text) => prefixes(attribute, text))];
}

function prefixes({ name }: Attribute, text: string): IndexTerm[] {
  const beginnings = wordsOf(text).slice(0, mostWords).flatMap(beginningsOf);
  return [...new Set(beginnings)].map((beginning) => ({ attribute: name, kind: 'prefix', text: beginning }));
}

/** From three letters on; a shorter word is found as a whole. */
function beginningsOf(word: string): string[] {
  const letters = [...word];
  const shortest = Math.min(shortestPrefix, letters.length);
  const longest = Math.min(longestPrefix, letters.length);
  return Array.from({ length: longest - shortest + 1 }, (_, more) => letters.slice(0, shortest + more).join(''));
}

/** The words of a normalised text. */
export function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** What of a word that somebody typed is looked up. */
export function lookedUp(word: string): string {
  return [...word].slice(0, longestPrefix).join('');
}

/** Whether each of these words begins one of the text's, or is one: what digests found is compared with the value itself. */
export function matchesWords(text: string, words: readonly string[], whole: boolean): boolean {
  const own = wordsOf(text);
  return words.every((word) => own.some((one) => (whole ? one === word : one.startsWith(word))));
}

/** The purpose that separates the digests of one attribute and kind from all others. */
export const indexField = ({ attribute, kind }: Omit<IndexTerm, 'text'>): string => `attribute.${attribute}:${kind}`;
