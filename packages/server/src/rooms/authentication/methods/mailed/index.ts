/** Codes and links by mail as journeys use them: to begin a sign-in. */
import type { LedgerEntry } from '../../../ledger/index.ts';
import type { Composers, MessageRules } from '../../../messaging/index.ts';
import { composeConfirmationMail, composeSignInMail } from './compose.ts';
import { type MailRequest, requestMail, resendMail } from './request.ts';
import { describeWaitingMail, verifyMailedCode, verifyMailedLink, viewMailedLink } from './verify.ts';
import type { MailedDependencies, Signing } from './wanted-sign-in.ts';

/** The use cases of this folder over their dependencies. */
export function createMailedSignIn(deps: MailedDependencies) {
  return {
    /** Asks for a mail; the answer is the same whether or not the address has an account. */
    request: (request: MailRequest): Promise<void> => requestMail(deps, request),
    /** Asks for another; earlier ones end. */
    resend: (request: Signing): Promise<void> => resendMail(deps, request),
    /** What this browser waits for. */
    describe: (signing: Signing) => describeWaitingMail(deps, signing),
    /** Sign-in by the code. */
    verifyCode: (submission: Parameters<typeof verifyMailedCode>[1]) => verifyMailedCode(deps, submission),
    /** What the page behind the link may show, without using the link; null when it is no longer good. */
    viewLink: (tenantId: string, token: string, browserSecret: string | null) =>
      viewMailedLink(deps, tenantId, token, browserSecret),
    /** Sign-in by the link, in the browser that asked for it. */
    verifyLink: (submission: Parameters<typeof verifyMailedLink>[1]) => verifyMailedLink(deps, submission),
    /** Writes the mails, for the messaging room. */
    composers: {
      'sign-in': (message) => composeSignInMail(deps, message),
      confirmation: (message) => composeConfirmationMail(deps, message),
    } satisfies Composers,
  };
}

/** Which mails the entries of this folder ask for. */
export const mailedRules: MessageRules = {
  'sign_in.mail_requested': ({ data: { flowId, proofId } }) => ({
    template: 'sign-in',
    channel: 'email',
    customerId: null,
    reference: { flowId, proofId },
  }),
  'confirmation.mail_requested': ({
    customerId,
    data: { flowId, proofId },
  }: LedgerEntry<'confirmation.mail_requested'>) => ({
    template: 'confirmation',
    channel: 'email',
    customerId,
    reference: { proofId, ...(flowId === undefined ? {} : { flowId }) },
  }),
};
