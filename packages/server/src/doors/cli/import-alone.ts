/**
 * One import of leaked passwords at a time, on all nodes of an installation: two would write into one file. The database
 * holds the lock for as long as this process lives, so that after a kill the next goes on without waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Settings, settingsRefusal } from '../../foundation/config/index.ts';
import { holdAlone } from '../../foundation/database/index.ts';
import { openBeside } from './database-beside.ts';

const sentences = {
  busy: 'Leaked passwords are being imported by another process at this moment, here or on another node. Wait until it is done; or stop it, and this command goes on where it was.',
  stopped: 'Stopped. The same command goes on where it was.',
  lost: 'The database was lost again and again, and with it the certainty that nobody else imports. The same command goes on where it was.',
};

const mostLosses = 5;
// A server that is started again has its database back by then; sooner we would start it ourselves and be in its way.
const usualPauseMilliseconds = 10_000;

/**
 * Does the work while nobody else does; refuses with a sentence while somebody does. The work stops when its signal says
 * so; where the lock was lost it is called again once the lock is back, and goes on from its mark.
 */
export async function importAlone<T>(
  settings: Settings,
  work: (signal: AbortSignal) => Promise<T>,
  pauseMilliseconds = usualPauseMilliseconds,
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => stop.abort(settingsRefusal([sentences.stopped]));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onSignal);
  try {
    for (let losses = 0; losses < mostLosses; losses++) {
      if (losses > 0) await sleep(pauseMilliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
      stop.signal.throwIfAborted();
      const outcome = await whileHeld(settings, stop.signal, work);
      if (outcome !== 'lost') return outcome.done;
    }
    throw settingsRefusal([sentences.lost]);
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal);
  }
}

async function whileHeld<T>(
  settings: Settings,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly done: T } | 'lost'> {
  const database = await openBeside(settings);
  try {
    const held = await holdAlone(database, 'breached-passwords import');
    if (held === null) throw settingsRefusal([sentences.busy]);
    try {
      return { done: await work(AbortSignal.any([stop, held.lost])) };
    } catch (error) {
      if (held.lost.aborted && !stop.aborted) return 'lost';
      throw error;
    } finally {
      await held.release();
    }
  } finally {
    await database.close();
  }
}
