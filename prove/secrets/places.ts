/**
 * Everywhere that something could lie: the rows of every table as the database prints them, every file of the data
 * directory with the write-ahead log, and the server's log at its most talkative.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Folders } from '../product/folders.ts';
import type { Product } from '../product/product.ts';

export type Place = { readonly kind: 'dump' | 'files' | 'log'; readonly name: string; readonly content: Buffer };

const rowsAtOnce = 10_000;

/** Every row of every table of every schema, those of PostgreSQL itself included. */
export async function* dump(product: Product): AsyncGenerator<Place> {
  const tables = await product.query(
    `select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'm') order by 1`,
  );
  for (const { name } of tables) {
    for (let offset = 0; ; offset += rowsAtOnce) {
      const rows = await product.query(
        `select whole_row::text as line from ${String(name)} as whole_row order by whole_row.ctid limit ${rowsAtOnce} offset ${offset}`,
      );
      yield {
        kind: 'dump',
        name: String(name),
        content: Buffer.from(rows.map((row) => String(row['line'])).join('\n')),
      };
      if (rows.length < rowsAtOnce) break;
    }
  }
}

/** Every file that the product has written. */
export function* files(folders: Folders): Generator<Place> {
  for (const entry of readdirSync(folders.data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { kind: 'files', name: relative(folders.data, path), content: readFileSync(path) };
  }
  yield { kind: 'log', name: 'server.log', content: readFileSync(folders.log) };
}
