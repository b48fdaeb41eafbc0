/**
 * One Cardea per data directory: a connection that holds a lock for as long as this process lives. The database itself
 * releases it the moment we die, so no stale lock can remain.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Clock } from '../../clock/index.ts';
import { settingsRefusal } from '../../config/index.ts';

const lockKey = 4_207_701_002;
const patienceMilliseconds = 2_000; // a dead owner's connection may linger for a moment

export type Contact =
  | { readonly outcome: 'connected'; readonly client: pg.Client }
  | { readonly outcome: 'starting' }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'refused'; readonly error: Error };

/** One attempt to reach the server. */
export async function contact(url: string): Promise<Contact> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `cardea-guard ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { outcome: 'connected', client };
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return { outcome: 'absent' };
    // Not let in: waiting would not help. Anything else is a server on its way up or down.
    if (typeof code === 'string' && /^(28|3D|42|EACCES|EPERM)/.test(code) && error instanceof Error)
      return { outcome: 'refused', error };
    return { outcome: 'starting' };
  }
}

/** Takes the lock, or refuses because another Cardea holds it. */
export async function takeLock(client: pg.Client, dataDirectory: string, clock: Clock): Promise<void> {
  const began = clock.monotonicMilliseconds();
  for (;;) {
    const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey]);
    if (answer.rows[0]?.taken === true) return;
    if (clock.monotonicMilliseconds() - began > patienceMilliseconds) break;
    await sleep(50);
  }
  throw settingsRefusal([
    `Another Cardea${await holder(client)} already serves the data directory ${dataDirectory}. Stop it first, or give this one a DATA_DIR of its own.`,
  ]);
}

async function holder(client: pg.Client): Promise<string> {
  const answer = await client.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = $1 limit 1`,
    [lockKey],
  );
  const pid = answer.rows[0]?.application_name.match(/\d+$/)?.[0];
  return pid === undefined ? '' : ` (process ${pid})`;
}
