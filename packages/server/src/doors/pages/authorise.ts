/** Whose session a form acts on: it must come from our own page, drawn for the very session that sends it. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import { checkFormToken } from './form-token.ts';
import { type PageDependencies, sessionOf } from './page.ts';
import { refuseCrossSite } from './same-origin.ts';

/** The session that this form belongs to, or a refusal. */
export async function authorise(
  deps: PageDependencies,
  request: FastifyRequest,
  token: string,
): Promise<CurrentSession> {
  refuseCrossSite(request);
  const session = await sessionOf(deps, request);
  if (session === null) throw new ProblemError('session.required');
  checkFormToken(session.secret, token);
  return session.current;
}
