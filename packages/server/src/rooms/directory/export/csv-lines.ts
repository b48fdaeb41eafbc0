/**
 * Records as lines of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it: a
 * customer's name must not become a command on the desk of whoever opens the file (security case 186).
 */
import type { CustomerRecordInput } from '@cardea/contract';

const fields = [
  ...(['id', 'external_id', 'email', 'email_verified', 'phone_number', 'phone_number_verified'] as const),
  ...(['username', 'password_hash', 'locale', 'state', 'created_at'] as const),
] as const;

export type CsvLines = {
  readonly header: string;
  line(record: CustomerRecordInput): string;
  /** How many cells got an apostrophe so far. */
  prefixed(): number;
};

/** Columns of these attributes behind the fields that everybody has. Consents and accounts elsewhere have no place in a table. */
export function csvLines(attributes: readonly string[], options: { readonly withPasswordHashes: boolean }): CsvLines {
  const columns = fields.filter((field) => field !== 'password_hash' || options.withPasswordHashes);
  let prefixed = 0;
  const cell = (value: unknown): string => {
    const text = Array.isArray(value) ? value.join(';') : value === undefined ? '' : String(value);
    const isFormula = /^[=+\-@\t\r']/.test(text);
    if (isFormula) prefixed += 1;
    return `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"`;
  };
  return {
    header: `${[...columns, ...attributes.map((name) => `attributes.${name}`)].map((name) => `"${name}"`).join(',')}\r\n`,
    line(record) {
      const values = [...columns.map((field) => record[field]), ...attributes.map((name) => record.attributes?.[name])];
      return `${values.map(cell).join(',')}\r\n`;
    },
    prefixed: () => prefixed,
  };
}
