/**
 * Under which account PostgreSQL runs. It refuses to run as root, so root hands it to an unprivileged account; anybody
 * else runs it as themselves.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { settingsRefusal } from '../../config/index.ts';

/** The account to change to, or undefined where the process already runs as the right one. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/** Chooses the account for a cluster at `cluster`, which may not exist yet; a cluster stays with its owner. */
export function chooseAccount(cluster: string): Account {
  const owner = ownerOf(cluster);
  const self = process.geteuid?.();
  if (self !== undefined && self !== 0) {
    if (owner !== undefined && owner.uid !== self) {
      throw settingsRefusal([
        `The database in ${cluster} belongs to user id ${owner.uid}, but Cardea runs as user id ${self}. Run it as that user, or set another DATA_DIR.`,
      ]);
    }
    requirePasswdEntry(self);
    return undefined;
  }
  if (owner !== undefined && owner.uid !== 0 && idOf('-un', String(owner.uid)) !== undefined) return owner;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw settingsRefusal([
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Start Cardea as an ordinary user, or set DATABASE_URL.',
  ]);
}

/** Gives a file or folder to the account. */
export function giveTo(account: Account, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

/** Whether the account may enter every folder on the way to `path`, and `path` itself. */
export function isReachable(account: Account, path: string): boolean {
  if (account === undefined) return true;
  for (let place = path; ; place = dirname(place)) {
    const { uid, gid, mode } = statSync(place);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (place === dirname(place)) return true;
  }
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : { uid: stat.uid, gid: stat.gid };
}

function requirePasswdEntry(uid: number): void {
  try {
    userInfo();
  } catch {
    throw settingsRefusal([
      `User id ${uid} has no entry in /etc/passwd, and PostgreSQL needs one. Add the entry, run Cardea as another user, or set DATABASE_URL.`,
    ]);
  }
}

function idOf(option: '-u' | '-g' | '-un', name: string): string | undefined {
  try {
    return execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
