/**
 * Finds the master key at the start, makes it on the very first one, and proves that it is the key this database was
 * written with. With any other key nothing could be read, and what is written would be lost to the right one.
 */
import { timingSafeEqual } from 'node:crypto';
import { settingsRefusal } from '../config/index.ts';
import type { Queries } from '../database/index.ts';
import { type MasterKey, masterKeyFrom } from './master-key.ts';
import { masterKeyFile } from './master-key-file.ts';
import { encodeRecoveryKey } from './recovery-key.ts';
import { insertFingerprint, selectFingerprint } from './store.ts';

export type OpenedMasterKey = {
  readonly masterKey: MasterKey;
  /** Only when this start gave the database its key: to be shown once, to whoever runs the server, and kept away from the server. */
  readonly recoveryKey: string | null;
};

const masterVersion = 1;

/**
 * The master key of this installation: `given` (MASTER_KEY) if there is one, else the file in the data directory, else
 * a fresh one. Throws a settings refusal when the database belongs to another key; call it after the migrations.
 */
export async function openMasterKey(options: {
  readonly queries: Queries;
  readonly dataDirectory: string;
  readonly given?: Buffer | undefined;
}): Promise<OpenedMasterKey> {
  const file = masterKeyFile(options.dataDirectory);
  const place = options.given === undefined ? file.path : 'MASTER_KEY';
  const expected = await selectFingerprint(options.queries, masterVersion);
  const present = options.given ?? file.read();
  // A database that has known a key must never silently get a new one.
  if (present === null && expected !== null) throw settingsRefusal([missing(file.path)]);
  const made = present === null ? file.create() : null;
  const bytes = present ?? made?.key;
  if (bytes === undefined) throw new Error('A master key is either present or made.');

  const masterKey = masterKeyFrom(bytes, masterVersion);
  const fingerprint = masterKey.derive('fingerprint');
  const isFirst = expected === null && (await insertFingerprint(options.queries, masterVersion, fingerprint));
  const settled = expected ?? (await selectFingerprint(options.queries, masterVersion));
  if (settled === null || !timingSafeEqual(settled, fingerprint)) {
    // Another node was first, with a key of its own: this one has sealed nothing and must not lie about.
    if (made?.created === true) file.remove();
    throw settingsRefusal([wrong(place, file.path)]);
  }
  // Not by whether the file was made now: a start that died in between made it and showed nothing.
  return { masterKey, recoveryKey: isFirst && options.given === undefined ? encodeRecoveryKey(bytes) : null };
}

/** Whether this database has been given a master key yet. */
export async function hasMasterKey(queries: Queries): Promise<boolean> {
  return (await selectFingerprint(queries, masterVersion)) !== null;
}

function missing(path: string): string {
  return (
    `This database was written with a master key, and there is none here. Write your recovery key into ${path} ` +
    '(one line, then chmod 600), or set MASTER_KEY to the key of the other nodes, and start again.'
  );
}

function wrong(place: string, path: string): string {
  return (
    `The master key in ${place} is not the one this database was written with. ` +
    `Take MASTER_KEY away, write your recovery key into ${path} (one line, then chmod 600), and start again; ` +
    'or bring the original key back. Nothing was changed.'
  );
}
