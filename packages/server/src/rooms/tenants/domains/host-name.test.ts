import { describe, expect, it } from 'vitest';
import { readHostName } from './host-name.ts';

describe('a host name', () => {
  it.each([
    ['id.acme.example', 'id.acme.example'],
    [' ID.Acme.Example ', 'id.acme.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
  ])('%j is stored as %s', (given, stored) => {
    expect(readHostName(given, false)).toBe(stored);
  });

  it.each([
    '',
    'localhost',
    'acme',
    'app.localhost',
    'id.acme.example:8443',
    'https://id.acme.example',
    'id.acme.example/path',
    'id.acme.example?x',
    'user@id.acme.example',
    'id.acme.example.',
    'a..example',
    '-a.example',
    'a_b.example',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '::1',
    'a.example\r\nX: y',
    'a.example%0d',
    'a b.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(140)}example`,
    '*.acme.example',
  ])('%j is none outside loopback', (given) => {
    expect(readHostName(given, false)).toBeNull();
  });

  it('may be of loopback, with a port, where all is on loopback', () => {
    expect(readHostName('Shop.localhost:4000', true)).toBe('shop.localhost:4000');
    expect(readHostName('127.0.0.1:4000', true)).toBeNull();
  });
});
