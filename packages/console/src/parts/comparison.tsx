/** What is there now and what would be there then, side by side, for whoever confirms a change. */
import { text } from '../texts/index.ts';

type Row = { readonly key: string; readonly name: string; readonly before: string; readonly after: string };

export function Comparison({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{text('settings.review.what')}</th>
          <th scope="col">{text('settings.review.before')}</th>
          <th scope="col">{text('settings.review.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, before, after }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <del>{before}</del>
            </td>
            <td>
              <ins>{after}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
