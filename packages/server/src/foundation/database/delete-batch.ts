/** Removes rows in bounded batches, so that no lock is held long and no statement grows with what has piled up. */
import { type RawBuilder, sql } from 'kysely';
import type { Queries } from './connect.ts';
import type { Tables } from './tables.ts';

/**
 * Deletes at most `limit` rows for which `when` holds; returns how many went.
 * @param batch.key the columns of the primary key. Names come from the code, never from a request.
 */
export async function deleteBatch(
  queries: Queries,
  batch: {
    readonly table: keyof Tables;
    readonly key: readonly string[];
    readonly when: RawBuilder<unknown>;
    readonly limit: number;
  },
): Promise<number> {
  const table = sql.table(batch.table);
  const key = sql.join(batch.key.map((column) => sql.ref(column)));
  const result = await sql`
    delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${batch.when} limit ${batch.limit}
    )`.execute(queries);
  return Number(result.numAffectedRows ?? 0);
}
