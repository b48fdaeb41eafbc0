/**
 * The customers room: who somebody is. Addresses are found by blind index and opened only for their owner or to
 * send to them.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { CustomerMatch, CustomerState, Profile } from './customer.ts';
import type { EmailAddress } from './email-address.ts';
import { type NewCustomer, registerCustomer } from './register-customer.ts';
import { findByBlindIndex, findProfile, findState } from './store.ts';

export type { CustomerMatch, CustomerState, Profile } from './customer.ts';
export { type EmailAddress, maskEmail, parseEmailAddress } from './email-address.ts';

export type Customers = ReturnType<typeof createCustomers>;

/** Opens the room. */
export function createCustomers(deps: { encryption: Encryption }) {
  const { encryption } = deps;

  return {
    /** Who holds this address, or null. One statement either way. */
    async findByEmail(queries: Queries, tenantId: string, email: EmailAddress): Promise<CustomerMatch | null> {
      const index = await encryption.blindIndex(queries, tenantId, 'identifier', email.normalised);
      const row = await findByBlindIndex(queries, tenantId, index);
      if (!row) return null;
      return {
        customerId: row.customer_id,
        identifierId: row.identifier_id,
        locale: row.locale,
      };
    },

    /** A keyed digest that stands for an address wherever the address itself must not be written. */
    async emailKey(queries: Queries, tenantId: string, email: EmailAddress): Promise<string> {
      const index = await encryption.blindIndex(queries, tenantId, 'identifier', email.normalised);
      return index.digest.toString('hex');
    },

    /** The customer's state as this transaction sees it; empty when there is no such customer. */
    async state(queries: Queries, tenantId: string, customerId: string): Promise<CustomerState | ''> {
      const row = await findState(queries, tenantId, customerId);
      return (row?.state ?? '') as CustomerState | '';
    },

    /** Writes a new customer whose address has just been proven; null when the address is taken. */
    register: (tx: Transaction, tenantId: string, customer: NewCustomer): Promise<string | null> =>
      registerCustomer(encryption, tx, tenantId, customer),

    /** The customer's own data, or null when there is no such customer in this tenant. */
    async profile(queries: Queries, tenantId: string, customerId: string): Promise<Profile | null> {
      const row = await findProfile(queries, tenantId, customerId);
      if (row === undefined) return null;
      const open = (field: string, sealed: Buffer) =>
        encryption.open(queries, { tenantId, subjectId: customerId, field }, sealed);
      const { name } = row.attributes as { name?: string };
      return {
        customerId,
        name: name === undefined ? null : await open('attribute.name', Buffer.from(name, 'base64')),
        email: await open('identifier.email', row.sealed),
        emailVerifiedAt: row.verified_at,
        locale: row.locale,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      };
    },
  };
}
