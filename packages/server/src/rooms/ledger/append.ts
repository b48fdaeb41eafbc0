/**
 * Writes entries in the caller's transaction. An entry that does not satisfy the catalogue, or that is about a
 * customer whose lock the transaction does not hold, is a programming error and stops the transaction.
 */
import { eventCatalogue } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { NewEntry } from './entry.ts';
import { laneOf } from './lane.ts';
import { type EntryRow, insertEntries } from './store/entries.ts';

/** Appends in order, with what the transaction writes last; `tellReaders` is called once the transaction has committed. */
export async function appendEntries(
  encryption: Encryption,
  tellReaders: (events: readonly string[]) => void,
  tx: Transaction,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows: EntryRow[] = [];
  for (const entry of entries) rows.push(await toRow(encryption, tx, entry));
  insertEntries(tx, rows);
  tx.afterCommit(() => tellReaders(entries.map(({ event }) => event)));
}

async function toRow(encryption: Encryption, tx: Transaction, entry: NewEntry): Promise<EntryRow> {
  const { tenantId, customerId, event } = entry;
  if (customerId !== null && !tx.lockedCustomers.has(customerId)) {
    throw new Error(`${event} was appended without holding the customer's lock`);
  }
  const data = eventCatalogue[event].data.parse(entry.data);
  const flowId = 'flowId' in data ? data.flowId : undefined;
  return {
    lane: laneOf(customerId ?? flowId ?? tenantId),
    tenant_id: tenantId,
    customer_id: customerId,
    event,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id ?? null,
    request_id: entry.requestId ?? null,
    data: JSON.stringify(data),
    personal: await sealPersonal(encryption, tx, entry),
  };
}

async function sealPersonal(encryption: Encryption, tx: Transaction, entry: NewEntry): Promise<Buffer | null> {
  const { tenantId, customerId, event } = entry;
  const schema = eventCatalogue[event].personal;
  if (Object.keys(schema.shape).length === 0) {
    if (entry.personal !== undefined) throw new Error(`${event} declares no personal data`);
    return null;
  }
  const personal = JSON.stringify(schema.parse(entry.personal));
  if (customerId === null) throw new Error(`${event} carries personal data and names no customer`);
  return encryption.seal(tx, { tenantId, subjectId: customerId, field: `ledger.${event}` }, personal);
}
