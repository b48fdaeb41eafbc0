/** What a customer is told when their provider does not do its part. Why exactly is for the log. */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { UpstreamFailure } from './upstream/failure.ts';

export function toProblem(error: unknown): unknown {
  if (!(error instanceof UpstreamFailure)) return error;
  const codes = {
    unavailable: 'connection.unavailable',
    refused: 'connection.refused',
    declined: 'connection.declined',
  } as const;
  return new ProblemError(codes[error.kind], { cause: error });
}
