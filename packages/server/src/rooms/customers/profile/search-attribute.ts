/**
 * Finds customers by an attribute, page by page in the order of their ids: by the whole text, or by the beginnings of its
 * words, whatever their order. Digests lead there; what they cannot say is compared with the values themselves.
 */
import type { Queries } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { ProfileSchema } from '../../tenants/index.ts';
import { findAttributes, findByIndex } from '../store/profile.ts';
import { indexField, lookedUp, matchesWords, normaliseForSearch, shortestPrefix, wordsOf } from './index-terms.ts';
import { openAttributes } from './seal-attributes.ts';

export type AttributeSearch = {
  readonly attribute: string;
  readonly text: string;
  readonly match: 'exact' | 'prefix';
  /** Words are found as a whole only: letter by letter, beginnings would tell a value that is not shown. */
  readonly wholeWords?: boolean;
  /** The id to go on after; from the beginning when it is empty. */
  readonly after: string;
  readonly limit: number;
};

/** `next` is the id to go on after, null at the end. A page may hold fewer than were asked for and go on all the same. */
export type AttributeMatches = { readonly customerIds: readonly string[]; readonly next: string | null };

type SearchDependencies = { readonly encryption: Encryption; readonly schema: ProfileSchema };

// Digests of more words would seldom narrow it further.
const mostLookedUp = 2;
/** How many values are opened for one page at most. */
const mostCompared = 200;

/** The ids of the next customers whose value is this text or, where the attribute allows it, has words that begin so, or are so. */
export async function searchAttribute(
  deps: SearchDependencies,
  queries: Queries,
  tenantId: string,
  wanted: AttributeSearch,
): Promise<AttributeMatches> {
  const { attribute: name, match, wholeWords = false, after, limit } = wanted;
  const attribute = deps.schema.attributes.find((declared) => declared.name === name);
  const isAllowed = attribute?.searchable === 'prefix' || attribute?.searchable === match;
  const text = normaliseForSearch(wanted.text);
  const words = match === 'exact' ? [text] : wordsOf(text);
  if (!isAllowed || text === '' || words.length === 0) return { customerIds: [], next: null };

  const terms = match === 'exact' ? [text] : toLookUp(words);
  const isDecided = match === 'exact' || (!wholeWords && words.every((word) => terms.includes(word)));
  const indexes = await Promise.all(
    terms.map((term) =>
      deps.encryption.blindIndex(queries, tenantId, indexField({ attribute: name, kind: match }), term),
    ),
  );
  const most = isDecided ? limit : Math.max(limit, mostCompared);
  const found = await findByIndex(queries, tenantId, { attribute: name, kind: match, indexes, after, limit: most + 1 });
  const candidates = found.slice(0, most);
  const hasMore = found.length > most;
  if (isDecided) return { customerIds: candidates, next: hasMore ? (candidates.at(-1) ?? null) : null };

  const matching: string[] = [];
  for (const customerId of candidates) {
    const row = await findAttributes(queries, tenantId, customerId);
    const stored = { schema: deps.schema, sealed: row?.attributes ?? {}, only: [name] };
    const values = await openAttributes(deps.encryption, queries, { tenantId, customerId }, stored);
    if (!matchesWords(normaliseForSearch(String(values[name] ?? '')), words, wholeWords)) continue;
    matching.push(customerId);
    if (matching.length === limit && customerId !== candidates.at(-1))
      return { customerIds: matching, next: customerId };
  }
  return { customerIds: matching, next: hasMore ? (candidates.at(-1) ?? null) : null };
}

/** The words that say most. Short ones have digests as whole words only, so they lead nowhere while somebody types. */
function toLookUp(words: readonly string[]): string[] {
  const longestFirst = [...words].sort((one, other) => [...other].length - [...one].length);
  const telling = longestFirst.filter((word) => [...word].length >= shortestPrefix);
  return (telling.length === 0 ? longestFirst : telling).slice(0, mostLookedUp).map(lookedUp);
}
