/** The token in forms that act on a session: only a page that was drawn for this session can hold it. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';

/** The token that belongs to a session's secret; it says nothing about the secret. */
export function formToken(sessionSecret: string): string {
  return hashSecret(`form-token:${sessionSecret}`).toString('base64url');
}

/** Refuses a form whose token is not this session's. */
export function checkFormToken(sessionSecret: string, presented: string | undefined): void {
  if (presented !== formToken(sessionSecret)) throw new ProblemError('request.cross_site');
}
