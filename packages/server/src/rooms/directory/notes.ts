/**
 * What staff write about a customer. A note is the customer's data: sealed under their key, masked like the rest of it,
 * and gone when they go.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId, newId } from '../../foundation/ids/index.ts';
import type { StaffView } from '../release/index.ts';
import type { PageRequest } from './customer-lists.ts';
import { demandCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import type { Page } from './list.ts';
import { deleteNote, insertNote, listNotes, type NoteRow } from './store/notes.ts';

export type Note = {
  readonly noteId: string;
  /** Null where it is masked. */
  readonly text: string | null;
  readonly author: { readonly kind: string; readonly id: string };
  readonly createdAt: Date;
};

const placeOf = (tenantId: string, customerId: string, noteId: string) => ({
  tenantId,
  subjectId: customerId,
  field: `note:${noteId}`,
});

/** Writes a note; refuses it about a customer who is closed. */
export async function addNote(
  deps: DirectoryDependencies,
  { tenantId, actor, requestId }: Acting,
  customerId: string,
  text: string,
): Promise<{ noteId: string; createdAt: Date }> {
  await demandCustomer(deps, tenantId, customerId);
  const noteId = newId('note');
  const createdAt = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if ((await deps.customers.state(tx, tenantId, customerId)) === 'closed')
      throw new ProblemError('customer.not_in_state');
    const sealed = await deps.encryption.seal(tx, placeOf(tenantId, customerId, noteId), text);
    const date = await insertNote(tx, tenantId, { noteId, customerId, sealed, author: actor });
    await deps.ledger.append(tx, { tenantId, customerId, event: 'note.added', actor, requestId, data: { noteId } });
    return date;
  });
  return { noteId, createdAt };
}

/** The notes about a customer, newest first. */
export async function readNotes(
  deps: DirectoryDependencies,
  view: StaffView,
  customerId: string,
  { after, limit }: PageRequest,
): Promise<Page<Note>> {
  const { tenantId } = view;
  await demandCustomer(deps, tenantId, customerId);
  const { reader } = deps.database;
  const rows = await listNotes(reader, tenantId, customerId, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const isWhole = await deps.release.listToStaff(view, {
    name: 'notes',
    customerIds: page.length === 0 ? [] : [customerId],
  });
  const textOf = async (row: NoteRow) =>
    isWhole ? deps.encryption.open(reader, placeOf(tenantId, customerId, row.note_id), row.sealed) : null;
  const last = page.at(-1);
  return {
    items: await Promise.all(
      page.map(async (row) => ({
        noteId: row.note_id,
        text: await textOf(row),
        author: { kind: row.author_kind, id: row.author_id },
        createdAt: row.created_at,
      })),
    ),
    next: rows.length > page.length && last !== undefined ? [last.created_text, last.note_id] : null,
  };
}

/** Removes a note of this customer. */
export async function removeNote(
  deps: DirectoryDependencies,
  { tenantId, actor, requestId }: Acting,
  customerId: string,
  noteId: string,
): Promise<void> {
  const isTheirs = isId('customer', customerId) && isId('note', noteId);
  const removed =
    isTheirs &&
    (await deps.database.transaction({ customers: [customerId] }, async (tx) => {
      if (!(await deleteNote(tx, tenantId, customerId, noteId))) return false;
      await deps.ledger.append(tx, { tenantId, customerId, event: 'note.removed', actor, requestId, data: { noteId } });
      return true;
    }));
  if (!removed) throw new ProblemError('note.not_found');
}
