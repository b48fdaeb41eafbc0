/**
 * The customers room: who somebody is. Addresses are found by blind index and opened only for their owner or to
 * send to them.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import { createStaffChanges } from './by-staff.ts';
import {
  type FormerIdentifier,
  type IdentifierReplaced,
  type NewIdentifier,
  removeIdentifier,
  replaceIdentifier,
  undoEmailChange,
} from './change-identifier.ts';
import type { CustomerMatch, CustomerState } from './customer.ts';
import { type EmailAddress, parseEmailAddress } from './email-address.ts';
import { createFormerSubjects } from './former-subjects.ts';
import type { HeldIdentifier, IdentifierType } from './identifier.ts';
import { createNewcomers } from './many/newcomers.ts';
import { createProfiles } from './profile/profiles.ts';
import type { ProfileDependencies } from './profile/update-profile.ts';
import { type NewCustomer, registerCustomer } from './register-customer.ts';
import { beginClosing, closeCustomer, findClosing, findDue, keepCustomer } from './store/closing.ts';
import { writeDelivery } from './store/delivery.ts';
import {
  deleteYoungAddress,
  findChange,
  findFirstNumber,
  findReservation,
  hasOldAddress,
  hasUndoableChange,
  listRecentChanges,
  purgeChanges,
  raiseVersion,
  reserveFor,
} from './store/identifiers.ts';
import { deleteUnproven, findByBlindIndex, findIdentifierKeys, findIdentifiers, findState } from './store.ts';

export {
  type CarriedIdentifier,
  carriedIdentifier,
  carryIdentifier,
  maskIdentifier,
  type ProvableIdentifier,
} from './carried-identifier.ts';
export type { FormerIdentifier, IdentifierReplaced, NewIdentifier } from './change-identifier.ts';
export type { CustomerMatch, CustomerState, Profile } from './customer.ts';
export { type EmailAddress, maskEmail, parseEmailAddress } from './email-address.ts';
export { subjectsKnownAfterMilliseconds } from './former-subjects.ts';
export {
  type HeldIdentifier,
  type Identifier,
  type IdentifierRules,
  type IdentifierType,
  readIdentifier,
} from './identifier.ts';
export { knownBy, maskKnownBy } from './known-by.ts';
export type { Newcomer, Taken } from './many/newcomer.ts';
export type { PreparedNewcomers } from './many/prepare-newcomers.ts';
export { looksLikeNumber, maskPhoneNumber, type PhoneNumber, parsePhoneNumber, phoneCountry } from './phone-number.ts';
export { type AttributeValue, type AttributeValues, decodeValue } from './profile/attribute-value.ts';
export { checkValue } from './profile/check-value.ts';
export { countryCodes, timeZones } from './profile/places.ts';
export type { Question } from './profile/questions.ts';
export type { ProfileUpdated } from './profile/update-profile.ts';
export { beginSweeps, indexNextCustomers, purgeOverdue, purgeRemoved } from './profile/upkeep.ts';
export {
  acceptableValues,
  attributesAtSignUp,
  mayEdit,
  maySee,
  type ProfileActor,
  type ProfileChanges,
  validateProfile,
  validateSignUp,
} from './profile/validate-profile.ts';
export { countHolders } from './store/profile.ts';
export { parseUsername, type UsernameRefusal } from './username.ts';

/** Something the customer is found by was changed. */
export type RecentChange = { readonly type: IdentifierType; readonly changedAt: Date };

/** An address that nobody else may have until a change can no longer be undone. */
export type Reservation = {
  readonly address: string;
  readonly locale: string;
  readonly changedAt: Date;
  readonly until: Date;
};

export type Customers = ReturnType<typeof createCustomers>;

/** Opens the room. */
export function createCustomers(deps: ProfileDependencies) {
  const { encryption } = deps;

  return {
    ...createFormerSubjects(encryption),
    ...createNewcomers(deps),
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

    /** Who holds what was typed, whatever it is. The same work for each form and each outcome: one statement. */
    async findByIdentifier(
      queries: Queries,
      tenantId: string,
      identifier: { readonly normalised: string },
    ): Promise<CustomerMatch | null> {
      const index = await encryption.blindIndex(queries, tenantId, 'identifier', identifier.normalised);
      const row = await findByBlindIndex(queries, tenantId, index);
      return row ? { customerId: row.customer_id, identifierId: row.identifier_id, locale: row.locale } : null;
    },

    /** The blind index that an identifier is found by. */
    identifierIndex: (queries: Queries, tenantId: string, identifier: { readonly normalised: string }) =>
      encryption.blindIndex(queries, tenantId, 'identifier', identifier.normalised),

    /** A keyed digest that stands for an identifier wherever it must not be written itself. */
    async identifierKey(
      queries: Queries,
      tenantId: string,
      identifier: { readonly normalised: string },
    ): Promise<string> {
      const index = await encryption.blindIndex(queries, tenantId, 'identifier', identifier.normalised);
      return index.digest.toString('hex');
    },

    /**
     * All that the customer can be found by, opened; the address first. Of their own making alone: without an address or
     * number that nobody has proven. A user name cannot be.
     */
    async identifiers(
      queries: Queries,
      tenantId: string,
      customerId: string,
      which: 'all' | 'own' = 'all',
    ): Promise<HeldIdentifier[]> {
      const found = await findIdentifiers(queries, tenantId, customerId);
      const rows = which === 'all' ? found : found.filter((row) => row.type === 'username' || row.verified_at !== null);
      const held = await Promise.all(
        rows.map(async (row): Promise<HeldIdentifier> => {
          const place = { tenantId, subjectId: customerId, field: `identifier.${row.type}` };
          return {
            identifierId: row.identifier_id,
            type: row.type as IdentifierType,
            value: await encryption.open(queries, place, row.sealed),
            verifiedAt: row.verified_at,
            undeliverableSince: row.undeliverable_since,
          };
        }),
      );
      return held.toSorted((one, other) => Number(other.type === 'email') - Number(one.type === 'email'));
    },

    /** Notes whether the address takes mails: a status code of a refusal, or null. False when it is not the customer's. */
    async noteDelivery(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      delivery: { readonly to: string; readonly status: string | null },
    ): Promise<boolean> {
      const email = parseEmailAddress(delivery.to);
      if (email === null) return false;
      const index = await encryption.blindIndex(tx, tenantId, 'identifier', email.normalised);
      return writeDelivery(tx, tenantId, customerId, { index, status: delivery.status });
    },

    /** Gives the customer this identifier in place of theirs of the same type, if nobody else has it. */
    replaceIdentifier: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      wanted: NewIdentifier,
    ): Promise<IdentifierReplaced> => replaceIdentifier(encryption, tx, tenantId, customerId, wanted),

    /** Removes the customer's number or user name; null when there was none. The address always stays. */
    removeIdentifier,

    /** The number that the account began with, where it is still the customer's; its id, or null. */
    firstNumber: async (queries: Queries, tenantId: string, customerId: string): Promise<string | null> =>
      (await findFirstNumber(queries, tenantId, customerId))?.identifier_id ?? null,

    /** Whether the number is what leads back into the account: it began with it, and has no address of this age. */
    async isNumberNeeded(
      queries: Queries,
      tenantId: string,
      customerId: string,
      { seconds }: { readonly seconds: number },
    ): Promise<boolean> {
      if ((await findFirstNumber(queries, tenantId, customerId)) === undefined) return false;
      return !(await hasOldAddress(queries, tenantId, customerId, seconds));
    },

    /** Takes away an address that was added within this time; null when there was none. One it began with stays. */
    async removeYoungAddress(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      { seconds }: { readonly seconds: number },
    ): Promise<Pick<FormerIdentifier, 'identifierId' | 'key'> | null> {
      const removed = await deleteYoungAddress(tx, tenantId, customerId, seconds);
      if (removed === undefined) return null;
      await raiseVersion(tx, tenantId, customerId);
      return { identifierId: removed.identifier_id, key: removed.blind_index.toString('hex') };
    },

    /** Gives back the address from before this change, and undoes every later change; null when that was done. */
    undoEmailChange: (tx: Transaction, tenantId: string, changeId: string): Promise<IdentifierReplaced | null> =>
      undoEmailChange(encryption, tx, tenantId, changeId),

    /** A change of address that can still be undone: whose it was, and which address it took away. */
    async emailChange(
      queries: Queries,
      tenantId: string,
      changeId: string,
    ): Promise<{ customerId: string; formerEmail: string; changedAt: Date } | null> {
      const row = await findChange(queries, tenantId, changeId);
      if (row === undefined) return null;
      const place = { tenantId, subjectId: row.customer_id, field: 'identifier.email' };
      const formerEmail = await encryption.open(queries, place, row.former_sealed);
      return { customerId: row.customer_id, formerEmail, changedAt: row.changed_at };
    },

    /** The address that a change took away and may yet give back to its customer; null when it is not, or this customer's. */
    async reservation(
      queries: Queries,
      tenantId: string,
      email: { readonly normalised: string },
      exceptCustomerId = '',
    ): Promise<Reservation | null> {
      const index = await encryption.blindIndex(queries, tenantId, 'identifier', email.normalised);
      const row = await findReservation(queries, tenantId, index, exceptCustomerId);
      if (row === undefined) return null;
      const place = { tenantId, subjectId: row.customer_id, field: 'identifier.email' };
      const address = await encryption.open(queries, place, row.former_sealed);
      return { address, locale: row.locale, changedAt: row.changed_at, until: row.reserved_until };
    },

    /** Reserves the address that a change took away for as long as the link lives that is being sent. */
    reserveFor,
    /** Whether an address that was taken away lately can still be brought back. */
    hasUndoableChange,

    /** What was changed in the last week, newest first. */
    async recentChanges(queries: Queries, tenantId: string, customerId: string): Promise<RecentChange[]> {
      const rows = await listRecentChanges(queries, tenantId, customerId);
      return rows.map((row) => ({ type: row.type as IdentifierType, changedAt: row.changed_at }));
    },

    /** Removes what nobody can undo any more, a bounded number at a time; returns how many went. */
    purgeChanges,

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

    /** The digests that stand for all that the customer can be found by, as `emailKey` of an address. */
    identifierKeys: findIdentifierKeys,

    /** Removes the customer's addresses and numbers that were never proven; returns their ids. */
    removeUnproven: deleteUnproven,

    /** Begins the grace at the end of which an active account is closed; the date, or null. */
    beginClosing,
    /** Undoes that while the grace lasts; false when there is nothing to undo, or no longer. */
    keep: keepCustomer,
    /** When an account closes that can still be kept, or null. */
    closesAt: findClosing,
    /** Customers whose grace is over, a bounded number at a time. */
    dueToClose: findDue,

    /**
     * Ends a customer whose grace is over: what hangs on them goes, the key is destroyed, and the address is anybody's
     * again. False when they were kept meanwhile.
     */
    async close(tx: Transaction, tenantId: string, customerId: string): Promise<boolean> {
      if (!(await closeCustomer(tx, tenantId, customerId))) return false;
      await encryption.destroySubjectKeys(tx, tenantId, customerId);
      return true;
    },

    /** Writes a new customer whose address has just been proven; null when the address is taken. */
    register: (tx: Transaction, tenantId: string, customer: NewCustomer): Promise<string | null> =>
      registerCustomer(deps, tx, tenantId, customer),

    ...createProfiles(deps),
    ...createStaffChanges(deps),
  };
}
