/**
 * Statements whose text is made once, for those that run with nearly every request: what differs from call to call has
 * a name, and its value is put in when it runs. Parts of that kind travel together in one statement.
 */
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Queries } from './connect.ts';

class NamedValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Values = Readonly<Record<string, unknown>>;
type Naming<Given> = (name: keyof Given & string) => RawBuilder<never>;

export type PreparedStatement<Given, Row> = (queries: Queries, values: Given) => Promise<readonly Row[]>;

const named = (name: string) => sql<never>`${new NamedValue(name)}`;

const fill = (compiled: CompiledQuery<unknown>, given: (name: string) => unknown) =>
  compiled.parameters.map((known) => (known instanceof NamedValue ? given(known.name) : known));

/** Makes the statement at its first run; `build` writes `value('name')` where a value goes. */
export function prepareStatement<Given extends Values, Row>(
  build: (value: Naming<Given>) => RawBuilder<Row>,
): PreparedStatement<Given, Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (queries, values) => {
    compiled ??= build(named).compile(queries);
    return (await queries.executeQuery<Row>({ ...compiled, parameters: fill(compiled, (name) => values[name]) })).rows;
  };
}

/**
 * A writing step that is made once and can travel with others. It returns at least a row for each that it has written,
 * and does nothing where `when` does not hold.
 */
export type PreparedPart<Given extends Values = Values> = {
  readonly id: number;
  /** Steps of one kind keep their order, so that no two of them are in one statement. */
  readonly kind: string;
  readonly build: (value: Naming<Given>, when: RawBuilder<unknown>) => RawBuilder<unknown>;
};

/** A part with its values, ready to go. */
export type FilledPart = { readonly part: PreparedPart<never>; readonly values: Values };

let parts = 0;

/** Makes a part; see `PreparedPart`. Without a name it is of a kind of its own. */
export function preparePart<Given extends Values>(build: PreparedPart<Given>['build'], kind = ''): PreparedPart<Given> {
  parts += 1;
  return { id: parts, kind: kind === '' ? String(parts) : kind, build };
}

/** Puts the values of one run into a part. */
export const fillPart = <Given extends Values>(part: PreparedPart<Given>, values: Given): FilledPart => ({
  part: part as PreparedPart<never>,
  values,
});

type Answers = Readonly<Record<string, readonly unknown[]>>;

const together = new Map<string, CompiledQuery<Answers>>();

/**
 * Runs the parts as one statement: all see the database as it was before, so no two may touch the same row. Returns
 * what each has returned.
 */
export const runParts = (queries: Queries, filled: readonly FilledPart[]) => run(queries, filled, null);

/** The same, but the others do nothing unless the first writes just so many rows. */
export const runPartsIf = (queries: Queries, rows: number, filled: readonly FilledPart[]) => run(queries, filled, rows);

async function run(queries: Queries, filled: readonly FilledPart[], needed: number | null) {
  const key = `${needed} ${filled.map(({ part }) => part.id).join(' ')}`;
  const known = together.get(key);
  const chosen = filled.map(({ part }) => part);
  const compiled = known ?? compileParts(chosen, needed).compile(queries);
  if (known === undefined) together.set(key, compiled);
  const parameters = fill(compiled, (name) => {
    const [index = '', field = ''] = name.split(' ');
    return filled[Number(index)]?.values[field];
  });
  const [row] = (await queries.executeQuery<Answers>({ ...compiled, parameters })).rows;
  return filled.map((_, index) => row?.[`part_${index}`] ?? []);
}

function compileParts(chosen: readonly PreparedPart<never>[], needed: number | null) {
  const begun = sql`(select count(*) from part_0) = ${sql.lit(needed)}`;
  const steps = chosen.map((part, index) => {
    const name = sql.raw(`part_${index}`);
    const when = index === 0 || needed === null ? sql`true` : begun;
    return {
      step: sql`${name} as (${part.build((field) => named(`${index} ${field}`), when)})`,
      answer: sql`array(select to_jsonb(${name}) from ${name}) as ${name}`,
    };
  });
  return sql<Answers>`
    with ${sql.join(steps.map(({ step }) => step))} select ${sql.join(steps.map(({ answer }) => answer))}`;
}
