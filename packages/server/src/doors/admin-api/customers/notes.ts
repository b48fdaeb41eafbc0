/** Notes about a customer. */
import { adminApi } from '@cardea/contract';
import { actingOf, idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';

const path = '/api/admin/customers/{customer_id}/notes';

export function customerNoteRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory } = deps;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listCustomerNotes',
      summary: 'What staff wrote about the customer',
      permission: 'customers:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.customers.notes,
      errors: ['customer.not_found', 'cursor.invalid'],
      handle: async (call) => ({
        body: await listPage(deps, call, 'listCustomerNotes', async (after, limit) => {
          const page = await directory.notes(viewOf(call), idOf(call, 'customer_id'), { after, limit });
          const items = page.items.map(({ noteId, text, author, createdAt }) => ({
            note_id: noteId,
            text,
            author,
            created_at: createdAt.toISOString(),
          }));
          return { ...page, items };
        }),
      }),
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'addCustomerNote',
      summary: 'Write a note about the customer',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.customers.addNote,
      status: 201,
      answer: adminApi.customers.noteAdded,
      isRepeatable: true,
      errors: ['customer.not_found', 'customer.not_in_state'],
      async handle(call) {
        const { noteId, createdAt } = await directory.addNote(
          actingOf(call),
          idOf(call, 'customer_id'),
          call.body.text,
        );
        return { body: { note_id: noteId, created_at: createdAt.toISOString() } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{note_id}`,
      operation: 'removeCustomerNote',
      summary: 'Remove a note about the customer',
      permission: 'customers:write',
      mask: 'none',
      status: 204,
      errors: ['note.not_found'],
      async handle(call) {
        await directory.removeNote(actingOf(call), idOf(call, 'customer_id'), idOf(call, 'note_id'));
        return {};
      },
    }),
  ];
}
