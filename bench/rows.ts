/** All rows, floors first. Their names are a promise to whoever compares runs: add rows, never rename one. */
import type { Row } from './row.ts';
import { clientCredentialsUnderFlood, discoveryUnderFlood } from './rows/flood.ts';
import {
  floorArgon2id,
  floorMailedSecret,
  floorPostgresTransaction,
  floorSignEs256,
  floorVerifyEs256,
} from './rows/floors.ts';
import { passwordSignIn, profileRead, profileWrite, recovery, registration, sessionCheck } from './rows/people.ts';
import { emailCode, magicLink, passkeySignIn } from './rows/proofs.ts';
import { clientCredentials, discovery, introspection, refresh, refreshRotating, userinfo } from './rows/protocol.ts';

const rows: readonly Row[] = [
  floorArgon2id,
  floorSignEs256,
  floorVerifyEs256,
  floorMailedSecret,
  floorPostgresTransaction,
  passwordSignIn,
  passkeySignIn,
  emailCode,
  magicLink,
  registration,
  recovery,
  sessionCheck,
  profileRead,
  profileWrite,
  discovery,
  clientCredentials,
  refresh,
  refreshRotating,
  userinfo,
  introspection,
  discoveryUnderFlood,
  clientCredentialsUnderFlood,
];

/** The names there are, in the order in which they are measured. */
export const rowNames: readonly string[] = rows.map((row) => row.name);

/** The rows asked for, and the floors they are compared with: only what was measured side by side can be compared. */
export function chooseRows(only: readonly string[] | null): readonly Row[] {
  if (only === null) return rows;
  const floors = rows.flatMap((row) => (only.includes(row.name) && row.floor !== null ? [row.floor] : []));
  const wanted = new Set([...only, ...floors]);
  return rows.filter((row) => wanted.has(row.name));
}
