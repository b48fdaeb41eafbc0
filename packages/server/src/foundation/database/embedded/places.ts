/**
 * Where the embedded database keeps its things: the cluster, its password and its log in DATA_DIR, and the unix socket
 * in a private folder there, or under the temporary folder when that path is too long or closed to the account.
 */
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsRefusal } from '../../config/index.ts';
import { hashSecret } from '../../ids/index.ts';
import { type Account, chooseAccount, giveTo, isReachable } from './account.ts';

export type Places = {
  readonly dataDirectory: string;
  readonly account: Account;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly socketFolder: string;
  /** Whether the account can walk to DATA_DIR; if not, programs are started inside their folder and stay there. */
  readonly reachable: boolean;
};

const longestSocketFolder = 85; // sun_path holds 103 bytes on macOS; "/.s.PGSQL.5432" and a margin

export function choosePlaces(dataDirectory: string): Places {
  const self = process.geteuid?.();
  // Root's folder may be entered, not listed, so that the account reaches its cluster inside.
  makeHome(dataDirectory, self === 0 ? 0o711 : 0o700);
  const home = realpathSync(dataDirectory);
  const cluster = join(home, 'postgres');
  const account = chooseAccount(cluster);
  const reachable = isReachable(account, home);
  if (!reachable && process.platform !== 'linux') {
    throw settingsRefusal([
      `The account that runs PostgreSQL cannot enter ${home}. Set DATA_DIR to a folder that others may enter, or start Cardea as an ordinary user.`,
    ]);
  }
  return {
    dataDirectory: home,
    account,
    cluster,
    passwordFile: join(home, 'postgres.password'),
    logFile: join(home, 'postgres.log'),
    socketFolder: socketFolder(home, account, reachable),
    reachable,
  };
}

function makeHome(dataDirectory: string, mode: number): void {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode });
    accessSync(dataDirectory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw settingsRefusal([
      `The data directory ${dataDirectory} cannot be written to: ${String(error)}. Give it to the user that runs Cardea, or set another DATA_DIR.`,
    ]);
  }
}

/** Leaves nothing behind in the shared temporary folder once the server is gone. */
export function removeTemporaryFolder(places: Places): void {
  if (!places.socketFolder.startsWith(places.dataDirectory))
    rmSync(places.socketFolder, { recursive: true, force: true });
}

function socketFolder(home: string, account: Account, reachable: boolean): string {
  const preferred = join(home, 'run');
  if (reachable && Buffer.byteLength(preferred) <= longestSocketFolder) return makePrivate(preferred, account);
  const name = `cardea-${hashSecret(home).toString('hex').slice(0, 16)}`;
  const temporary = realpathSync(tmpdir());
  const suits = isReachable(account, temporary) && Buffer.byteLength(join(temporary, name)) <= longestSocketFolder;
  return makePrivate(join(suits ? temporary : '/tmp', name), account);
}

// In a shared temporary folder somebody else may have been first: then it is not ours to use.
function makePrivate(path: string, account: Account): string {
  try {
    mkdirSync(path, { mode: 0o700 });
    giveTo(account, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const stat = lstatSync(path);
  const self = process.geteuid?.() ?? stat.uid;
  if (!stat.isDirectory() || ![self, account?.uid].includes(stat.uid)) {
    throw settingsRefusal([`The folder ${path} belongs to somebody else. Remove it, or set another DATA_DIR.`]);
  }
  giveTo(account, path);
  chmodSync(path, 0o700);
  return path;
}
