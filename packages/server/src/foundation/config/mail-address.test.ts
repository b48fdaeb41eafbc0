import { describe, expect, it } from 'vitest';
import { isSingleAddress, readSender } from './mail-address.ts';

describe('an address in a mail', () => {
  it.each([
    "o'brien+news@example.com",
    'a!#$%&*/=?^_`{|}~b@example.com',
    '"quoted, local part"@example.com',
    'käthe@exämple.de',
    'x@y',
  ])('is accepted when it is one address: %s', (address) => expect(isSingleAddress(address)).toBe(true));

  it.each([
    'a@example.com, b@evil.example',
    'a@example.com;b@evil.example',
    'a@evil.example@example.com',
    'a@example.com\r\nBcc: b@evil.example',
    'a@example.com\n',
    'Ann <a@example.com>',
    'a b@example.com',
    '"a\r\nRCPT TO:<b@evil.example>"@example.com',
    '"unfinished@example.com',
    'a\u200b@example.com',
    'group:a@example.com',
    '@example.com',
    'a@',
    '',
    `${'a'.repeat(320)}@example.com`,
  ])('is refused when it is anything else: %j', (address) => expect(isSingleAddress(address)).toBe(false));

  it('is read with and without the name of its sender', () => {
    expect(readSender('no-reply@acme.example')).toEqual({
      name: '',
      address: 'no-reply@acme.example',
      host: 'acme.example',
    });
    expect(readSender('"Acme, Inc." <no-reply@acme.example>')).toEqual({
      name: 'Acme, Inc.',
      address: 'no-reply@acme.example',
      host: 'acme.example',
    });
    expect(readSender('Acme <no-reply>')).toBe(null);
    expect(readSender('a(b)@acme.example')).toBe(null);
  });
});
