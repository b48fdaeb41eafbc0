/** The way through the suggestion of a passkey: between a sign-in by password and the place it leads to. */
import type { FastifyRequest } from 'fastify';
import type { SignInOutcome } from '../../rooms/authentication/index.ts';
import { type PageDependencies, towardOf } from './page.ts';

/**
 * The sign-in with the suggestion put before its end. One interruption is enough: whoever is asked something else is not
 * asked this too. `isAble` is what the browser said of itself.
 */
export async function withPasskeyOffer(
  deps: PageDependencies,
  request: FastifyRequest,
  sign: { readonly flow: string; readonly isAble: boolean },
  signedIn: SignInOutcome,
): Promise<SignInOutcome> {
  if (!sign.isAble || 'pending' in signedIn || signedIn.returnTo?.startsWith('/profile-question') === true)
    return signedIn;
  const { tenant } = request;
  const toward = await towardOf(deps, request, sign.flow);
  const isOffered = await deps.accountPasskeys.offer(tenant, toward?.applicationId ?? null, signedIn.customerId);
  return isOffered ? { ...signedIn, returnTo: `/account/factors/passkey/offer?flow=${sign.flow}` } : signedIn;
}
