/** The way through recovery codes: between the first factor that was set up and the place that leads on. */
import type { FastifyRequest } from 'fastify';
import type { SignInOutcome } from '../../rooms/authentication/index.ts';
import type { PageDependencies } from './page.ts';

/** The sign-in with the offer put before its end, for whoever has no codes for the day that the factor is lost. */
export async function withCodesOffered(
  deps: PageDependencies,
  request: FastifyRequest,
  signedIn: SignInOutcome,
): Promise<SignInOutcome> {
  if ('pending' in signedIn) return signedIn;
  const { remaining } = await deps.secondFactors.recoveryCodes(request.tenant.tenantId, signedIn.customerId);
  return remaining > 0 ? signedIn : { ...signedIn, returnTo: codesOfferHref(signedIn.returnTo ?? '/account') };
}

/** Where codes are offered on the way to this place. */
export const codesOfferHref = (to: string): string =>
  `/account/factors/recovery-codes?offered=1&to=${encodeURIComponent(to)}`;
