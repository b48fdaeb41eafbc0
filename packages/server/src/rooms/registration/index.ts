/**
 * The registration room: from a form to a customer with a proven address. Until the mailbox is proven there is no
 * account, only a sealed journey that runs out.
 */

import type { SignedIn, Visitor } from '../authentication/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { Composer, MessageRequest } from '../messaging/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import { composeSignUpMessage } from './compose-message.ts';
import { describePending } from './describe-pending.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { resendProof } from './resend.ts';
import { type SignUp, submitSignUp } from './sign-up.ts';
import { type LinkView, verifyByCode, verifyByLink, viewLink } from './verify-address.ts';

export type { SignUp, SignUpForm } from './sign-up.ts';
export type { LinkView } from './verify-address.ts';

export type Registration = ReturnType<typeof createRegistration>;

/** Opens the room. */
export function createRegistration(deps: RegistrationDependencies & { tenants: Tenants }) {
  return {
    /** Accepts a sign-up form; the answer is the same whether or not the address has an account. */
    submit: (submission: SignUp) => deps.credentials.admit(() => submitSignUp(deps, submission)),
    /** Sends a fresh code for a waiting sign-up. */
    resend: (submission: { tenant: Tenant; flowId: string | undefined; visitor: Visitor }): Promise<void> =>
      resendProof(deps, submission),
    /** The address a waiting sign-up is about, masked, for the browser that began it. */
    describePending: (tenantId: string, flowId: string | undefined, browserSecret: string | null): Promise<string> =>
      describePending(deps, tenantId, flowId, browserSecret),
    verifyByCode: (submission: Parameters<typeof verifyByCode>[1]): Promise<SignedIn> => verifyByCode(deps, submission),
    /** What the page behind a mailed link may show, without using the link; null when it is no longer good. */
    viewLink: (tenantId: string, token: string, browserSecret: string | null): Promise<LinkView | null> =>
      viewLink(deps, tenantId, token, browserSecret),
    verifyByLink: (submission: Parameters<typeof verifyByLink>[1]): Promise<SignedIn> =>
      deps.credentials.admit(() => verifyByLink(deps, submission)),
    /** Writes the message of a sign-up, for the messaging room. */
    composer: ((message) => composeSignUpMessage(deps, message)) satisfies Composer,
  };
}

/** Which message a sign-up's entries ask for. */
export function signUpMessage(
  entry: LedgerEntry<'registration.requested'> | LedgerEntry<'verification.requested'>,
): MessageRequest {
  const { flowId, proofId } = entry.data;
  return { template: 'sign-up', channel: 'email', customerId: null, reference: { flowId, proofId } };
}
