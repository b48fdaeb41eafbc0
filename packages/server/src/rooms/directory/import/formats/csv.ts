/** CSV (RFC 4180): the first line names the columns. Each record is an object of its texts; what is empty is left out. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type Found, longestRecordBytes, type Source } from './found.ts';

type Row = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

export async function* readCsv(source: Source, delimiter = ','): AsyncGenerator<Found> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: longestRecordBytes,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // Errors of either side are thrown where the rows are read.
  const input = Readable.from(source, { objectMode: true });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let names: readonly string[] | null = null;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      // The parser counts where a record ends; it begins behind the one before.
      const begins = line;
      line = info.lines + 1;
      if (names === null) names = record.map((name) => name.trim());
      else if (record.length > names.length) yield { line: begins, refused: 'record.too_many_columns' };
      else yield { line: begins, given: toObject(names, record) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line, refused: error.code === 'CSV_MAX_RECORD_SIZE' ? 'record.too_long' : 'file.malformed' };
    return;
  }
  if (names === null) yield { line: 1, refused: 'file.no_records' };
}

function toObject(names: readonly string[], record: readonly string[]): Readonly<Record<string, string>> {
  const given: Record<string, string> = Object.create(null);
  for (const [at, name] of names.entries()) {
    const text = unprefixed(record[at] ?? '');
    if (text !== '') given[name] = text;
  }
  return given;
}

/** An apostrophe before what a spreadsheet would take for a formula is no part of the text. */
function unprefixed(text: string): string {
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}
