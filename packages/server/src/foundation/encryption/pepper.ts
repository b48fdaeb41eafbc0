/**
 * The pepper: encrypts finished password hashes under a versioned key that never reaches the database. Because it goes
 * around the hash and not into it, an export stays standard and a new pepper needs nobody's password.
 */
import type { MasterKey } from './master-key.ts';
import { sealBroken } from './seal-broken.ts';
import { openBytes, sealBytes, sealedVersion } from './sealed-box.ts';

const currentVersion = 1;

/** Seals and opens password hashes, bound to whoever they belong to; `outdated` asks for a new seal. */
export function createPepper(masterKey: MasterKey) {
  const key = (version: number) => ({ version, key: masterKey.derive(`pepper ${version}`) });
  return {
    seal(binding: readonly string[], text: string): Buffer {
      return sealBytes(key(currentVersion), ['pepper', ...binding], Buffer.from(text, 'utf8'));
    },
    open(binding: readonly string[], sealed: Buffer): { text: string; outdated: boolean } {
      const version = sealedVersion(sealed);
      if (version < 1 || version > currentVersion) throw sealBroken('key_missing');
      const text = openBytes(key(version), ['pepper', ...binding], sealed).toString('utf8');
      return { text, outdated: version !== currentVersion };
    },
  };
}
