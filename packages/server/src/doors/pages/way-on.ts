/** Where a sign-in goes on after a question that was put in between: a passkey that is offered, a password to renew. */
import type { FastifyRequest } from 'fastify';
import type { PageDependencies } from './page.ts';

/** Where this browser's sign-in leads; a journey that is not its own leads nowhere but to the account. */
export async function wayOn(deps: PageDependencies, request: FastifyRequest, flowId: string): Promise<string> {
  const browserSecret = deps.cookies.read(request, 'browser');
  const journey = await deps.authentication.flows.peek(request.tenant.tenantId, flowId, browserSecret);
  return journey?.returnTo ?? '/account';
}
