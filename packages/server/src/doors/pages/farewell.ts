/** What a browser gets when its session has ended: no cookie, nothing kept, and a way on. */
import type { FastifyReply } from 'fastify';
import type { PageDependencies } from './page.ts';

export function farewell(deps: PageDependencies, reply: FastifyReply, returnTo: string | null = null): FastifyReply {
  deps.cookies.clearSession(reply);
  // Pages kept by the browser must not come back with its back button (case 89). What it stores stays: that is its key.
  return reply.header('clear-site-data', '"cache"').redirect(returnTo ?? '/signed-out', 303);
}
