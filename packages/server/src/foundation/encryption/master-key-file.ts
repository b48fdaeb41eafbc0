/**
 * The master key in the data directory: made at most once, readable by its owner alone, on the disk before it is used.
 * The file holds 32 bytes in base64, or a recovery key that somebody put there to restore it.
 */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { settingsRefusal } from '../config/index.ts';
import { newKeyBytes } from '../ids/index.ts';
import { masterKeyLength } from './master-key.ts';
import { decodeRecoveryKey } from './recovery-key.ts';

const fileName = 'master.key';

export type MasterKeyFile = {
  readonly path: string;
  /** Null when there is none yet. */
  read(): Buffer | null;
  /** Makes the key unless another process was first; either way the key on the disk is returned. */
  create(): { readonly key: Buffer; readonly created: boolean };
  remove(): void;
};

export function masterKeyFile(dataDirectory: string): MasterKeyFile {
  const path = join(dataDirectory, fileName);

  const read = (): Buffer | null => {
    const text = readIfPresent(path);
    if (text === null) return null;
    if ((statSync(path).mode & 0o077) !== 0) closeToOthers(path);
    return parse(path, text.trim());
  };

  return {
    path,
    read,
    create() {
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
      // Written aside and linked into place: nobody ever reads half a key, and only one link can succeed.
      const aside = `${path}.${newKeyBytes(8).toString('hex')}`;
      writeDurably(aside, `${newKeyBytes(masterKeyLength).toString('base64')}\n`);
      const created = linkUnlessPresent(aside, path);
      unlinkSync(aside);
      syncDirectory(dataDirectory);
      const key = read();
      if (key === null) throw settingsRefusal([`The master key ${path} vanished while it was made. Start again.`]);
      return { key, created };
    },
    remove: () => unlinkSync(path),
  };
}

function parse(path: string, text: string): Buffer {
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return Buffer.from(text, 'base64');
  const decoded = decodeRecoveryKey(text);
  if (decoded.outcome === 'key') return decoded.key;
  const mistake =
    decoded.reason === 'checksum' || decoded.reason === 'characters'
      ? 'holds a recovery key with a mistake in it. Compare it with your copy, character by character.'
      : 'holds neither a master key nor a recovery key. Write your recovery key into it, or bring the file back from a backup.';
  throw settingsRefusal([`The file ${path} ${mistake}`]);
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw settingsRefusal([
      `The master key ${path} cannot be read (${codeOf(error)}). Let the user that runs Cardea read it.`,
    ]);
  }
}

function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    throw settingsRefusal([`Others can read the master key ${path}. Run: chmod 600 ${path}`]);
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function linkUnlessPresent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    unlinkSync(from);
    throw error;
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
