/** What the management API reads from headers: why personal fields are to be seen, and which version a change builds on. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { AdminRoute } from './route.ts';

const longestReason = 200;

/** The reason, from `Cardea-Reason`: UTF-8, percent-encoded where it is more than ASCII. Null when there is none. */
export function reasonOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const given = headers['cardea-reason'];
  if (given === undefined) return null;
  const reason = typeof given === 'string' ? decode(given).trim() : '';
  // Whoever reads it later sees all of it: nothing invisible, no line breaks, no change of direction.
  if (reason === '' || [...reason].length > longestReason || /[\p{C}\p{Zl}\p{Zp}]/u.test(reason))
    throw new ProblemError('request.invalid', { fields: { 'Cardea-Reason': 'invalid' } });
  return reason;
}

/** The version that a change builds on: the tag of what was read, and only one. */
export function expectedVersionOf(
  route: Pick<AdminRoute, 'version'>,
  { headers }: Pick<FastifyRequest, 'headers'>,
): string {
  if (route.version !== 'required') return '';
  const given = headers['if-match'];
  if (given === undefined) throw new ProblemError('request.precondition_required');
  const version = /^"([\w.-]{1,100})"$/.exec(given)?.[1];
  if (version === undefined) throw new ProblemError('request.precondition_failed');
  return version;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
