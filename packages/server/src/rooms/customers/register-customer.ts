/**
 * Writes a new customer with a proven address. The caller's transaction claims the address first, so of two people
 * who prove the same mailbox at once, one gets the account and the other writes nothing.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { claim } from './claim.ts';
import type { EmailAddress } from './email-address.ts';
import { replaceIndexes } from './profile/attribute-indexes.ts';
import type { AttributeValues } from './profile/attribute-value.ts';
import { sealAttributes } from './profile/seal-attributes.ts';
import type { ProfileDependencies } from './profile/update-profile.ts';
import { insertCustomer } from './store.ts';

export type NewCustomer = {
  readonly customerId: string;
  readonly email: EmailAddress;
  /** How the address was proven; null for one that nobody has proven yet, which only staff may begin an account with. */
  readonly verifiedBy: 'email-code' | 'email-link' | 'set-up' | 'administrator' | 'connection' | null;
  /** As `validateSignUp` judged them. What has been taken out of the declaration since is left out. */
  readonly attributes: AttributeValues;
  readonly locale: string;
};

/** Returns the id of the e-mail identifier, or null when the address belongs to somebody already, or may yet again. */
export async function registerCustomer(
  deps: Pick<ProfileDependencies, 'encryption' | 'profileSchema'>,
  tx: Transaction,
  tenantId: string,
  customer: NewCustomer,
): Promise<string | null> {
  const { customerId } = customer;
  const { encryption } = deps;
  const identifierId = newId('identifier');
  await encryption.createSubjectKey(tx, tenantId, customerId);
  const seal = (field: string, text: string) => encryption.seal(tx, { tenantId, subjectId: customerId, field }, text);
  const claimed = await claim(tx, tenantId, {
    identifierId,
    customerId,
    type: 'email',
    index: await encryption.blindIndex(tx, tenantId, 'identifier', customer.email.normalised),
    sealed: await seal('identifier.email', customer.email.value),
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
