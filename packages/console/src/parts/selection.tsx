/** Rows chosen in a table: a box in front of each, and one for the page. */
import { Checkbox } from '@mantine/core';
import { text } from '../texts/index.ts';

export type Selection<Row> = {
  readonly chosen: ReadonlySet<string>;
  /** What a row is called, for who cannot see it beside its box. */
  nameOf(row: Row): string;
  change(chosen: ReadonlySet<string>): void;
};

type AllProps<Row> = { readonly selection: Selection<Row>; readonly keys: readonly string[] };

export function SelectAll<Row>({ selection: { chosen, change }, keys }: AllProps<Row>) {
  const count = keys.filter((key) => chosen.has(key)).length;
  const isAll = count > 0 && count === keys.length;
  return (
    <th scope="col" className="select">
      <Checkbox
        aria-label={text('select.all')}
        checked={isAll}
        indeterminate={count > 0 && !isAll}
        onChange={() => change(new Set(isAll ? [] : keys))}
      />
    </th>
  );
}

type OneProps<Row> = { readonly selection: Selection<Row>; readonly row: Row; readonly id: string };

export function SelectOne<Row>({ selection: { chosen, nameOf, change }, row, id }: OneProps<Row>) {
  const toggled = new Set(chosen);
  if (!toggled.delete(id)) toggled.add(id);
  return (
    <td className="select">
      <Checkbox
        aria-label={text('select.one', { name: nameOf(row) })}
        checked={chosen.has(id)}
        onChange={() => change(toggled)}
      />
    </td>
  );
}
