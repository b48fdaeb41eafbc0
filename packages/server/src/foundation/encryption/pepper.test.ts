import { describe, expect, it } from 'vitest';
import { newKeyBytes } from '../ids/index.ts';
import { createPepper, masterKeyFrom } from './index.ts';

const bytes = newKeyBytes(32);
const pepper = createPepper(masterKeyFrom(bytes));
const binding = ['ten_a', 'cus_a'];
const phc = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

describe('the pepper', () => {
  it('opens what it sealed, also after a restart, and calls it current', () => {
    const sealed = pepper.seal(binding, phc);
    expect(createPepper(masterKeyFrom(bytes)).open(binding, sealed)).toEqual({ text: phc, outdated: false });
    expect(sealed.includes('argon2id')).toBe(false);
  });

  it('does not open for another tenant or customer, nor under another master key', () => {
    const sealed = pepper.seal(binding, phc);
    const broken = expect.objectContaining({ name: 'SealBroken', code: 'not_authentic' });
    expect(() => pepper.open(['ten_b', 'cus_a'], sealed)).toThrow(broken);
    expect(() => pepper.open(['ten_a', 'cus_b'], sealed)).toThrow(broken);
    expect(() => pepper.open(['ten_ac', 'us_a'], sealed)).toThrow(broken);
    expect(() => createPepper(masterKeyFrom(newKeyBytes(32))).open(binding, sealed)).toThrow(broken);
  });

  it('refuses a version it does not know', () => {
    const sealed = pepper.seal(binding, phc);
    sealed.writeUInt32BE(2, 1);
    expect(() => pepper.open(binding, sealed)).toThrow(expect.objectContaining({ code: 'key_missing' }));
  });

  it('has a key of its own', () => {
    const master = masterKeyFrom(bytes);
    expect(master.derive('pepper 1')).not.toEqual(master.derive('wrap'));
    expect(() => masterKeyFrom(newKeyBytes(31))).toThrow();
  });
});
