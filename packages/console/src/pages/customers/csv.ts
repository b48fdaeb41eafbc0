/**
 * A table as CSV (RFC 4180). What a spreadsheet would take for a formula is text: a quote is put before it, as OWASP
 * advises on CSV injection, and every cell stands in quotes.
 */
const formula = /^[=+\-@\t\r\n|%＝＋－＠]/u;

const cell = (value: string): string => {
  const isFormula = formula.test(value) || formula.test(value.trimStart());
  return `"${(isFormula ? `'${value}` : value).replaceAll('"', '""')}"`;
};

/** The lines with their heading; a mark at the beginning tells spreadsheets that it is UTF-8. */
export function toCsv(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[heading, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
