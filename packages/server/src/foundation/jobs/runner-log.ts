/**
 * What graphile-worker says, in our log: its own texts hold payloads and messages of errors, so only the fact and the
 * kind of error pass.
 */
import { Logger as GraphileLogger } from 'graphile-worker';
import { ProblemError } from '../errors/index.ts';
import type { Logger } from '../logging/index.ts';

/** A name for a failure that holds nothing of a customer. */
export function nameOfFailure(error: unknown): string {
  if (error instanceof ProblemError) return error.code;
  return error instanceof Error ? error.name : 'Error';
}

/** The log that graphile-worker is given. A failed job is logged where it fails, not here. */
export function runnerLog(logger: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, _message, meta) => {
    if (meta?.['failure'] === true || (level !== 'error' && level !== 'warning')) return;
    const error = meta?.['error'];
    logger.warn('The job runner reported a problem', error instanceof Error ? { error } : {});
  });
}
