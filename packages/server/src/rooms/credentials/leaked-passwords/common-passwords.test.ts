import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCommonPasswords, readCommonPasswords } from '../../../../test/common-passwords.ts';
import { refusePassword } from '../password-policy.ts';
import { commonPasswordsFile, isCommonPassword } from './common-passwords.ts';
import { openMemoryFilter } from './memory-filter.ts';

const formerly = createRequire(import.meta.url)('fxa-common-password-list') as { test(password: string): boolean };

let passwords: ReadonlySet<string>;
let listed: readonly string[];
beforeAll(() => {
  passwords = readCommonPasswords();
  listed = [...passwords];
});

describe('the built-in filter', () => {
  it('is what the lists make it, and holds every one of over a million', { timeout: 120_000 }, () => {
    const file = readFileSync(commonPasswordsFile);
    const filter = openMemoryFilter(file);
    const missing: string[] = [];
    const built = buildCommonPasswords(passwords, (hash, password) => {
      if (!filter.has(hash)) missing.push(password);
    });
    expect(passwords.size).toBeGreaterThan(1_000_000);
    expect(missing).toEqual([]);
    expect(built.equals(file)).toBe(true);
    expect(listed.slice(0, 1000).filter((password) => !isCommonPassword(password))).toEqual([]);
  });

  it('takes at most one stranger in 60,000 for one of them', () => {
    const strangers = Array.from({ length: 120_000 }, (_, index) => `ferry:${index}:lantern`);
    expect(strangers.filter(isCommonPassword).length).toBeLessThanOrEqual(2);
  });

  it('allows nothing that was refused before, dressed or in any capitals', () => {
    const stripEnds = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    const wasRefused = (password: string) => {
      const plain = password.normalize('NFC').toLowerCase();
      return formerly.test(plain) || formerly.test(stripEnds(plain));
    };
    const dress = fc.tuple(fc.nat(), fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), fc.boolean());
    fc.assert(
      fc.property(dress, ([place, before, after, isLoud]) => {
        const word = listed[place % listed.length] ?? '';
        const password = `${before}${isLoud ? word.toUpperCase() : word}${after}`;
        if (password.length >= 8 && wasRefused(password)) expect(refusePassword(password, [])).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
