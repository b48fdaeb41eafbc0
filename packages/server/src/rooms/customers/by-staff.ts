/** What staff and services change of a customer besides the profile. Each needs a transaction that holds the customer's lock. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { externalIdField } from './many/prepare-newcomers.ts';
import { findByExternalDigests } from './store/external-ids.ts';
import { raiseVersion } from './store/identifiers.ts';
import {
  changeState,
  deleteExternalId,
  findExternalId,
  markProvenAnew,
  markVerified,
  writeExternalId,
  writeLocale,
} from './store/states.ts';

export type ExternalIdChange = 'changed' | 'unchanged' | 'taken' | 'kept';

/** Opens this part of the room. */
export function createStaffChanges({ encryption }: { readonly encryption: Encryption }) {
  const indexOf = (queries: Queries, tenantId: string, externalId: string) =>
    encryption.blindIndex(queries, tenantId, externalIdField, externalId);

  return {
    /** Pauses an active account; false when it is not active. Its sessions are the caller's to end. */
    disable: (tx: Transaction, tenantId: string, customerId: string): Promise<boolean> =>
      changeState(tx, tenantId, customerId, { from: 'active', to: 'disabled' }),

    /** Opens a paused account again; false when it is not paused. */
    enable: (tx: Transaction, tenantId: string, customerId: string): Promise<boolean> =>
      changeState(tx, tenantId, customerId, { from: 'disabled', to: 'active' }),

    /** Changes the language that the customer is written to in; false when it was that already. */
    async setLocale(tx: Transaction, tenantId: string, customerId: string, locale: string): Promise<boolean> {
      if (!(await writeLocale(tx, tenantId, customerId, locale))) return false;
      await raiseVersion(tx, tenantId, customerId);
      return true;
    },

    /**
     * Sets or clears the business's own name for the customer. `taken`: another customer has it; roll back. `kept`: tokens name the
     * customer by it, so that another one would make them a stranger to every application.
     */
    async setExternalId(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      externalId: string | null,
    ): Promise<ExternalIdChange> {
      const held = await findExternalId(tx, tenantId, customerId);
      if (externalId === null) {
        if (held?.is_subject === true) return 'kept';
        if (!(await deleteExternalId(tx, tenantId, customerId))) return 'unchanged';
      } else {
        const index = await indexOf(tx, tenantId, externalId);
        if (held?.blind_index.equals(index.digest) === true) return 'unchanged';
        if (held?.is_subject === true) return 'kept';
        const place = { tenantId, subjectId: customerId, field: externalIdField };
        const sealed = await encryption.seal(tx, place, externalId);
        if (!(await writeExternalId(tx, tenantId, customerId, { index, sealed }))) return 'taken';
      }
      await raiseVersion(tx, tenantId, customerId);
      return 'changed';
    },

    /** Whom the business calls so, or null. */
    async findByExternalId(queries: Queries, tenantId: string, externalId: string): Promise<string | null> {
      const { version, digest } = await indexOf(queries, tenantId, externalId);
      const found = await findByExternalDigests(queries, tenantId, version, [digest]);
      return found.get(digest.toString('hex')) ?? null;
    },

    /** Notes that an address has been proven that nobody had proven before; false when somebody had. */
    markVerified: (
      tx: Transaction,
      tenantId: string,
      identifier: { customerId: string; identifierId: string; by: 'email-code' | 'email-link' | 'connection' },
    ): Promise<boolean> => markVerified(tx, tenantId, identifier),

    /** Notes that an address is proven by mail where a provider's word was all there was; the ids of those it was so for. */
    markProvenAnew: (
      tx: Transaction,
      tenantId: string,
      proven: { customerId: string; by: 'email-code' | 'email-link' | 'sms-code' },
    ): Promise<readonly string[]> => markProvenAnew(tx, tenantId, proven),
  };
}
