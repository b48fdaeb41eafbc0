import { describe, expect, it } from 'vitest';
import { maskEmail, parseEmailAddress } from './email-address.ts';

const normalised = (input: string) => parseEmailAddress(input)?.normalised ?? null;

describe('an e-mail address', () => {
  it.each([
    ['mike@example.org', 'mike@example.org'],
    ['  Mike@Example.ORG ', 'mike@example.org'],
    ['first.last+tag@sub.example.co.uk', 'first.last+tag@sub.example.co.uk'],
    ["o'hara@example.org", "o'hara@example.org"],
    ['käthe@bücher.example', 'käthe@xn--bcher-kva.example'],
    ['ka\u0308the@example.org', 'käthe@example.org'],
  ])('%s is known as %s', (input, expected) => {
    expect(normalised(input)).toBe(expected);
  });

  it('keeps the spelling of its owner for sending', () => {
    expect(parseEmailAddress('Mike@Example.ORG')?.value).toBe('Mike@example.org');
  });

  it.each([
    ['nothing', ''],
    ['no at sign', 'mike.example.org'],
    ['no domain', 'mike@'],
    ['no local part', '@example.org'],
    ['a domain without a dot', 'mike@localhost'],
    ['an address literal', 'mike@[127.0.0.1]'],
    ['a number for a domain', 'mike@127.0.0.1'],
    ['a space', 'mi ke@example.org'],
    ['a line break', 'mike@example.org\r\nBcc: eve@example.org'],
    ['NUL', 'mike\u0000@example.org'],
    ['a lone surrogate', 'mike\ud800@example.org'],
    ['a zero-width character', 'mi\u200bke@example.org'],
    ['a direction override', 'mike\u202e@example.org'],
    ['two receivers', 'mike@example.org,eve@example.org'],
    ['angle brackets', '<mike@example.org>'],
    ['two dots', 'mi..ke@example.org'],
    ['a local part over 64', `${'a'.repeat(65)}@example.org`],
    ['over 254 characters', `mike@${'a.'.repeat(130)}example.org`],
  ])('refuses %s', (_name, input) => {
    expect(parseEmailAddress(input)).toBeNull();
  });

  it('never lets a look-alike become another address (case 11)', () => {
    const victim = normalised('mike@example.org');
    for (const lookAlike of [
      'mıke@example.org',
      'mi\u212ae@example.org',
      'ｍike@example.org',
      'mi\u200dke@example.org',
      'MİKE@example.org',
    ]) {
      expect(normalised(lookAlike), lookAlike).not.toBe(victim);
    }
  });

  it('is shown masked to whoever may be a stranger', () => {
    expect(maskEmail('mike@example.org')).toBe('m•••@example.org');
    expect(maskEmail('𝒳@example.org')).toBe('𝒳•••@example.org');
  });
});
