/** All SQL of notes. Every function takes the tenant and the customer: a note is never found by its id alone. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type NoteRow = {
  readonly note_id: string;
  readonly sealed: Buffer;
  readonly author_kind: string;
  readonly author_id: string;
  readonly created_at: Date;
  /** As exactly as the database knows it. */
  readonly created_text: string;
};

export async function insertNote(
  tx: Transaction,
  tenantId: string,
  note: {
    noteId: string;
    customerId: string;
    sealed: Buffer;
    author: { readonly kind: 'administrator' | 'application'; readonly id: string };
  },
): Promise<Date> {
  const { created_at: createdAt } = await tx
    .insertInto('customer_notes')
    .values({
      tenant_id: tenantId,
      note_id: note.noteId,
      customer_id: note.customerId,
      sealed: note.sealed,
      author_kind: note.author.kind,
      author_id: note.author.id,
    })
    .returning('created_at')
    .executeTakeFirstOrThrow();
  return createdAt;
}

/** The notes of a customer, newest first. */
export async function listNotes(
  queries: Queries,
  tenantId: string,
  customerId: string,
  page: { after: readonly string[] | null; limit: number },
): Promise<NoteRow[]> {
  const [createdAt, noteId] = page.after ?? [];
  const { rows } = await sql<NoteRow>`
    select note_id, sealed, author_kind, author_id, created_at, created_at::text as created_text
    from customer_notes
    where tenant_id = ${tenantId} and customer_id = ${customerId}
      ${createdAt === undefined ? sql`` : sql`and (created_at, note_id) < (${createdAt}::timestamptz, ${noteId ?? ''})`}
    order by created_at desc, note_id desc
    limit ${page.limit}`.execute(queries);
  return rows;
}

export async function deleteNote(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  noteId: string,
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('customer_notes')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('note_id', '=', noteId)
    .returning('note_id')
    .executeTakeFirst();
  return gone !== undefined;
}
