/** Tables. Every state of the asking is drawn in the table's own place, so that nothing jumps. */
import type { ReactNode } from 'react';
import { text } from '../texts/index.ts';
import { Icon } from './icon.tsx';
import { SelectAll, type Selection, SelectOne } from './selection.tsx';
import { Failed } from './states.tsx';

export type Column<Row> = {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** The order that the list can be asked for by this column; absent where it cannot. */
  readonly sort?: string;
};

type TableProps<Row> = {
  /** What the table holds, for who cannot see it. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  readonly error?: unknown;
  readonly again?: () => void;
  readonly empty: ReactNode;
  readonly order?: { readonly by: string; readonly isDescending: boolean; change(by: string): void };
  /** Rows that can be chosen, to do something with all of them. */
  readonly selection?: Selection<Row> | undefined;
};

export function Table<Row>(props: TableProps<Row>) {
  const { name, columns, rows, keyOf, error, again, empty, selection } = props;
  if (rows === undefined && error !== null && error !== undefined) {
    return <Failed error={error} {...(again === undefined ? {} : { again })} />;
  }
  if (rows?.length === 0) return empty;
  return (
    <div className="table-wrap">
      <table className="table" aria-label={name} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {selection !== undefined && <SelectAll selection={selection} keys={rows?.map(keyOf) ?? []} />}
            {columns.map((column) => (
              <Heading key={column.name} column={column} order={props.order} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === undefined ? (
            <Bones names={columns.map((column) => column.name)} isSelectable={selection !== undefined} />
          ) : (
            rows.map((row) => (
              <tr key={keyOf(row)}>
                {selection !== undefined && <SelectOne selection={selection} row={row} id={keyOf(row)} />}
                {columns.map((column) => (
                  <td key={column.name} data-label={column.name} className={column.align}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))
          )}
        </tbody>
      </table>
    </div>
  );
}

type HeadingProps<Row> = { readonly column: Column<Row>; readonly order: TableProps<Row>['order'] };

function Heading<Row>({ column, order }: HeadingProps<Row>) {
  const { sort } = column;
  if (sort === undefined || order === undefined) {
    return (
      <th scope="col" className={column.align}>
        {column.name}
      </th>
    );
  }
  const isSorted = order.by === sort;
  const direction = order.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={column.align} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" className="sort" onClick={() => order.change(sort)}>
        {column.name}
        {isSorted && <Icon name={order.isDescending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

const bones = ['first', 'second', 'third', 'fourth', 'fifth'];

function Bones({ names, isSelectable }: { readonly names: readonly string[]; readonly isSelectable: boolean }) {
  return bones.map((row, down) => (
    <tr key={row}>
      {isSelectable && <td className="select" />}
      {names.map((name, across) => (
        <td key={name}>
          <span className={`bone ${(down + across) % 2 === 0 ? 'long' : 'short'}`} />
          {down + across === 0 && <span className="hidden">{text('common.loading')}</span>}
        </td>
      ))}
    </tr>
  ));
}
