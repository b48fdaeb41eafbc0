/** A writing step that travels inside a statement of another room, so that both are true or neither is. */
import { type RawBuilder, sql } from 'kysely';
import type { Queries } from './connect.ts';

/** Makes the step; it must do nothing where `when` does not hold. */
export type StatementPart = (when: RawBuilder<unknown>) => RawBuilder<unknown>;

/** Runs the step as a statement of its own. */
export async function runPart(queries: Queries, part: StatementPart): Promise<void> {
  await part(sql`true`).execute(queries);
}
