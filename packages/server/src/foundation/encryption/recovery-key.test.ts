import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecoveryKey, encodeRecoveryKey } from './recovery-key.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bare = (text: string) => text.replaceAll('-', '');

describe('a recovery key', () => {
  it('gives back exactly the key it was written from', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(decodeRecoveryKey(encodeRecoveryKey(Buffer.from(bytes)))).toEqual({
          outcome: 'key',
          key: Buffer.from(bytes),
        });
      }),
    );
  });

  it('is twelve groups of five that begin with its version', () => {
    expect(encodeRecoveryKey(randomBytes(32))).toMatch(/^C1[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{5}){11}$/);
  });

  it('forgives case, spaces and look-alike letters', () => {
    const key = Buffer.alloc(32, 0b0000_1000); // rich in 0 and 1
    const text = encodeRecoveryKey(key);
    expect(text).toMatch(/[01].*[01]/);
    const written = ` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
    expect(decodeRecoveryKey(written)).toEqual({ outcome: 'key', key });
    expect(decodeRecoveryKey(text.replaceAll('1', 'I'))).toEqual({ outcome: 'key', key });
  });

  it('is refused with any single character mistyped', () => {
    const text = bare(encodeRecoveryKey(randomBytes(32)));
    for (let index = 0; index < text.length; index += 1) {
      for (const other of alphabet) {
        if (other === text[index]) continue;
        const wrong = text.slice(0, index) + other + text.slice(index + 1);
        expect(decodeRecoveryKey(wrong).outcome).toBe('refused');
      }
    }
  });

  it('is refused with any two characters exchanged, wherever they stand', () => {
    const text = bare(encodeRecoveryKey(randomBytes(32)));
    for (let left = 0; left < text.length; left += 1) {
      for (let right = left + 1; right < text.length; right += 1) {
        if (text[left] === text[right]) continue;
        const characters = [...text];
        [characters[left], characters[right]] = [text.charAt(right), text.charAt(left)];
        expect(decodeRecoveryKey(characters.join('')).outcome).toBe('refused');
      }
    }
  });

  it('says what is wrong with a text that is none', () => {
    expect(decodeRecoveryKey('')).toEqual({ outcome: 'refused', reason: 'length' });
    expect(decodeRecoveryKey(encodeRecoveryKey(randomBytes(32)).slice(0, -1))).toMatchObject({ reason: 'length' });
    expect(decodeRecoveryKey(`C1${'U'.repeat(58)}`)).toMatchObject({ reason: 'characters' });
  });
});
