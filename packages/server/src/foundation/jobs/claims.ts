/**
 * Gives back the jobs of dead runners. Each runner holds a lock in the database under its id for as long as it lives; a
 * job whose holder's lock is free was left by a process that died, and would else stay taken for hours.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from '../logging/index.ts';

export type Claims = {
  /** From now on this process is the runner `id`. */
  hold(id: string): void;
  /** The runner has ended; what it left may be given back. */
  release(): void;
  close(): Promise<void>;
};

const intervalMilliseconds = 3_000;
const graceSeconds = 3; // a new runner takes its first job a moment before it holds its lock

export function createClaims(pool: pg.Pool, logger: Logger): Claims {
  const closing = new AbortController();
  let id: string | undefined;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await watchOver(await pool.connect());
      } catch {
        // The connection was lost and the lock with it; both are made again.
        await pause();
      }
    }
  }

  // One connection holds the lock, and looks after the others' locks.
  async function watchOver(client: pg.PoolClient): Promise<void> {
    let held: string | undefined;
    try {
      while (!closing.signal.aborted) {
        if (held !== id) {
          await client.query('select pg_advisory_unlock_all()');
          if (id !== undefined) await client.query('select pg_advisory_lock(hashtextextended($1, 1))', [id]);
          held = id;
        }
        const freed = await giveBack(client, held);
        if (freed > 0) logger.warn('Jobs left by a runner that died were given back', { count: freed });
        await pause(() => held !== id);
      }
      await client.query('select pg_advisory_unlock_all()');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  let wake: () => void = () => undefined;
  async function pause(unless: () => boolean = () => false): Promise<void> {
    if (closing.signal.aborted || unless()) return;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const timer = new AbortController();
    const slept = sleep(intervalMilliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([woken, slept]);
    timer.abort();
  }

  return {
    hold(next) {
      id = next;
      wake();
    },
    release() {
      id = undefined;
      wake();
    },
    async close() {
      closing.abort();
      wake();
      await watching;
    },
  };
}

// The attempt is given back too: a process that dies again and again must not use up a message's tries.
async function giveBack(client: pg.PoolClient, own: string | undefined): Promise<number> {
  const answer = await client.query(giveBackStatement, [own ?? '', graceSeconds]);
  return answer.rowCount ?? 0;
}

const giveBackStatement = `
with holders as materialized (
  select locked_by from graphile_worker._private_jobs where locked_at < now() - make_interval(secs => $2)
  union select locked_by from graphile_worker._private_job_queues where locked_at < now() - make_interval(secs => $2)
), dead as materialized (
  select locked_by from holders
  where locked_by is not null and locked_by <> $1 and pg_try_advisory_xact_lock(hashtextextended(locked_by, 1))
), queues as (
  update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
  from dead where q.locked_by = dead.locked_by
)
update graphile_worker._private_jobs j
set locked_at = null, locked_by = null, attempts = greatest(j.attempts - 1, 0)
from dead where j.locked_by = dead.locked_by`;
