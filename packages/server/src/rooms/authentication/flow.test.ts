import { describe, expect, it } from 'vitest';
import { safeReturnTo } from './flow.ts';

const origin = 'https://id.example.com';

describe('the place to return to', () => {
  it.each(['/account', '/account?tab=1#sessions', '/a/b%20c'])('may be %s', (value) => {
    expect(safeReturnTo(value, origin)).toBe(value);
  });

  it.each([
    '//evil',
    '/\\evil',
    '\\\\evil',
    'https:evil',
    'https://id.example.com@evil',
    'https://evil',
    'javascript:alert(1)',
    '/\tevil',
    '/\n/evil',
    '/%2f%2fevil',
    '/%2Fevil',
    '/%5cevil',
    ' /account',
    'account',
    '',
    '/\u0000',
    '/ä',
    '/account\r\nx: y',
    'https://id.example.com.evil',
    '/.//evil',
    `/${'a'.repeat(1100)}`,
  ])('is never %j (case 34)', (value) => {
    expect(safeReturnTo(value, origin)).toBeNull();
  });
});
