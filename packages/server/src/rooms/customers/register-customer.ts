/**
 * Writes a new customer with a proven address, or number. The caller's transaction claims it first, so of two people
 * who prove the same one at once, one gets the account and the other writes nothing.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { ProvableIdentifier } from './carried-identifier.ts';
import { claim } from './claim.ts';
import { replaceIndexes } from './profile/attribute-indexes.ts';
import type { AttributeValues } from './profile/attribute-value.ts';
import { sealAttributes } from './profile/seal-attributes.ts';
import type { ProfileDependencies } from './profile/update-profile.ts';
import { insertCustomer } from './store.ts';

export type NewCustomer = {
  readonly customerId: string;
  /** The address, or the number of an account without one. */
  readonly identifier: ProvableIdentifier;
  /** How it was proven; null for one that nobody has proven yet, which only staff may begin an account with. */
  readonly verifiedBy: 'email-code' | 'email-link' | 'sms-code' | 'set-up' | 'administrator' | 'connection' | null;
  /** As `validateSignUp` judged them. What has been taken out of the declaration since is left out. */
  readonly attributes: AttributeValues;
  readonly locale: string;
};

/** Returns the id of the identifier, or null when it belongs to somebody already, or may yet again. */
export async function registerCustomer(
  deps: Pick<ProfileDependencies, 'encryption' | 'profileSchema'>,
  tx: Transaction,
  tenantId: string,
  customer: NewCustomer,
): Promise<string | null> {
  const { customerId } = customer;
  const { type, value, normalised } = customer.identifier;
  const { encryption } = deps;
  const identifierId = newId('identifier');
  await encryption.createSubjectKey(tx, tenantId, customerId);
  const seal = (field: string, text: string) => encryption.seal(tx, { tenantId, subjectId: customerId, field }, text);
  const claimed = await claim(tx, tenantId, {
    identifierId,
    customerId,
    type,
    index: await encryption.blindIndex(tx, tenantId, 'identifier', normalised),
    sealed: await seal(`identifier.${type}`, value),
    verifiedBy: customer.verifiedBy,
  });
  if (!claimed) {
    await encryption.destroySubjectKeys(tx, tenantId, customerId);
    return null;
  }
  const schema = await deps.profileSchema.current(tenantId);
  const declared = new Set(schema.attributes.map(({ name }) => name));
  const values = Object.fromEntries(Object.entries(customer.attributes).filter(([name]) => declared.has(name)));
  const attributes = await sealAttributes(encryption, tx, { tenantId, customerId }, values);
  await insertCustomer(tx, tenantId, { customerId, locale: customer.locale, attributes });
  await replaceIndexes(encryption, tx, tenantId, { customerId, schema, values, touched: [] });
  return identifierId;
}
