/**
 * Lets in as many hashes at once as there are cores and lets a bounded number wait; the rest is told when to come back.
 * The thread pool is shared with signing and files: without this brake a flood of sign-ins would stop everything.
 */

import type { Clock } from '../clock/index.ts';
import { ProblemError } from '../errors/index.ts';
import type { Metrics } from '../telemetry/index.ts';

export type HashQueue = { run<T>(work: () => Promise<T>): Promise<T> };

export function createHashQueue(options: {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'hashesWaiting' | 'hashRefused'>;
  readonly mostInFlight: number;
  readonly mostWaiting: number;
}): HashQueue {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let averageMilliseconds = 25; // corrected by what is measured

  const secondsUntilRoom = () =>
    Math.max(1, Math.ceil(((waiting.length + inFlight) * averageMilliseconds) / options.mostInFlight / 1000));

  const enter = async (): Promise<void> => {
    if (inFlight < options.mostInFlight) {
      inFlight += 1;
      return;
    }
    if (waiting.length >= options.mostWaiting) {
      options.metrics.hashRefused();
      throw new ProblemError('server.busy', { retryAfterSeconds: secondsUntilRoom() });
    }
    await new Promise<void>((proceed) => {
      waiting.push(proceed);
      options.metrics.hashesWaiting(waiting.length);
    });
  };

  /** The place of a finished hash goes straight to the next in line, so nobody can slip in between. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) {
      inFlight -= 1;
      return;
    }
    options.metrics.hashesWaiting(waiting.length);
    next();
  };

  return {
    async run(work) {
      await enter();
      const begun = options.clock.monotonicMilliseconds();
      try {
        return await work();
      } finally {
        averageMilliseconds = averageMilliseconds * 0.9 + (options.clock.monotonicMilliseconds() - begun) * 0.1;
        leave();
      }
    },
  };
}
