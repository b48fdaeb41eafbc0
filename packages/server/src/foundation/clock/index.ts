/**
 * The one source of time in the process. It schedules and displays; whether something has expired is decided by
 * database time in one statement, never here.
 */
export type Clock = {
  /** The wall clock, for display and scheduling. */
  now(): Date;
  /** Milliseconds from an arbitrary origin that never run backwards, for measuring and timeouts. */
  monotonicMilliseconds(): number;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMilliseconds: () => performance.now(),
};
