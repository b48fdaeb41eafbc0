/**
 * A table with a header. A mapping file says which column is what; without one the columns are called as our fields are,
 * and what is left over is an attribute.
 */
import { z } from 'zod';
import { isObject, type Mapping, present } from './mapping.ts';

const fields = [
  ...['id', 'external_id', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'username'],
  ...['password_hash', 'locale', 'state', 'created_at'],
];
const known: ReadonlySet<string> = new Set(fields);
const booleans: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);

/** What a mapping file holds. */
export const csvMapping = z.strictObject({
  /** Column → our field, `attributes.NAME`, or null for a column that is left out. */
  columns: z.record(
    z.string().max(200),
    z
      .string()
      .refine((field) => known.has(field) || /^attributes\.[a-z][a-z0-9_]{0,39}$/.test(field))
      .nullable(),
  ),
  /** Field → the value that every line has unless it says something else. */
  defaults: z.record(z.string().max(60), z.string().max(200)).default({}),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
});

export type CsvMapping = z.output<typeof csvMapping>;

export function csvMappingOf(file: CsvMapping | null): Mapping {
  return (given) => {
    if (!isObject(given)) return { refused: 'record.malformed' };
    const record: Record<string, unknown> = {};
    const attributes: Record<string, unknown> = {};
    const put = (field: string, text: unknown): void => {
      if (field.startsWith('attributes.')) attributes[field.slice('attributes.'.length)] = text;
      else if (!known.has(field)) attributes[field] = text;
      else record[field] = booleans.has(field) ? toBoolean(text) : text;
    };
    for (const [field, text] of Object.entries(file?.defaults ?? {})) put(field, text);
    for (const [column, text] of Object.entries(given)) {
      const field = file === null ? column : Object.hasOwn(file.columns, column) ? file.columns[column] : column;
      if (typeof field === 'string') put(field, text);
    }
    return { record: present({ ...record, attributes: present(attributes) }) };
  };
}

function toBoolean(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (/^(?:true|yes|y|1)$/i.test(text)) return true;
  return /^(?:false|no|n|0)$/i.test(text) ? false : text;
}
