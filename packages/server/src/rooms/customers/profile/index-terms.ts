/**
 * What a searchable attribute is found by: keyed digests of its normalised text, and of its first letters where it is
 * searched by prefix. Equal values give equal digests, so whoever reads the table alone learns who shares one.
 */
import type { Attribute } from '@cardea/contract';
import type { AttributeValue } from './attribute-value.ts';

export type IndexTerm = { readonly attribute: string; readonly kind: 'exact' | 'prefix'; readonly text: string };

export const shortestPrefix = 3;
export const longestPrefix = 8;

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
  const letters = [...text];
  const lengths = Array.from({ length: longestPrefix - shortestPrefix + 1 }, (_, index) => shortestPrefix + index);
  return lengths
    .filter((length) => length <= letters.length)
    .map((length) => ({ attribute: name, kind: 'prefix', text: letters.slice(0, length).join('') }));
}

/** The purpose that separates the digests of one attribute and kind from all others. */
export const indexField = ({ attribute, kind }: Omit<IndexTerm, 'text'>): string => `attribute.${attribute}:${kind}`;
