import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { type Found, longestRecordBytes, type Source } from './found.ts';
import { readArray } from './json-array.ts';
import { readLines } from './lines.ts';
import { readInserts } from './sql-inserts.ts';

async function* cut(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all(read: (source: Source) => AsyncIterable<Found>, text: string | Uint8Array, size = 7) {
  const found: Found[] = [];
  for await (const one of read(cut(text, size))) found.push(one);
  return found;
}
const users = (source: Source) => readArray(source, 'users');
const given = (found: readonly Found[]) => found.map((one) => ('given' in one ? one.given : one.refused));

describe('lines of JSON', () => {
  it('are read wherever the file is cut, with the line that each stands on', async () => {
    const text = '\uFEFF{"a":1}\r\n\n{"b":"ü\\n"}\n  \n{"c":3}';
    for (const size of [1, 2, 3, 7, 1000])
      expect(await all(readLines, text, size)).toEqual([
        { line: 1, given: { a: 1 } },
        { line: 3, given: { b: 'ü\n' } },
        { line: 5, given: { c: 3 } },
      ]);
  });

  it('that are broken, no UTF-8 or too long are refused one by one, and the next is read', async () => {
    const text = Buffer.concat([
      Buffer.from('{"a":\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`"${'x'.repeat(longestRecordBytes)}"\n1\n`),
    ]);
    expect(given(await all(readLines, text, 4096))).toEqual([
      'record.malformed',
      'record.not_utf8',
      'record.too_long',
      1,
    ]);
  });
});

describe('an array in a JSON file', () => {
  it('gives its objects wherever the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (records, size, isPretty) => {
          const before = { users: 'no "users": [', other: [{ users: [1] }], nested: { users: [{ a: 1 }] } };
          const { users: _, ...rest } = before;
          const text = JSON.stringify(
            { realm: before.users, ...rest, users: records, after: [{}] },
            null,
            isPretty ? 2 : 0,
          );
          const expected = JSON.parse(JSON.stringify(records)) as unknown;
          expect(given(await all(users, text, size))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('may be the whole file', async () => {
    expect(await all(users, '[ {"a":1},\n{"b":2} ]')).toEqual([
      { line: 1, given: { a: 1 } },
      { line: 2, given: { b: 2 } },
    ]);
  });

  it('that is missing, ends early or holds something too long is told', async () => {
    expect(given(await all(users, '{"people":[{"a":1}]}'))).toEqual(['file.no_records']);
    expect(given(await all(users, '{"users":[{"a":1},{"b":'))).toEqual([{ a: 1 }, 'file.ends_early']);
    const long = `{"users":[{"a":"${'x'.repeat(longestRecordBytes)}"},{"b":2}]}`;
    expect(given(await all(users, long, 5000))).toEqual(['record.too_long', { b: 2 }]);
  });
});

describe('CSV', () => {
  it('is read as RFC 4180 says, with the line that each record begins on', async () => {
    const text =
      '\uFEFFemail,name\r\na@x.example,"Anna ""B"",\nof Kiel"\r\nb@x.example,\r\n\r\nc@x.example,Carl,more\r\n';
    expect(await all(readCsv, text)).toEqual([
      { line: 2, given: { email: 'a@x.example', name: 'Anna "B",\nof Kiel' } },
      { line: 4, given: { email: 'b@x.example' } },
      expect.objectContaining({ refused: 'record.too_many_columns' }),
    ]);
  });

  it('loses the apostrophe that an export put before a formula', async () => {
    expect(given(await all(readCsv, 'name\n"\'=1+1"\n"\'\'quoted"\nO\'Hara\n'))).toEqual([
      { name: '=1+1' },
      { name: "'quoted" },
      { name: "O'Hara" },
    ]);
  });

  it('that is broken or endless is told, not kept', async () => {
    expect(given(await all(readCsv, 'a,b\n"x,1\n'))).toEqual(['file.malformed']);
    expect(given(await all(readCsv, `a\n"${'x'.repeat(longestRecordBytes * 2)}"\n`, 8192))).toEqual([
      'record.too_long',
    ]);
    expect(given(await all(readCsv, ''))).toEqual(['file.no_records']);
  });
});

describe('a dump of MySQL', () => {
  it('gives the rows of the table of users and passes over everything else', async () => {
    const text = [
      '-- MySQL dump; INSERT INTO `wp_users` VALUES (0);',
      '/*!40101 SET NAMES utf8mb4 */;',
      "INSERT INTO `wp_options` VALUES (1,'a;b','INSERT INTO `wp_users` VALUES (9)');",
      "INSERT INTO `wp_users` VALUES (1,'anna','$P$B','anna','anna@x.example','','2020-01-01 00:00:00','',0,'Anna \\'A\\' \\\\ Ü'),",
      "(2,'it''s','h','n',NULL,'','','',0,'');",
      'INSERT INTO x_users (ID, user_email) VALUES (3, "no"), (4,\'c@x.example\');',
    ].join('\n');
    const found = given(await all(readInserts, text, 5));
    expect(found.slice(0, 2)).toEqual([
      {
        ...{ ID: '1', user_login: 'anna', user_pass: '$P$B', user_nicename: 'anna', user_email: 'anna@x.example' },
        ...{ user_registered: '2020-01-01 00:00:00', user_status: '0', display_name: "Anna 'A' \\ Ü" },
      },
      { ID: '2', user_login: "it's", user_pass: 'h', user_nicename: 'n', user_status: '0' },
    ]);
    expect(found[3]).toEqual({ ID: '4', user_email: 'c@x.example' });
  });

  it('with a row that never ends keeps nothing of it and goes on with the next', async () => {
    const value = 'x'.repeat(1000);
    const row = `(1,${`'${value}',`.repeat(600)}NULL${','.repeat(longestRecordBytes)})`;
    const dump = `INSERT INTO wp_users (ID,user_email) VALUES ${row},(2,'b@x.example');`;
    expect(given(await all(readInserts, dump, 8192))).toEqual([
      'record.too_long',
      { ID: '2', user_email: 'b@x.example' },
    ]);
  });

  it('without such a table, or cut off, is told', async () => {
    expect(given(await all(readInserts, 'SELECT 1;'))).toEqual(['file.no_records']);
    expect(given(await all(readInserts, "INSERT INTO wp_users VALUES (1,'an"))).toEqual(['file.ends_early']);
  });
});
