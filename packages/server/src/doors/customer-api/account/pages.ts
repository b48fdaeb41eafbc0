/** Lists page by page: an opaque cursor names the last item that was given. */
type Page<Item> = { readonly items: readonly Item[]; readonly next_cursor: string | null };

const pageSize = 25;

/** The page after the cursor; a cursor of something that is gone begins anew. */
export function pageOf<Item>(
  all: readonly Item[],
  idOf: (item: Item) => string,
  cursor: string | undefined,
): Page<Item> {
  const last = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString('utf8');
  const from = all.findIndex((item) => idOf(item) === last) + 1;
  const items = all.slice(from, from + pageSize);
  const end = items.at(-1);
  const isMore = from + items.length < all.length && end !== undefined;
  return { items, next_cursor: isMore ? Buffer.from(idOf(end)).toString('base64url') : null };
}
