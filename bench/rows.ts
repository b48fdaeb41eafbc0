/** All rows, floors first. Their names are a promise to whoever compares runs: add rows, never rename one. */
import type { Row } from './row.ts';
import { connectionSignIn, passwordSignInWhileUpstreamHangs } from './rows/connections.ts';
import { deviceSignIn } from './rows/devices.ts';
import { clientCredentialsUnderFlood, discoveryUnderFlood } from './rows/flood.ts';
import {
  floorArgon2id,
  floorDigestAndRead,
  floorMailedSecret,
  floorPostgresTransaction,
  floorSignEs256,
  floorVerifyEs256,
  floorVerifyIdToken,
  leakedPassword,
} from './rows/floors.ts';
import { passwordSignIn, profileRead, profileWrite, recovery, registration, sessionCheck } from './rows/people.ts';
import { emailCode, magicLink, passkeySignIn } from './rows/proofs.ts';
import { passwordSignInWithKey, passwordSignInWithoutDetection } from './rows/protection.ts';
import { clientCredentials, discovery, introspection, refresh, refreshRotating, userinfo } from './rows/protocol.ts';

const rows: readonly Row[] = [
  floorArgon2id,
  floorSignEs256,
  floorVerifyEs256,
  floorVerifyIdToken,
  floorMailedSecret,
  floorDigestAndRead,
  floorPostgresTransaction,
  leakedPassword,
  passwordSignIn,
  passwordSignInWithoutDetection,
  passwordSignInWithKey,
  passwordSignInWhileUpstreamHangs,
  passkeySignIn,
  emailCode,
  magicLink,
  connectionSignIn,
  deviceSignIn,
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
  const wanted = new Set(only);
  // A floor may have a floor of its own, and comes before what is compared with it.
  for (const row of rows.toReversed()) if (wanted.has(row.name) && row.floor !== null) wanted.add(row.floor);
  return rows.filter((row) => wanted.has(row.name));
}
