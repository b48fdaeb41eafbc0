/** Keeps what customers are found by in step with their values. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { ProfileSchema } from '../../tenants/index.ts';
import { deleteIndexes, type IndexRow, insertIndexes } from '../store/profile.ts';
import type { AttributeValues } from './attribute-value.ts';
import { type IndexTerm, indexField, indexTerms } from './index-terms.ts';

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
