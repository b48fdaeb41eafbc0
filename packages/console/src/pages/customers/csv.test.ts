import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const linesOf = (csv: string) => csv.replace(/^\uFEFF/, '').split('\r\n');

test('186: what a spreadsheet would run is text', () => {
  const tried = [
    '=HYPERLINK("http://evil")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '\n+1',
    '|cmd',
    '%0',
  ];
  for (const value of tried) {
    expect(toCsv(['name'], [[value]]), value).toContain(`"'${value.replaceAll('"', '""')}"`);
  }
});

test('quotes, commas and lines stay within their cell', () => {
  const csv = toCsv(['a', 'b'], [['say "yes"', 'one,\r\ntwo']]);
  expect(csv).toBe('\uFEFF"a","b"\r\n"say ""yes""","one,\r\ntwo"\r\n');
});

test('an ordinary name, an address and a masked one stay as they are', () => {
  expect(linesOf(toCsv(['x'], [['Anna Bergmann'], ['a•••@example.com'], ['']])).slice(1)).toEqual([
    '"Anna Bergmann"',
    '"a•••@example.com"',
    '""',
    '',
  ]);
});
