/**
 * Lets in as many hashes at once as it is told and lets a bounded number wait; the rest is told when to come back.
 * Without this brake a flood of sign-ins would make everybody wait for longer than anybody does. Two lanes: work of
 * browsers that have signed in before goes first, all but every eighth time, and all other work together never holds more than its share, so that a
 * flood of strangers leaves room for those who are at home.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock/index.ts';
import { ProblemError } from '../errors/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Whose work it is: of a browser that has signed in before, or of any other. */
export type HashLane = 'known' | 'unknown';

export type HashQueue = {
  run<T>(work: () => Promise<T>, lane?: HashLane): Promise<T>;
  /**
   * Does work that will need a hash, and refuses before it has begun when all places of its lane are taken. The refusal
   * comes after a moment: turned away at once, those who try again at once would keep the server busy with turning them away.
   */
  admit<T>(work: () => Promise<T>, lane?: HashLane): Promise<T>;
};

const refusalPauseMilliseconds = 500;
const shareOfUnknown = 0.6;
// Whoever has collected good names must not keep everybody else from ever having one.
const mostKnownInARow = 7;
const knownFirst = ['known', 'unknown'] as const;
const unknownFirst = ['unknown', 'known'] as const;

/** How many of these places work of unknown browsers may hold; always one, or nobody could ever become known. */
const partOf = (places: number) => Math.max(1, Math.floor(places * shareOfUnknown));

export function createHashQueue(options: {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'hashesWaiting' | 'hashRefused'>;
  readonly mostInFlight: number;
  readonly mostWaiting: number;
}): HashQueue {
  const { mostInFlight, mostWaiting } = options;
  const all = mostInFlight + mostWaiting;
  const most = {
    inFlight: { known: mostInFlight, unknown: partOf(mostInFlight) },
    waiting: { known: mostWaiting, unknown: partOf(mostWaiting) },
    admitted: { known: all, unknown: partOf(all) },
  } as const;
  const waiting: Record<HashLane, (() => void)[]> = { known: [], unknown: [] };
  const inFlight = { known: 0, unknown: 0 };
  const admitted = { known: 0, unknown: 0 };
  let knownInARow = 0;
  let averageMilliseconds = 25; // corrected by what is measured

  const sum = (lanes: Readonly<Record<HashLane, number>>) => lanes.known + lanes.unknown;
  const waitingNow = () => waiting.known.length + waiting.unknown.length;
  const secondsUntilRoom = () =>
    Math.max(1, Math.ceil(((waitingNow() + sum(inFlight)) * averageMilliseconds) / mostInFlight / 1000));

  /** Known work may take every place; that of others what is free of their share. */
  const isFull = (
    held: Readonly<Record<HashLane, number>>,
    places: Readonly<Record<HashLane, number>>,
    lane: HashLane,
  ) => sum(held) >= places.known || held[lane] >= places[lane];
  const isQueueFull = (lane: HashLane) =>
    isFull({ known: waiting.known.length, unknown: waiting.unknown.length }, most.waiting, lane);

  const refuse = (): never => {
    options.metrics.hashRefused();
    throw new ProblemError('server.busy', { retryAfterSeconds: secondsUntilRoom() });
  };

  const enter = async (lane: HashLane): Promise<void> => {
    if (!isFull(inFlight, most.inFlight, lane)) {
      inFlight[lane] += 1;
      return;
    }
    if (isQueueFull(lane)) refuse();
    await new Promise<void>((proceed) => {
      waiting[lane].push(proceed);
      options.metrics.hashesWaiting(waitingNow());
    });
  };

  /** The place of a finished hash goes straight to the next in line, so nobody can slip in between. */
  const leave = (lane: HashLane): void => {
    inFlight[lane] -= 1;
    for (const next of knownInARow < mostKnownInARow ? knownFirst : unknownFirst) {
      while (!isFull(inFlight, most.inFlight, next)) {
        const proceed = waiting[next].shift();
        if (proceed === undefined) break;
        inFlight[next] += 1;
        knownInARow = next === 'known' ? knownInARow + 1 : 0;
        options.metrics.hashesWaiting(waitingNow());
        proceed();
      }
    }
  };

  return {
    async admit(work, lane = 'unknown') {
      if (isFull(admitted, most.admitted, lane)) await pause(refusalPauseMilliseconds);
      if (isFull(admitted, most.admitted, lane)) refuse();
      admitted[lane] += 1;
      try {
        return await work();
      } finally {
        admitted[lane] -= 1;
      }
    },

    async run(work, lane = 'unknown') {
      await enter(lane);
      const begun = options.clock.monotonicMilliseconds();
      try {
        return await work();
      } finally {
        averageMilliseconds = averageMilliseconds * 0.9 + (options.clock.monotonicMilliseconds() - begun) * 0.1;
        leave(lane);
      }
    },
  };
}
