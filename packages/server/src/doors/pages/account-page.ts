/** Pages of the account: whoever is not signed in goes to the sign-in page and comes back. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import { formToken } from './form-token.ts';
import { type PageDependencies, sessionOf } from './page.ts';

export type AccountVisit = {
  readonly current: CurrentSession;
  /** For the forms of the page. */
  readonly token: string;
};

/** The session of this browser, or null when the reply already leads to the sign-in page. */
export async function visitAccount(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AccountVisit | null> {
  const session = await sessionOf(deps, request);
  if (session === null) {
    const path = request.url.split('?')[0] ?? '/account';
    reply.redirect(`/sign-in?return_to=${encodeURIComponent(path)}`, 303);
    return null;
  }
  return { current: session.current, token: formToken(session.secret) };
}
