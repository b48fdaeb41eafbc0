import { describe, expect, it } from 'vitest';
import { refusePassword } from './password-policy.ts';

const context = ['Acme Shop', 'anna.bergmann@example.com', 'Anna Bergmann'];

describe('a password', () => {
  it.each([
    ['a long sentence', 'the quiet river bends twice before noon'],
    ['spaces', 'a b c d e f g h'],
    ['emoji', '🐢🌋🎻🪁🧭🍄🫧🛶'],
    ['64 characters', `${'x7-'.repeat(21)}y`],
    ['any script', 'тихая река поворачивает'],
    ['a phrase that mentions the shop', 'acme makes the worst coffee in town'],
    ['256 characters', 'q9'.repeat(128)],
  ])('of %s is accepted as it is', (_name, password) => {
    expect(refusePassword(password, context)).toBeNull();
  });

  it.each([
    ['too_short', 'seven77'],
    ['too_short', '🐢🌋🎻🪁🧭🍄🫧'],
    ['too_long', `${'q9'.repeat(128)}x`],
    ['malformed', 'river\u0000bends'],
    ['malformed', 'river bends \ud800'],
    ['common', 'password'],
    ['common', 'Password1'],
    ['common', 'iloveyou'],
    ['common', 'password!!'],
    ['common', '12345678'],
    ['common', 'aaaaaaaaaaaa'],
    ['common', 'abcdefghij'],
    ['context', 'acme-shop'],
    ['context', 'AcmeShop2026!'],
    ['context', 'bergmann1999'],
    ['context', 'anna.bergmann@example.com'],
    ['context', 'bergmannbergmann'],
  ])('is refused as %s: %s', (reason, password) => {
    expect(refusePassword(password, context)).toBe(reason);
  });
});
