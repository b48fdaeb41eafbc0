/**
 * A sign-in that begins with something that is sent: to a mailbox, or to a phone where a number was typed and that is a
 * way here. Pages and interfaces ask for "a code" and need not tell them apart.
 */
import type { Pending, SignedIn } from '../complete-sign-in.ts';
import { observeTurnedAway } from '../observe-attempt.ts';
import { createMailedSignIn } from './mailed/index.ts';
import type { MailRequest } from './mailed/request.ts';
import type { ProvenMailbox } from './mailed/verify.ts';
import type { MailedDependencies } from './mailed/wanted-sign-in.ts';
import {
  composeSmsSignIn,
  numberFor,
  requestSms,
  resendSms,
  type SmsRequest,
  type SmsSignInDependencies,
  type SmsSigning,
  verifySms,
  waitingNumber,
} from './sms-code/sign-in.ts';

/** The use cases of mailed and of texted codes under one name. */
export function createSentCode(deps: MailedDependencies & SmsSignInDependencies) {
  const mailed = createMailedSignIn(deps);
  const isTexted = async (signing: SmsSigning): Promise<boolean> => (await waitingNumber(deps, signing)) !== null;
  return {
    ...mailed,
    /** Asks for it; the answer is the same whether or not the address or number has an account. */
    async request(request: SmsRequest & Pick<MailRequest, 'inPlaceOfWork'>): Promise<void> {
      const phone = await numberFor(deps, request);
      await (phone === null ? mailed.request(request) : requestSms(deps, { ...request, phone }));
    },
    /** Asks for another; earlier ones end. */
    resend: async (signing: SmsSigning): Promise<void> =>
      (await isTexted(signing)) ? resendSms(deps, signing) : mailed.resend(signing),
    /** What this browser waits for, and where it went, masked. */
    async describe(signing: SmsSigning) {
      const number = await waitingNumber(deps, signing);
      return number === null ? mailed.describe(signing) : { maskedEmail: number, holds: 'sms' as const };
    },
    /** Sign-in by the code. */
    verifyCode: async (
      submission: SmsSigning & { readonly code: string },
    ): Promise<SignedIn | Pending | ProvenMailbox> => {
      const isText = await isTexted(submission);
      return observeTurnedAway(deps, { ...submission, action: 'mailed-code' }, 'attempts.exhausted', () =>
        isText ? verifySms(deps, submission) : mailed.verifyCode(submission),
      );
    },
    composers: {
      ...mailed.composers,
      'sms-sign-in': (message: Parameters<typeof composeSmsSignIn>[1]) => composeSmsSignIn(deps, message),
    },
  };
}
