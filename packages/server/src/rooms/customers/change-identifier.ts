/**
 * Adds, replaces and removes what a customer can be found by, one of each type. The new one is claimed before the former
 * goes, so of many who want the same one gets it and the others lose nothing. The caller holds the customer's lock.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { claim } from './claim.ts';
import { parseEmailAddress } from './email-address.ts';
import type { Identifier, IdentifierType } from './identifier.ts';
import {
  deleteOfType,
  findChange,
  insertChange,
  listUndoable,
  raiseVersion,
  respell,
  undoChanges,
} from './store/identifiers.ts';

export type NewIdentifier = {
  readonly identifier: Identifier;
  /** How it was proven; null for what cannot be. */
  readonly verifiedBy: 'email-code' | 'sms-code' | 'undo-link' | null;
  /** Whether the former address may be given back, where that is possible at all. */
  readonly isUndoable?: boolean;
};

export type IdentifierReplaced =
  | { readonly kind: 'taken' }
  /** It was theirs already, perhaps in another spelling. */
  | { readonly kind: 'respelled'; readonly identifierId: string }
  | {
      readonly kind: 'replaced';
      readonly identifierId: string;
      readonly former: FormerIdentifier | null;
    };

export type FormerIdentifier = {
  readonly identifierId: string;
  /** The digest that stands for it: open proofs about it end with it. */
  readonly key: string;
  /** What an undo refers to; null where there is none. */
  readonly changeId: string | null;
};

export async function replaceIdentifier(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  customerId: string,
  wanted: NewIdentifier,
): Promise<IdentifierReplaced> {
  const { identifier, verifiedBy, isUndoable = true } = wanted;
  const { type } = identifier;
  const identifierId = newId('identifier');
  const index = await encryption.blindIndex(tx, tenantId, 'identifier', identifier.normalised);
  const sealed = await encryption.seal(
    tx,
    { tenantId, subjectId: customerId, field: `identifier.${type}` },
    identifier.value,
  );
  const claimed = await claim(tx, tenantId, { identifierId, customerId, type, index, sealed, verifiedBy });
  if (!claimed) {
    const own = await respell(tx, tenantId, customerId, { type, index, sealed });
    return own === null ? { kind: 'taken' } : { kind: 'respelled', identifierId: own };
  }
  const [former] = await deleteOfType(tx, tenantId, customerId, type, identifierId);
  await raiseVersion(tx, tenantId, customerId);
  if (former === undefined) return { kind: 'replaced', identifierId, former: null };
  // Only an address can be undone: its former owner is reached by it. Coming back to an address that a change took away
  // is an undoing itself: the mailboxes in between must not be able to undo it.
  const canBeUndone =
    type === 'email' &&
    verifiedBy !== 'undo-link' &&
    !(await undoByReturning(encryption, tx, tenantId, customerId, identifier));
  const changeId = canBeUndone && isUndoable ? newId('identifierChange') : null;
  if (changeId !== null) {
    await insertChange(tx, tenantId, { changeId, customerId, type, former });
  }
  const { identifier_id: formerId, blind_index: digest } = former;
  return {
    kind: 'replaced',
    identifierId,
    former: { identifierId: formerId, key: digest.toString('hex'), changeId },
  };
}

/** Ends the earliest change that took this address away, and every later one with it; false when there is none. */
async function undoByReturning(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { normalised }: Identifier,
): Promise<boolean> {
  const place = { tenantId, subjectId: customerId, field: 'identifier.email' };
  for (const change of await listUndoable(tx, tenantId, customerId, 'email')) {
    const former = parseEmailAddress(await encryption.open(tx, place, change.former_sealed));
    if (former?.normalised !== normalised) continue;
    await undoChanges(tx, tenantId, change.change_id);
    return true;
  }
  return false;
}

/** Removes the customer's number or user name; its id, or null when there was none. The address always stays. */
export async function removeIdentifier(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  type: Exclude<IdentifierType, 'email'>,
): Promise<{ identifierId: string; key: string } | null> {
  const [removed] = await deleteOfType(tx, tenantId, customerId, type, '');
  if (removed === undefined) return null;
  await raiseVersion(tx, tenantId, customerId);
  return { identifierId: removed.identifier_id, key: removed.blind_index.toString('hex') };
}

/**
 * Gives the customer the address back that they had before this change, and undoes every later change with it: whoever
 * had the address first is believed. Null when the change was undone already.
 */
export async function undoEmailChange(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  changeId: string,
): Promise<IdentifierReplaced | null> {
  const change = await findChange(tx, tenantId, changeId);
  if (change === undefined || (await undoChanges(tx, tenantId, changeId)).length === 0) return null;
  const { customer_id: customerId, former_sealed: sealed } = change;
  const value = await encryption.open(tx, { tenantId, subjectId: customerId, field: 'identifier.email' }, sealed);
  const email = parseEmailAddress(value);
  if (email === null) throw new Error('a former address cannot be read any more');
  const identifier: Identifier = { type: 'email', ...email };
  return replaceIdentifier(encryption, tx, tenantId, customerId, { identifier, verifiedBy: 'undo-link' });
}
