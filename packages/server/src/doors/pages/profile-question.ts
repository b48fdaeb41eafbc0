/** The way through a profile question: between a sign-in and the place it leads to. */
import type { FastifyRequest } from 'fastify';
import type { SignInOutcome } from '../../rooms/authentication/index.ts';
import type { PageDependencies } from './page.ts';

/** The sign-in with the question put before its end, where there is one to ask. */
export async function withQuestion(
  deps: PageDependencies,
  request: FastifyRequest,
  flowId: string,
  signedIn: SignInOutcome,
): Promise<SignInOutcome> {
  if ('pending' in signedIn) return signedIn;
  const question = await deps.account.nextQuestion(request.tenant.tenantId, signedIn.customerId);
  return question === null ? signedIn : { ...signedIn, returnTo: `/profile-question?flow=${flowId}` };
}
