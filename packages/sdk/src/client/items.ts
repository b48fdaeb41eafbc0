/** Walks through a list page by page, as far as whoever asks wants to go. */
import { demand } from './error.ts';

type ListAnswer = { readonly items: readonly unknown[]; readonly next_cursor: string | null };
type JsonOf<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Json } } } }
  ? Json
  : never;

/** The addresses of `Paths` that answer with a list. */
export type ListPath<Paths> = {
  [Path in keyof Paths]: Paths[Path] extends { get: infer Operation }
    ? JsonOf<Operation> extends ListAnswer
      ? Path
      : never
    : never;
}[keyof Paths];

/** What such a list holds. */
export type ItemOf<Paths, Path extends keyof Paths> = Paths[Path] extends { get: infer Operation }
  ? JsonOf<Operation> extends { items: readonly (infer Item)[] }
    ? Item
    : never
  : never;

/** What one may ask of it: the query and the names in the path. */
export type ListParameters<Paths, Path extends keyof Paths> = Paths[Path] extends {
  get: { parameters: infer Parameters };
}
  ? Pick<Parameters, Extract<keyof Parameters, 'query' | 'path'>>
  : never;

type Get = (
  path: string,
  init: { params: { query: Readonly<Record<string, unknown>>; path?: unknown } },
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** Yields every item, fetching a page only when it is needed. Throws `CardeaError`. */
export async function* walkItems(
  get: Get,
  path: string,
  params: { readonly query?: object; readonly path?: unknown } = {},
): AsyncGenerator<unknown, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { ...params.query, ...(cursor === undefined ? {} : { cursor }) };
    const page = (await demand(get(path, { params: { ...params, query } }))) as ListAnswer;
    yield* page.items;
    cursor = page.next_cursor;
  }
}
