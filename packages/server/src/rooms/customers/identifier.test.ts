import { describe, expect, it } from 'vitest';
import { readIdentifier } from './identifier.ts';
import { maskPhoneNumber, parsePhoneNumber } from './phone-number.ts';
import { parseUsername } from './username.ts';

const all = { username: 'optional', phone: 'optional', defaultCountry: 'DE' } as const;

describe('a phone number', () => {
  it.each([
    '+49 151 23456789',
    '+49 (0)151 23456789',
    '0049 151 23456789',
    '0151 23456789',
    '(0151) 234-567-89',
    '0151/23456789',
    '0151.23456789',
  ])('is the same however it is written: %s', (typed) => {
    expect(parsePhoneNumber(typed, 'DE')?.normalised).toBe('+4915123456789');
  });

  it.each([
    '',
    'maria',
    '12345',
    '030 123456',
    '+1 900 555 0123',
    '+49151234567890123',
    '0151 23456789 x5',
    '+٤٩١٥١٢٣٤٥٦٧٨٩',
    'tel:+4915123456789',
    `+49151${'2'.repeat(60)}`,
  ])('is none when no message could reach it: %j', (typed) => {
    expect(parsePhoneNumber(typed, 'DE')).toBeNull();
  });

  it('needs its country where the business names none', () => {
    expect(parsePhoneNumber('0151 23456789', undefined)).toBeNull();
    expect(parsePhoneNumber('+4915123456789', undefined)?.value).toBe('+4915123456789');
    expect(parsePhoneNumber('0151 23456789', 'XX')).toBeNull();
  });

  it('is recognised by its owner when it is masked, and by nobody else', () => {
    expect(maskPhoneNumber('+4915123456789')).toBe('+49 ••• 789');
  });
});

describe('a user name', () => {
  it.each(['Maria', 'maria.l', 'm-l', 'a_1', 'j0hn', 'a'.repeat(32)])('may be %s', (name) => {
    expect(parseUsername(name)).toEqual({ value: name, normalised: name.toLowerCase() });
  });

  it.each([
    ['ab', 'too_short'],
    ['a'.repeat(33), 'too_long'],
    ['1maria', 'malformed'],
    ['maria.', 'malformed'],
    ['ma..ria', 'malformed'],
    ['mаria', 'malformed'],
    ['ｍａｒｉａ', 'malformed'],
    ['maria\u200b', 'malformed'],
    ['ma\u0131ria', 'malformed'],
    ['admin', 'reserved'],
    ['A.D.M.I.N', 'reserved'],
    ['No_Reply', 'reserved'],
    ['acme-shop', 'reserved'],
  ])('may not be %j: %s', (name, refused) => {
    expect(parseUsername(name, ['Acme Shop'])).toEqual({ refused });
  });
});

describe('what somebody types to sign in', () => {
  it('is an address, a number or a user name by its form alone', () => {
    expect(readIdentifier(' Maria@Example.COM ', all).normalised).toBe('maria@example.com');
    expect(readIdentifier('0151 23456789', all).normalised).toBe('+4915123456789');
    expect(readIdentifier('Maria', all).normalised).toBe('maria');
  });

  it('is nobody’s when it is none, or of a type that is not allowed', () => {
    const off = { username: 'off', phone: 'off' } as const;
    for (const typed of ['Maria', '+4915123456789', '', 'x'.repeat(400)]) {
      expect(readIdentifier(typed, off).normalised).toMatch(/^nobody:/);
    }
    for (const typed of ['a@b', 'no one', '123', '\ud800', 'nobody:maria']) {
      expect(readIdentifier(typed, all).normalised).toMatch(/^nobody:/);
    }
  });
});
