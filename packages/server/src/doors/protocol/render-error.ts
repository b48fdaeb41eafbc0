/**
 * A refusal that a person sees: our own page, with a reference number, and never the application's words. Where no
 * person comes, it is the error of the specification.
 */
import type { errors, KoaContextWithOIDC } from 'oidc-provider';
import { ProblemError } from '../../foundation/errors/index.ts';
import { plain } from '../../foundation/logging/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

export function renderError(
  deps: Pick<ProtocolDependencies, 'logger' | 'renderRefusal'>,
  ctx: KoaContextWithOIDC,
  out: { error: string },
  error: Error | errors.OIDCProviderError,
): void {
  const work = currentWork();
  const { request } = work;
  const problem = problemOf(out.error, error);
  work.refusal = problem;
  if (!request.url.startsWith('/oauth/authorize')) {
    // Applications ask here, whatever they say they would like to read.
    ctx.body = out;
    return;
  }
  const fields = { requestId: request.id, code: plain(problem.code), reason: plain(out.error), error };
  if (problem.code === 'server.failed') deps.logger.error('a protocol request failed', fields);
  else deps.logger.debug('a protocol request was refused', fields);
  ctx.status = problem.status;
  ctx.type = 'html';
  ctx.body = deps.renderRefusal(request, problem);
}

function problemOf(name: string, error: Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error.name === 'SessionNotFound') return new ProblemError('flow.unknown', { cause: error });
  if (name === 'server_error') return new ProblemError('server.failed', { cause: error });
  return new ProblemError('application.request_refused', { cause: error });
}
