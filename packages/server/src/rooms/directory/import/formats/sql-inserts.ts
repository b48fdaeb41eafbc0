/**
 * The rows that a dump of MySQL inserts into a table of users. Only the form of `INSERT INTO … VALUES (…), (…);` is
 * read; everything else in the file is passed over. Each row is an object by the names of its columns. Of a row that is
 * too long, nothing is kept beyond what a record may hold.
 */
import { type Found, longestRecordBytes, type Source, textOf } from './found.ts';

type Value = string | null;

const longestHead = 2000;
const wordPressColumns = [
  'ID',
  'user_login',
  'user_pass',
  'user_nicename',
  'user_email',
  'user_url',
  'user_registered',
  'user_activation_key',
  'user_status',
  'display_name',
];
const tableOf = /insert\s+(?:ignore\s+)?into\s+[`"]?(\w+)[`"]?\s*(?:\(([^)]*)\))?\s*values\s*$/i;
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, '0': 0, Z: 26 };
const code = (character: string): number => character.charCodeAt(0);
const [apostrophe, backslash, newline] = [code("'"), code('\\'), code('\n')];

export async function* readInserts(source: Source): AsyncGenerator<Found> {
  let line = 1;
  let head = '';
  let columns: readonly string[] | null = null;
  let row: { line: number; values: Value[]; size: number } | null = null;
  let text: number[] | null = null;
  let bare = '';
  let before = 0;
  let inString = false;
  let inComment = false;
  let hasTable = false;

  const endValue = (): void => {
    if (row === null) return;
    if (row.size > longestRecordBytes) {
      row.values.length = 0;
      text = null;
      bare = '';
      return;
    }
    const written = text === null ? null : textOf(Uint8Array.from(text));
    row.values.push(text === null ? bareValue(bare) : (written ?? '\uFFFD'));
    text = null;
    bare = '';
  };

  for await (const chunk of source) {
    for (const byte of chunk) {
      const last = before;
      before = byte;
      if (byte === newline) line += 1;
      if (row !== null) row.size += 1;
      if (inComment) {
        inComment = byte !== newline;
      } else if (inString) {
        if (last === backslash) {
          push(escapes[String.fromCharCode(byte)] ?? byte);
          before = 0;
        } else if (byte === apostrophe) inString = false;
        else if (byte !== backslash) push(byte);
      } else if (byte === apostrophe) {
        // Two of them stand for one within the string.
        if (last === apostrophe && text !== null) push(apostrophe);
        else text = [];
        inString = true;
        before = 0;
      } else if (columns === null) {
        const character = String.fromCharCode(byte);
        if (character === ';') head = '';
        else if (head.length < longestHead) head += character;
        if (/(?:^|\n)(?:--|#)$/.test(head)) {
          inComment = true;
          head = '';
        } else if (character === 's' || character === 'S') {
          const [matched, table = '', named] = tableOf.exec(head) ?? [];
          if (matched !== undefined && /users$/i.test(table)) {
            columns = named?.split(',').map((name) => name.replace(/[`"\s]/g, '')) ?? wordPressColumns;
            hasTable = true;
          }
        }
      } else {
        const character = String.fromCharCode(byte);
        if (row === null) {
          if (character === '(') {
            row = { line, values: [], size: 0 };
            text = null;
            bare = '';
          } else if (character === ';') {
            columns = null;
            head = '';
          }
        } else if (character === ',') endValue();
        else if (character === ')') {
          endValue();
          yield row.size > longestRecordBytes
            ? { line: row.line, refused: 'record.too_long' }
            : { line: row.line, given: toObject(columns, row.values) };
          row = null;
        } else bare = (bare + character).slice(0, 100);
      }
    }
  }
  if (!hasTable) yield { line: 1, refused: 'file.no_records' };
  else if (row !== null || inString) yield { line, refused: 'file.ends_early' };

  function push(byte: number): void {
    if (text !== null && row !== null && row.size <= longestRecordBytes) text.push(byte);
  }
}

function bareValue(text: string): Value {
  const value = text.trim();
  return value === '' || /^null$/i.test(value) ? null : value;
}

function toObject(columns: readonly string[], values: readonly Value[]): Readonly<Record<string, string>> {
  const pairs = columns.map((name, at) => [name, values[at] ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
