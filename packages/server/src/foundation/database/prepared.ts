/**
 * A statement whose text is made once, for those that run with nearly every request: what differs from call to call has
 * a name, and its value is put in when it runs.
 */
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Queries } from './connect.ts';

class NamedValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type PreparedStatement<Values, Row> = (queries: Queries, values: Values) => Promise<readonly Row[]>;

/** Makes the statement at its first run; `build` writes `value('name')` where a value goes. */
export function prepareStatement<Values extends Readonly<Record<string, unknown>>, Row>(
  build: (value: (name: keyof Values & string) => RawBuilder<never>) => RawBuilder<Row>,
): PreparedStatement<Values, Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (queries, values) => {
    compiled ??= build((name) => sql`${new NamedValue(name)}`).compile(queries);
    const parameters = compiled.parameters.map((known) => (known instanceof NamedValue ? values[known.name] : known));
    return (await queries.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
