import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findCodes } from './codes.ts';
import { digestForms, secretForms, textForms } from './forms.ts';
import { createSearch } from './search.ts';

const name = "Désirée-Lu O'Shaughmorbergmann";
const secret = 'q6wJm0B8mZ3xk5y2-1sUo_PcVtYrDnEaHgLfKiXw9Z4';
const filler = Buffer.alloc(5_000, 'The quick brown fox jumps over the lazy dog. ');
const search = createSearch([
  ...textForms(name, 'a name'),
  ...secretForms(secret, 'a session'),
  ...digestForms('482913', 'a code'),
]);
const foundIn = (...parts: (string | Buffer)[]) => [
  ...search(Buffer.concat([filler, ...parts.map((part) => Buffer.from(part)), filler])).keys(),
];

describe('the search', () => {
  it('finds nothing where nothing is', () => {
    expect(foundIn('nobody')).toEqual([]);
  });

  it.each([
    ['as it is', name],
    ['in capitals', name.toUpperCase()],
    ['decomposed', name.normalize('NFD')],
    ['in UTF-16', Buffer.from(name, 'utf16le')],
    ['in JSON', JSON.stringify({ name }).replaceAll('é', '\\u00e9')],
    ['in an address', encodeURIComponent(name)],
    ['as hex', Buffer.from(name).toString('hex').toUpperCase()],
    ['as base64', Buffer.from(name).toString('base64')],
    ['as base64 of a longer text', Buffer.from(`{"name":"${name}"}`).toString('base64')],
    ['as base64 one byte further', Buffer.from(`{"name": "${name}"}`).toString('base64')],
    ['as base64 two bytes further', Buffer.from(`{ "name": "${name}"}`).toString('base64')],
  ])('finds a name %s', (_form, hidden) => {
    expect(foundIn('before ', hidden, ' after')).not.toEqual([]);
  });

  it.each([
    ['as it is', secret],
    ['as its bytes', Buffer.from(secret, 'base64url')],
    ['as the hex of its bytes', Buffer.from(secret, 'base64url').toString('hex')],
    ['as base64 of its text', Buffer.from(secret).toString('base64')],
  ])('finds the secret of a session %s', (_form, hidden) => {
    expect(foundIn('\0', hidden, '\0')).not.toEqual([]);
  });

  it('finds what stands at the very beginning and at the very end', () => {
    expect([...search(Buffer.from(name)).values()]).toContain(0);
    expect(search(Buffer.concat([filler, Buffer.from(secret)])).size).toBeGreaterThan(0);
  });

  it('finds a code that was hashed without a key', () => {
    const sha256 = createHash('sha256').update('482913').digest();
    expect(foundIn(sha256)).toHaveLength(1);
    expect(foundIn(sha256.toString('hex'))).toHaveLength(1);
  });
});

describe('a code', () => {
  it.each(['(482913)', '"code":"482913"', 'your code is 482 913.', '482-913', 'x\t482913\n'])(
    'is seen in %s',
    (text) => {
      expect([...findCodes(text)]).toEqual(['482913']);
    },
  );

  it.each(['1482913', '08:00:01.482913+00', 'ab482913', '482913.5', '12 482 913', '482 913 55', 'f482913a'])(
    'is not seen in %s',
    (text) => {
      expect([...findCodes(text)]).toEqual([]);
    },
  );
});
