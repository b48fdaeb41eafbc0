import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

// The texts of pages and mails against everything that names one. A literal that ends in a dot is the beginning of
// keys that are completed by a value.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const texts = join(root, 'rooms/messaging/texts/en');
const sources = ['doors/pages', 'rooms/messaging'].flatMap((folder) => read(join(root, folder)));
const named = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/['"`]((?:common|pages|mails):[a-z_.]+)/g)].map((match) => match[1] ?? ''),
  ),
);
const prefixes = [...named].filter((key) => key.endsWith('.'));
const existing = ['common', 'pages', 'mails'].flatMap((name) =>
  flatten(JSON.parse(readFileSync(join(texts, `${name}.json`), 'utf8')), `${name}:`),
);

describe('the texts of the pages and mails', () => {
  test('hold every key that is named', () => {
    const known = new Set(existing);
    expect([...named].filter((key) => !key.endsWith('.') && !known.has(key))).toEqual([]);
    expect(prefixes.filter((prefix) => !existing.some((key) => key.startsWith(prefix)))).toEqual([]);
  });

  test('hold no key that nothing names', () => {
    const unused = existing.filter((key) => !named.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
    expect(unused.filter((key) => !key.startsWith('common:language.'))).toEqual([]);
  });
});

function read(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(liquid|ts)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

function flatten(catalogue: Readonly<Record<string, unknown>>, prefix: string): string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`]
      : flatten(value as Readonly<Record<string, unknown>>, `${prefix}${key}.`),
  );
}
