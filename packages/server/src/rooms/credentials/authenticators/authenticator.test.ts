import { expect, test } from 'vitest';
import { newAuthenticatorSecret, otpauthUri, stepOfCode } from './authenticator.ts';

// RFC 6238, appendix B: the key is "12345678901234567890"; of the eight digits there, apps show the last six.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at %d seconds the code of the standard counts', (seconds, code) => {
  expect(stepOfCode(secret, code, seconds)).toBe(Math.floor(seconds / 30));
});

test('a code counts one step early and one late, and says of which step it is', () => {
  const step = Math.floor(1_111_111_109 / 30);
  for (const shift of [-30, 0, 30]) expect(stepOfCode(secret, '081804', 1_111_111_109 + shift), `${shift}`).toBe(step);
  for (const shift of [-60, 60]) expect(stepOfCode(secret, '081804', 1_111_111_109 + shift), `${shift}`).toBeNull();
});

test('a code is read as people type it, and what is no code is none', () => {
  expect(stepOfCode(secret, ' 081 804 ', 1_111_111_109)).not.toBeNull();
  for (const typed of ['', '81804', '0818040', '08180a', '０８１８０４', '081804\n081804'])
    expect(stepOfCode(secret, typed, 1_111_111_109), JSON.stringify(typed)).toBeNull();
});

test('a secret has 160 bits and is never the same twice', () => {
  const made = Array.from({ length: 50 }, newAuthenticatorSecret);
  expect(new Set(made).size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
});

test('the address for apps names the business and the account, whatever they are called', () => {
  const uri = new URL(otpauthUri(secret, { issuer: 'Shop: & Co', account: 'anna+x@example.com' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('Shop & Co:anna+x@example.com');
  expect(uri.searchParams.get('issuer')).toBe('Shop & Co');
  expect(uri.searchParams.get('secret')).toBe(secret);
});
