/**
 * The recovery room: from a forgotten password back into the account. The mailbox is proven, a new password is chosen,
 * and whatever anybody else held of the account is over.
 */
import type { GoOnRecovering, Visitor } from '../authentication/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { Composer, MessageRequest } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { beginRecovery, goOnFromSignIn, type RecoveryRequest, resendProof } from './begin.ts';
import { choosePassword, describeProven, type NewPassword, type Recovered } from './choose-password.ts';
import { composeRecoveryMessage } from './compose-message.ts';
import type { RecoveryDependencies } from './dependencies.ts';
import { createLostFactor } from './lost-factor.ts';
import { describeWaiting, type RecoveryLinkView, verifyByCode, verifyByLink, viewLink } from './prove-mailbox.ts';
import { type PasswordLinkRequest, sendPasswordLink } from './send-link.ts';
import { takesNumbers } from './wanted.ts';

export { lostFactorRules } from './lost-factor/compose-messages.ts';
export type { LostFactorOutcome } from './lost-factor/prove-mailbox.ts';
export type { LostFactorState } from './lost-factor/waiting-sign-in.ts';

export type Recovery = ReturnType<typeof createRecovery>;

/** Opens the room. */
export function createRecovery(deps: RecoveryDependencies) {
  return {
    /** Factors that are out of reach, in a sign-in that waits for one. */
    lostFactor: createLostFactor(deps),
    /** Whether an account without an address can be asked for by its number here. */
    takesNumbers: (tenant: Tenant): boolean => takesNumbers(deps, tenant),
    /** Accepts an address, or such a number; the answer is the same whether or not it has an account. */
    begin: (request: RecoveryRequest): Promise<{ flowId: string }> => beginRecovery(deps, request),
    /** Sends a customer the link to a new password, because staff asked for it; they learn nothing of it. */
    sendPasswordLink: (request: PasswordLinkRequest): Promise<void> => sendPasswordLink(deps, request),
    /** Sends a fresh code for a recovery that waits for one. */
    resend: (request: { tenant: Tenant; flowId: string | undefined; visitor: Visitor }): Promise<void> =>
      resendProof(deps, request),
    /** Asks the mailbox of an account that was signed in to with a leaked password; the journey is a recovery by now. */
    goOnFromSignIn: ((tx, recovery) => goOnFromSignIn(deps, tx, recovery)) satisfies GoOnRecovering,
    /** The address that a waiting recovery is about, masked, and why it began, for the browser that began it. */
    describeWaiting: (
      tenantId: string,
      flowId: string | undefined,
      browserSecret: string | null,
    ): ReturnType<typeof describeWaiting> => describeWaiting(deps, tenantId, flowId, browserSecret),
    /** Proves the mailbox by the code, in the browser that asked. */
    verifyByCode: (submission: Parameters<typeof verifyByCode>[1]): Promise<void> => verifyByCode(deps, submission),
    /** What the page behind the mailed link may show, without using the link; null when it is no longer good. */
    viewLink: (tenantId: string, token: string, browserSecret: string | null): Promise<RecoveryLinkView | null> =>
      viewLink(deps, tenantId, token, browserSecret),
    /** Proves the mailbox by the link; the journey goes on in this browser alone. */
    verifyByLink: (submission: Parameters<typeof verifyByLink>[1]): Promise<{ flowId: string }> =>
      verifyByLink(deps, submission),
    /** The whole address of the account that this browser has proven, and whether a new password is asked. */
    describeProven: (
      tenantId: string,
      flowId: string | undefined,
      browserSecret: string | null,
    ): ReturnType<typeof describeProven> => describeProven(deps, tenantId, flowId, browserSecret),
    /** Sets the new password where one is asked, ends everything else, and signs the customer in. */
    choosePassword: (submission: NewPassword): Promise<Recovered> =>
      deps.credentials.admit(() => choosePassword(deps, submission)),
    /** Writes the message of a recovery, for the messaging room. */
    composer: ((message) => composeRecoveryMessage(deps, message)) satisfies Composer,
  };
}

/** Which message a recovery's entry asks for. */
export function recoveryMessage(entry: LedgerEntry<'recovery.requested'>): MessageRequest {
  const { flowId, proofId } = entry.data;
  return { template: 'recovery', channel: 'email', customerId: null, reference: { flowId, proofId } };
}
