/**
 * Work that is done by one process of the whole installation at a time. A connection of its own holds the name; the
 * database lets go of it the moment the process dies, so nothing stale is left and nobody has to clean up.
 */
import type pg from 'pg';
import type { Database } from './serving.ts';

export type Held = {
  /** Aborted when the connection is lost, and the name with it: somebody else may have it now. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
};

// Apart from the locks of customers and of runners, which hash with 0 and 1.
const seed = 2;

/** Takes the name; null, at once, where another process has it. */
export async function holdAlone(database: Pick<Database, 'openDirectPool'>, name: string): Promise<Held | null> {
  const pool = database.openDirectPool(1);
  try {
    const client = await pool.connect();
    const lost = new AbortController();
    client.once('end', () => lost.abort());
    if (await isTaken(client, name)) return { lost: lost.signal, release: () => letGo(pool, client) };
    await letGo(pool, client);
    return null;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function isTaken(client: pg.PoolClient, name: string): Promise<boolean> {
  const text = `select pg_try_advisory_lock(hashtextextended($1, ${seed})) as taken`;
  const { rows } = await client.query<{ taken: boolean }>(text, [name]);
  return rows[0]?.taken === true;
}

/** Ends the connection rather than to hand it back: what it holds goes with it. */
async function letGo(pool: pg.Pool, client: pg.PoolClient): Promise<void> {
  client.release(true);
  await pool.end();
}
