/**
 * The registration room: from a form to a customer with a proven address. Until the mailbox is proven there is no
 * account, only a sealed journey that runs out.
 */

import type { SignInOutcome, Visitor } from '../authentication/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { Composers, MessageRequest, MessageRules } from '../messaging/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import {
  askForPasskey,
  describeChoosing,
  finishWithAddress,
  finishWithPasskey,
  finishWithPassword,
} from './choose-passkey.ts';
import { composeSignUpMessage } from './compose-message.ts';
import { type DescribedPending, describePending } from './describe-pending.ts';
import { takesNumbers } from './identifier.ts';
import { acceptByLink, viewInvitation } from './invitations/accept-invitation.ts';
import { composeInvitation } from './invitations/compose-invitation.ts';
import type { Acceptance, OpenInvitation } from './invitations/invitation.ts';
import { type Invited, invite, inviteCustomer, type NewInvitation, revokeInvitation } from './invitations/invite.ts';
import { type InvitationItem, listInvited } from './invitations/list-invitations.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { resendProof } from './resend.ts';
import { type SignUp, submitSignUp } from './sign-up.ts';
import { type Choosing, type LinkView, verifyByCode, verifyByLink, viewLink } from './verify-address.ts';
import { type Arrived, describeArrived, type SignUpWith, submitSignUpWith } from './with-connection.ts';

export type { OpenInvitation } from './invitations/invitation.ts';
export type { InvitationItem } from './invitations/list-invitations.ts';
export type { SignUp, SignUpForm } from './sign-up.ts';
export { purgeInvitations } from './store.ts';
export type { Choosing, LinkView } from './verify-address.ts';

export type Registration = ReturnType<typeof createRegistration>;

/** Opens the room. */
export function createRegistration(deps: RegistrationDependencies & { tenants: Tenants }) {
  return {
    /** Accepts a sign-up form; the answer is the same whether or not the address has an account. */
    submit: (submission: SignUp) => deps.credentials.admit(() => submitSignUp(deps, submission)),
    /** Sends a fresh code for a waiting sign-up. */
    resend: (submission: { tenant: Tenant; flowId: string | undefined; visitor: Visitor }): Promise<void> =>
      resendProof(deps, submission),
    /** Where the code of a waiting sign-up went, masked, for the browser that began it. */
    describePending: (
      tenantId: string,
      flowId: string | undefined,
      browserSecret: string | null,
    ): Promise<DescribedPending> => describePending(deps, tenantId, flowId, browserSecret),
    /** Whether an account may begin with a number alone on the way to this application, or to none. */
    takesNumbers: (tenant: Tenant, applicationId: string | null): Promise<boolean> =>
      takesNumbers(deps, tenant, applicationId),
    verifyByCode: (submission: Parameters<typeof verifyByCode>[1]): Promise<SignInOutcome | Choosing> =>
      verifyByCode(deps, submission),
    /** A sign-up without a password, once its address is proven: whose it is, what to make, and its endings. */
    choosing: {
      describe: (choosing: Parameters<typeof describeChoosing>[1]) => describeChoosing(deps, choosing),
      askForPasskey: (choosing: Parameters<typeof askForPasskey>[1]) => askForPasskey(deps, choosing),
      withPasskey: (choosing: Parameters<typeof finishWithPasskey>[1]) => finishWithPasskey(deps, choosing),
      withAddress: (choosing: Parameters<typeof finishWithAddress>[1]) => finishWithAddress(deps, choosing),
      withPassword: (choosing: Parameters<typeof finishWithPassword>[1]) =>
        deps.credentials.admit(() => finishWithPassword(deps, choosing)),
    },
    /** A sign-up with an account elsewhere: whom the provider showed us, and the account here. */
    withConnection: {
      describe: (beginning: Parameters<typeof describeArrived>[1]): Promise<Arrived> =>
        describeArrived(deps, beginning),
      submit: (submission: SignUpWith): Promise<SignInOutcome | { readonly proving: string }> =>
        submitSignUpWith(deps, submission),
    },
    /** What the page behind a mailed link may show, without using the link; null when it is no longer good. */
    viewLink: (tenantId: string, token: string, browserSecret: string | null): Promise<LinkView | null> =>
      viewLink(deps, tenantId, token, browserSecret),
    verifyByLink: (submission: Parameters<typeof verifyByLink>[1]): Promise<SignInOutcome | Choosing> =>
      deps.credentials.admit(() => verifyByLink(deps, submission)),
    /** Invites somebody to register, by mail. */
    invite: (invitation: NewInvitation): Promise<Invited> => invite(deps, invitation),
    /** Asks a customer who came from elsewhere without a password to choose one; null where nothing is to be asked. */
    inviteCustomer: (tenantId: string, customerId: string): Promise<Invited | null> =>
      inviteCustomer(deps, tenantId, customerId),
    /** The tenant's invitations, the open ones first. */
    listInvitations: (tenantId: string): Promise<InvitationItem[]> => listInvited(deps, tenantId),
    /** Takes an invitation back; false when there is no open one of this id. */
    revokeInvitation: (tenantId: string, invitationId: string): Promise<boolean> =>
      revokeInvitation(deps, tenantId, invitationId),
    /** The invitation behind a mailed link, without using it; null when it is no longer good. */
    viewInvitation: (tenantId: string, token: string): Promise<OpenInvitation | null> =>
      viewInvitation(deps, tenantId, token),
    /** Registers who was invited: their link has proven the address. */
    acceptInvitation: (acceptance: Acceptance): Promise<SignInOutcome> =>
      deps.credentials.admit(() => acceptByLink(deps, acceptance)),
    /** Writes the messages of this room, for the messaging room. */
    composers: {
      invitation: (message) => composeInvitation(deps, message),
      'sign-up': (message) => composeSignUpMessage(deps, message),
    } satisfies Composers,
  };
}

/** Which messages the entries of this room ask for. */
export const registrationRules: MessageRules = {
  'invitation.sent': ({ data: { invitationId } }) => ({
    template: 'invitation',
    channel: 'email',
    customerId: null,
    reference: { invitationId },
  }),
  'registration.requested': signUpMessage,
  'verification.requested': signUpMessage,
};

function signUpMessage(
  entry: LedgerEntry<'registration.requested'> | LedgerEntry<'verification.requested'>,
): MessageRequest {
  const { flowId, proofId } = entry.data;
  return { template: 'sign-up', channel: 'email', customerId: null, reference: { flowId, proofId } };
}
