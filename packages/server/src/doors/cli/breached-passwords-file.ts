/**
 * What the doctor says of the file of leaked passwords. A server that cannot read it only warns and goes on without, so it
 * is opened here as the server would: root, who reads everything, becomes the owner of DATA_DIR for that moment.
 */
import { closeSync, openSync, statSync } from 'node:fs';
import { breachedPasswordsFile, type Settings } from '../../foundation/config/index.ts';
import { countInFilter } from '../../rooms/credentials/index.ts';
import type { Finding } from './finding.ts';

/** Nothing where none was imported and none is named. */
export async function examineBreachedPasswords(
  settings: Pick<Settings, 'breachedPasswordsFile' | 'dataDirectory'>,
): Promise<Finding[]> {
  const file = breachedPasswordsFile(settings);
  const name = 'leaked passwords';
  const wrong = (detail: string, remedy: string) => [{ name, ok: false, detail, remedy }];
  const code = openAsServer(file, settings.dataDirectory);
  if (code === 'ENOENT' && settings.breachedPasswordsFile === undefined) return [];
  if (code === 'ENOENT')
    return wrong(`there is no file ${file}`, 'Import one: ./cardea breached-passwords import FILE');
  if (code !== null)
    return wrong(
      `the server may not read ${file} (${code})`,
      'Let the account that runs the server read the file and enter its folders. Until then only the passwords that are built in are known.',
    );
  const entries = await countInFilter(file).catch(() => null);
  if (entries === null)
    return wrong(
      `${file} is none that this version can read`,
      'Make it again: ./cardea breached-passwords import FILE',
    );
  return [{ name, ok: true, detail: `${entries} are looked up in ${file}`, remedy: null }];
}

/** Null where it can be opened; otherwise the code of what is in the way. */
function openAsServer(file: string, dataDirectory: string): string | null {
  return asOwnerOf(dataDirectory, () => {
    try {
      closeSync(openSync(file, 'r'));
      return null;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    }
  });
}

function asOwnerOf<Result>(folder: string, look: () => Result): Result {
  const owner = statSync(folder, { throwIfNoEntry: false });
  const { geteuid, seteuid, getegid, setegid, getgroups, setgroups } = process;
  if (owner === undefined || owner.uid === 0 || geteuid?.() !== 0) return look();
  const [group, groups] = [getegid?.() ?? 0, getgroups?.() ?? []];
  setgroups?.([owner.gid]);
  setegid?.(owner.gid);
  seteuid?.(owner.uid);
  try {
    return look();
  } finally {
    seteuid?.(0);
    setegid?.(group);
    setgroups?.(groups);
  }
}
