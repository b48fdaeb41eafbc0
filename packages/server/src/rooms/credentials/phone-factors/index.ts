/**
 * Numbers that are factors. Proving a number is not enough: its owner says so, and with the number the factor goes.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import {
  deletePhoneFactor,
  findPhoneFactor,
  insertPhoneFactors,
  touchPhoneFactor,
  upsertPhoneFactor,
} from '../store/phone-factors.ts';

export type PhoneFactor = {
  readonly credentialId: string;
  /** The number that it is. */
  readonly identifierId: string;
  readonly enrolledAt: Date;
  readonly lastUsedAt: Date | null;
};

export const phoneFactors = {
  /** The customer's, or null. */
  async find(queries: Queries, tenantId: string, customerId: string): Promise<PhoneFactor | null> {
    const row = await findPhoneFactor(queries, tenantId, customerId);
    return row === undefined
      ? null
      : {
          credentialId: row.credential_id,
          identifierId: row.identifier_id,
          enrolledAt: row.enrolled_at,
          lastUsedAt: row.last_used_at,
        };
  },

  /** Makes a number of the customer's their factor; returns its id. */
  async enrol(tx: Transaction, tenantId: string, customerId: string, identifierId: string): Promise<string> {
    const credentialId = newId('credential');
    await upsertPhoneFactor(tx, tenantId, { credentialId, customerId, identifierId });
    return credentialId;
  },

  /** The same for many newcomers at once; the id of the factor of each. */
  async enrolMany(
    tx: Transaction,
    tenantId: string,
    numbers: readonly { readonly customerId: string; readonly identifierId: string }[],
  ): Promise<ReadonlyMap<string, string>> {
    const factors = numbers.map((number) => ({ credentialId: newId('credential'), ...number }));
    if (factors.length > 0) await insertPhoneFactors(tx, tenantId, factors);
    return new Map(factors.map(({ customerId, credentialId }) => [customerId, credentialId]));
  },

  /** Notes that it was used. */
  touch: touchPhoneFactor,

  /** Takes it away; its id, or null when there was none. */
  async remove(tx: Transaction, tenantId: string, customerId: string): Promise<string | null> {
    return (await deletePhoneFactor(tx, tenantId, customerId))?.credential_id ?? null;
  },
};
