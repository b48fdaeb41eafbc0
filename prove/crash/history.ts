/**
 * What the client knows of each person it registered: every request that could have changed something, and what came
 * back. An answer that says "done" is a promise; no answer, or one that says "try again", promises nothing.
 */
export type Attempt = {
  readonly at: number;
  /** `ok`: acknowledged. `refused`: it was not done, and the server says so. `unknown`: it may have been done. */
  readonly outcome: 'ok' | 'refused' | 'unknown';
  /** The status of the answer, 0 when there was none. */
  readonly status: number;
};

export type History = {
  readonly email: string;
  /** The journey, as soon as its page was shown. */
  flowId: string | undefined;
  readonly signUps: Attempt[];
  readonly verifications: Attempt[];
  /** What was seen when all faults were over; undefined where it was not looked at. */
  afterwards?: {
    readonly signsIn: boolean;
    /** Whether the session that an acknowledged verification gave is still good. */
    readonly sessionLives?: boolean;
  };
};

export const acknowledged = (attempts: readonly Attempt[]): number =>
  attempts.filter((attempt) => attempt.outcome === 'ok').length;

export const uncertain = (attempts: readonly Attempt[]): number =>
  attempts.filter((attempt) => attempt.outcome === 'unknown').length;
