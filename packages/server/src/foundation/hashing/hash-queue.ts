/**
 * Lets in as many hashes at once as it is told and lets a bounded number wait; the rest is told when to come back.
 * Without this brake a flood of sign-ins would make everybody wait for longer than anybody does.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock/index.ts';
import { ProblemError } from '../errors/index.ts';
import type { Metrics } from '../telemetry/index.ts';

export type HashQueue = {
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Does work that will need a hash, and refuses before it has begun when all places are taken. The refusal comes after
   * a moment: turned away at once, those who try again at once would keep the server busy with turning them away.
   */
  admit<T>(work: () => Promise<T>): Promise<T>;
};

const refusalPauseMilliseconds = 500;

export function createHashQueue(options: {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'hashesWaiting' | 'hashRefused'>;
  readonly mostInFlight: number;
  readonly mostWaiting: number;
}): HashQueue {
  const waiting: (() => void)[] = [];
  const mostAdmitted = options.mostInFlight + options.mostWaiting;
  let inFlight = 0;
  let admitted = 0;
  let averageMilliseconds = 25; // corrected by what is measured

  const secondsUntilRoom = () =>
    Math.max(1, Math.ceil(((waiting.length + inFlight) * averageMilliseconds) / options.mostInFlight / 1000));

  const refuse = (): never => {
    options.metrics.hashRefused();
    throw new ProblemError('server.busy', { retryAfterSeconds: secondsUntilRoom() });
  };

  const enter = async (): Promise<void> => {
    if (inFlight < options.mostInFlight) {
      inFlight += 1;
      return;
    }
    if (waiting.length >= options.mostWaiting) refuse();
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
    async admit(work) {
      if (admitted >= mostAdmitted) await pause(refusalPauseMilliseconds);
      if (admitted >= mostAdmitted) refuse();
      admitted += 1;
      try {
        return await work();
      } finally {
        admitted -= 1;
      }
    },

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
