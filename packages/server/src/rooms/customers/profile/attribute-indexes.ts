/** Keeps what customers are found by in step with their values, and finds them by it. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { ProfileSchema } from '../../tenants/index.ts';
import { deleteIndexes, findAttributes, findByIndex, type IndexRow, insertIndexes } from '../store/profile.ts';
import type { AttributeValues } from './attribute-value.ts';
import {
  type IndexTerm,
  indexField,
  indexTerms,
  longestPrefix,
  normaliseForSearch,
  shortestPrefix,
} from './index-terms.ts';
import { openAttributes } from './seal-attributes.ts';

export type AttributeSearch = {
  readonly attribute: string;
  readonly text: string;
  readonly match: 'exact' | 'prefix';
};

const mostFound = 100;

/** Writes the digests of these values in place of those that the named attributes had. */
export async function replaceIndexes(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  change: { customerId: string; schema: ProfileSchema; values: AttributeValues; touched: readonly string[] },
): Promise<void> {
  const { customerId, schema, values } = change;
  const searched = schema.attributes.filter(({ searchable }) => searchable !== 'no').map(({ name }) => name);
  const touched = change.touched.filter((name) => searched.includes(name));
  await deleteIndexes(tx, tenantId, [customerId], touched);
  await insertIndexes(tx, tenantId, await rowsOf(encryption, tx, tenantId, { customerId, schema, values }));
}

/** The digests of all searchable values of one customer. */
export async function rowsOf(
  encryption: Encryption,
  queries: Queries,
  tenantId: string,
  owned: { customerId: string; schema: ProfileSchema; values: AttributeValues },
): Promise<IndexRow[]> {
  const terms = owned.schema.attributes.flatMap((attribute) => {
    const value = owned.values[attribute.name];
    return value === undefined ? [] : indexTerms(attribute, value);
  });
  const digestOf = async (term: IndexTerm) => encryption.blindIndex(queries, tenantId, indexField(term), term.text);
  return Promise.all(terms.map(async (term) => ({ ...term, ...(await digestOf(term)), customerId: owned.customerId })));
}

/** The ids of at most 100 customers whose value is this text or, where the attribute allows it, begins with it. */
export async function findByAttribute(
  deps: { encryption: Encryption; schema: ProfileSchema },
  queries: Queries,
  tenantId: string,
  wanted: AttributeSearch,
): Promise<string[]> {
  const attribute = deps.schema.attributes.find(({ name }) => name === wanted.attribute);
  const isAllowed = attribute?.searchable === 'prefix' || attribute?.searchable === wanted.match;
  const text = normaliseForSearch(wanted.text);
  const letters = [...text];
  if (!isAllowed || letters.length < (wanted.match === 'prefix' ? shortestPrefix : 1)) return [];
  const searched = wanted.match === 'prefix' ? letters.slice(0, longestPrefix).join('') : text;
  const term = { attribute: wanted.attribute, kind: wanted.match, text: searched };
  const index = await deps.encryption.blindIndex(queries, tenantId, indexField(term), searched);
  const found = await findByIndex(queries, tenantId, { ...term, ...index }, mostFound);
  if (wanted.match === 'exact' || letters.length <= longestPrefix) return found;
  // Digests reach so many letters; what follows is compared with the values themselves.
  const matching: string[] = [];
  for (const customerId of found) {
    const row = await findAttributes(queries, tenantId, customerId);
    const stored = { schema: deps.schema, sealed: row?.attributes ?? {}, only: [wanted.attribute] };
    const values = await openAttributes(deps.encryption, queries, { tenantId, customerId }, stored);
    if (normaliseForSearch(String(values[wanted.attribute])).startsWith(text)) matching.push(customerId);
  }
  return matching;
}
