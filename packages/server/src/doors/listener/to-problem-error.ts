/** Turns whatever was thrown into a refusal of the catalogue. What is not expected becomes `server.failed`. */
import type { FastifyError } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';

const frameworkCodes = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_BAD_URL: 'request.invalid',
  FST_ERR_ASYNC_CONSTRAINT: 'request.invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request.not_found',
} as const;

/** The refusal to render; its `cause` is what the log should show. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = (error as Partial<FastifyError> | null)?.code;
  if (code !== undefined && code in frameworkCodes) {
    return new ProblemError(frameworkCodes[code as keyof typeof frameworkCodes], { cause: error });
  }
  const status = (error as Partial<FastifyError> | null)?.statusCode;
  if (status !== undefined && status >= 400 && status < 500)
    return new ProblemError('request.invalid', { cause: error });
  return new ProblemError('server.failed', { cause: error });
}
