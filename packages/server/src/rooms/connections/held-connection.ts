/** A connection with what proves to its provider, at this moment, that it is us. For whoever speaks to that provider alone. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Queries } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { signAppleSecret } from './apple-secret.ts';
import type { Connection, Place } from './connection.ts';
import { toConnection } from './known-connections.ts';
import { openSecret } from './secrets.ts';
import { findConnection } from './store.ts';

export type HeldConnection = { readonly connection: Connection; readonly clientSecret: string | null };

/** It as these queries see it, or null. */
export async function readHeld(
  { encryption, clock }: { readonly encryption: Encryption; readonly clock: Clock },
  queries: Queries,
  { tenantId, connectionId }: Place,
): Promise<HeldConnection | null> {
  const row = await findConnection(queries, tenantId, connectionId);
  const connection = row === undefined ? null : toConnection(row);
  if (row === undefined || connection === null) return null;
  const secret = await openSecret(encryption, queries, tenantId, { connectionId, sealed: row.sealed_secret });
  const { settings } = connection;
  if (secret === null || settings.apple === undefined) return { connection, clientSecret: secret };
  const key = { teamId: settings.apple.team_id, keyId: settings.apple.key_id, privateKey: secret };
  const made = { clientId: settings.client_id, issuer: settings.issuer ?? '', at: clock.now() };
  return { connection, clientSecret: await signAppleSecret(key, made) };
}
