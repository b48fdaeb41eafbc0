/** Lists of the management API, page by page. The cursor is sealed for this list, this tenant and this query. */
import { openCursor, sealCursor } from '../json-api/index.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import type { AdminCall } from './route.ts';

type PageQuery = { readonly cursor?: string | undefined; readonly limit: number };

/** The items after a position, and the position to go on from; null on the last page. */
type ReadPage<Item> = (
  after: readonly string[] | null,
  limit: number,
) => Promise<{ readonly items: readonly Item[]; readonly next: readonly string[] | null }>;

/**
 * The body of a list.
 * @param list the operation's name.
 */
export async function listPage<Item>(
  { encryption, database }: Pick<AdminApiDependencies, 'encryption' | 'database'>,
  { tenant, query, params }: Pick<AdminCall<unknown, PageQuery>, 'tenant' | 'query' | 'params'>,
  list: string,
  read: ReadPage<Item>,
): Promise<{ items: readonly Item[]; next_cursor: string | null }> {
  const cursors = { encryption, queries: database.reader };
  const place = { tenantId: tenant.tenantId, list, query: { ...query, ...params } };
  const after = query.cursor === undefined ? null : await openCursor(cursors, place, query.cursor);
  const { items, next } = await read(after, query.limit);
  return { items, next_cursor: next === null ? null : await sealCursor(cursors, place, next) };
}
