/**
 * Writes a new customer with a proven address. The caller's transaction claims the address first, so of two people
 * who prove the same mailbox at once, one gets the account and the other writes nothing.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { EmailAddress } from './email-address.ts';
import { claimIdentifier, insertCustomer } from './store.ts';

export type NewCustomer = {
  readonly customerId: string;
  readonly email: EmailAddress;
  readonly verifiedBy: 'email-code' | 'email-link';
  readonly name: string | null;
  readonly locale: string;
};

/** Returns the id of the e-mail identifier, or null when the address belongs to somebody already. */
export async function registerCustomer(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  customer: NewCustomer,
): Promise<string | null> {
  const { customerId } = customer;
  const identifierId = newId('identifier');
  await encryption.createSubjectKey(tx, tenantId, customerId);
  const seal = (field: string, text: string) => encryption.seal(tx, { tenantId, subjectId: customerId, field }, text);
  const claimed = await claimIdentifier(tx, tenantId, {
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
  const attributes: Record<string, string> = {};
  if (customer.name !== null) attributes['name'] = (await seal('attribute.name', customer.name)).toString('base64');
  await insertCustomer(tx, tenantId, { customerId, locale: customer.locale, attributes });
  return identifierId;
}
