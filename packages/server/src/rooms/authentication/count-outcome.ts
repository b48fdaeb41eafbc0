/** Counts how attempts to sign in end, for the operator's figures; it changes nothing about them. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';

/** Runs an attempt and counts its outcome. What fails for our own reasons is no outcome of the attempt. */
export async function countOutcome<Result>(
  metrics: Pick<Metrics, 'signInFinished'>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await attempt();
    metrics.signInFinished('succeeded');
    return result;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'attempts.exhausted') metrics.signInFinished('limited');
    else if (error instanceof ProblemError && error.code.startsWith('sign_in.')) metrics.signInFinished('refused');
    throw error;
  }
}
