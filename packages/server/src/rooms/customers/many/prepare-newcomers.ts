/**
 * Seals newcomers and computes what they are found by, all outside of any transaction: the work of the processor is done
 * before a lock is held. Nothing of it is written yet.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import type { ProfileSchema, ProfileSchemas } from '../../tenants/index.ts';
import { encodeValue } from '../profile/attribute-value.ts';
import { indexField, indexTerms } from '../profile/index-terms.ts';
import type { Newcomer, PreparedNewcomer } from './newcomer.ts';

/** Where a former id is sealed, and what its digests are computed for. */
export const externalIdField = 'external_id';

export type PreparedNewcomers = {
  readonly newcomers: readonly PreparedNewcomer[];
  readonly indexVersion: number;
  writeKeys(tx: Transaction, customerIds: readonly string[]): Promise<void>;
  /** Seals what they bring for another room, under the same keys. */
  seal(customerId: string, field: string, text: string): Buffer;
};

// Between so many the answers of the database are heard: whatever is being written beside this goes on meanwhile.
const atOnce = 20;

export async function prepareNewcomers(
  deps: { readonly encryption: Encryption; readonly profileSchema: Pick<ProfileSchemas, 'current'> },
  queries: Queries,
  tenantId: string,
  newcomers: readonly Newcomer[],
): Promise<PreparedNewcomers> {
  const { encryption } = deps;
  const schema = await deps.profileSchema.current(tenantId);
  const keys = await encryption.makeSubjectKeys(
    queries,
    tenantId,
    newcomers.map(({ customerId }) => customerId),
  );
  const { version: indexVersion, digest } = await encryption.blindIndexer(queries, tenantId);

  const prepare = (newcomer: Newcomer): PreparedNewcomer => {
    const { customerId, externalId, locale, state, createdAt } = newcomer;
    const seal = (field: string, text: string) => keys.seal(customerId, field, text);
    const identifiers = newcomer.identifiers.map(({ identifier, isVerified, isAlone = false }) => ({
      identifierId: newId('identifier'),
      type: identifier.type,
      digest: digest('identifier', identifier.normalised),
      sealed: seal(`identifier.${identifier.type}`, identifier.value),
      isVerified,
      isAlone,
    }));
    const values = Object.entries(newcomer.attributes);
    return {
      customerId,
      locale,
      state,
      createdAt,
      identifiers,
      attributes: Object.fromEntries(
        values.map(([name, value]) => [name, seal(`attribute.${name}`, encodeValue(value)).toString('base64')]),
      ),
      terms: termsOf(schema, newcomer).map((term) => ({
        attribute: term.attribute,
        kind: term.kind,
        digest: digest(indexField(term), term.text),
      })),
      externalId: externalId && {
        digest: digest(externalIdField, externalId.value),
        sealed: seal(externalIdField, externalId.value),
        isSubject: externalId.isSubject,
      },
    };
  };
  const prepared: PreparedNewcomer[] = [];
  for (const newcomer of newcomers) {
    prepared.push(prepare(newcomer));
    if (prepared.length % atOnce === 0) await turn();
  }
  return { newcomers: prepared, indexVersion, writeKeys: keys.write, seal: keys.seal };
}

/** Each term once: somebody who has just come has none of them yet. */
function termsOf(schema: ProfileSchema, { attributes }: Newcomer) {
  const terms = schema.attributes.flatMap((attribute) => {
    const value = attributes[attribute.name];
    return value === undefined ? [] : indexTerms(attribute, value);
  });
  return [...new Map(terms.map((term) => [`${indexField(term)} ${term.text}`, term])).values()];
}
