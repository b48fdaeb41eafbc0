/** The account room: what customers see of themselves and do for themselves. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { ProfileActor, ProfileUpdated, Question } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import { type ActivityPage, listActivity } from './activity.ts';
import { afterSignOut, type SignOutRequest } from './after-sign-out.ts';
import { type ConnectedApplication, listConnected, removeConnected } from './connected-applications.ts';
import { answerConsentRequest, type ConsentCaller, findConsentRequest } from './consent-request.ts';
import type { AccountDependencies } from './dependencies.ts';
import { type AccountHome, readHome } from './home.ts';
import {
  answerProfileQuestion,
  changeOwnProfile,
  nextProfileQuestion,
  type OwnProfile,
  type ProfileChange,
  readOwnProfile,
  skipProfileQuestion,
} from './own-profile.ts';
import { listRecipients, type NamedRecipient } from './recipients.ts';
import { listSessions, type SessionDetail } from './session-details.ts';

export type Account = ReturnType<typeof createAccount>;

export type { ActivityItem, ActivityPage } from './activity.ts';
export { type ActivityKind, activityKinds } from './activity-kinds.ts';
export { type ConnectedApplication, documentHostOf } from './connected-applications.ts';
export type { ConsentRequest } from './consent-request.ts';
export {
  createDeviceRequests,
  type DeviceProof,
  type DeviceRequests,
  type ShownDeviceRequest,
} from './device-requests.ts';
export type { AccountHome } from './home.ts';
export { changeRules } from './identifiers/messages.ts';
export { type AccountIdentifiers, createAccountIdentifiers } from './identifiers.ts';
export { type AccountIdentities, createAccountIdentities } from './identities.ts';
export { type AccountLife, createAccountLife } from './life.ts';
export { noticeRules } from './notices.ts';
export type { OwnProfile } from './own-profile.ts';
export { type AccountPasskeys, createAccountPasskeys } from './passkeys.ts';
export type { NamedRecipient } from './recipients.ts';
export { createSecondFactors, type SecondFactors } from './second-factors.ts';
export type { Secured, Securing } from './secure-by-link.ts';
export type { SessionDetail } from './session-details.ts';

/** Opens the room. */
export function createAccount(deps: AccountDependencies) {
  const { database, sessions } = deps;

  return {
    /** Is my account safe, where am I signed in, who has my data, what have I agreed to. */
    home: (tenantId: string, customerId: string): Promise<AccountHome> => readHome(deps, tenantId, customerId),

    /** Where the customer is signed in, and in which applications. */
    sessions: (tenantId: string, customerId: string): Promise<SessionDetail[]> =>
      listSessions(deps, tenantId, customerId),

    /** The applications that the customer allowed something, newest first. */
    connectedApplications: (tenantId: string, customerId: string): Promise<ConnectedApplication[]> =>
      listConnected(deps, tenantId, customerId),

    /** Who received something of the customer in the last year, the latest first. */
    recipients: (tenantId: string, customerId: string): Promise<NamedRecipient[]> =>
      listRecipients(deps, tenantId, customerId),

    /** What happened in the account in the last year, newest first; pages by an opaque cursor. */
    activity: (tenantId: string, customerId: string, cursor?: string): Promise<ActivityPage> =>
      listActivity(deps, tenantId, customerId, cursor),

    /** What is known of the customer, as far as the actor may see it; the customer when none is named. */
    profile: (tenantId: string, customerId: string, actor?: ProfileActor): Promise<OwnProfile> =>
      readOwnProfile(deps, tenantId, customerId, actor),

    /** Changes the profile; refuses with the fields that need attention, or when it was changed in the meantime. */
    changeProfile: (tenantId: string, change: ProfileChange): Promise<ProfileUpdated> =>
      changeOwnProfile(deps, tenantId, change),

    /** The one question that the customer is asked after this sign-in, or null. */
    nextQuestion: (tenantId: string, customerId: string): Promise<Question | null> =>
      nextProfileQuestion(deps, tenantId, customerId),

    /** Answers it, or refuses what is no answer. */
    answerQuestion: (tenantId: string, answer: Parameters<typeof answerProfileQuestion>[2]): Promise<void> =>
      answerProfileQuestion(deps, tenantId, answer),

    /** Puts it off, where that is allowed. */
    skipQuestion: (tenantId: string, customerId: string, attribute: string): Promise<void> =>
      skipProfileQuestion(deps, tenantId, customerId, attribute),

    /** Ends one of the customer's own sessions; anybody else's is simply not there (case 92). */
    async endSession(tenantId: string, current: CurrentSession, sessionId: string, requestId: string): Promise<void> {
      const { customerId } = current;
      const ended =
        isId('session', sessionId) &&
        (await database.transaction({ customers: [customerId] }, (tx) =>
          sessions.end(tx, { tenantId, customerId, sessionId, reason: 'ended_by_customer', requestId }),
        ));
      if (!ended) throw new ProblemError('session.not_found');
    },

    /** Where a sign-out that an application began ends. */
    afterSignOut: (tenantId: string, request: SignOutRequest) => afterSignOut(deps, tenantId, request),

    /** Takes back what the customer allowed this application. */
    removeApplication: (tenantId: string, current: CurrentSession, applicationId: string, requestId: string) =>
      removeConnected(deps, tenantId, current, applicationId, requestId),

    /** What an application asks leave for; nothing when it is not this session's to answer. */
    findConsentRequest: (caller: ConsentCaller) => findConsentRequest(deps, caller),

    /** Answers such a request; returns where to go on. */
    answerConsentRequest: (caller: ConsentCaller, answer: { isAllowed: boolean; requestId: string }) =>
      answerConsentRequest(deps, caller, answer),

    /** Ends the session that asks. */
    async signOut(tenantId: string, current: CurrentSession, requestId: string): Promise<void> {
      const { customerId, sessionId } = current;
      await database.transaction({ customers: [customerId] }, (tx) =>
        sessions.end(tx, { tenantId, customerId, sessionId, reason: 'signed_out', requestId }),
      );
    },

    /** Ends every session but the one that asks; returns how many there were. */
    async endOtherSessions(tenantId: string, current: CurrentSession, requestId: string): Promise<number> {
      const { customerId, sessionId } = current;
      return database.transaction({ customers: [customerId] }, (tx) =>
        sessions.endOthers(tx, { tenantId, customerId, sessionId, reason: 'ended_by_customer', requestId }),
      );
    },

    /** Ends every session, this one too, on every node at once. */
    async signOutEverywhere(tenantId: string, current: CurrentSession, requestId: string): Promise<void> {
      const { customerId } = current;
      await database.transaction({ customers: [customerId] }, (tx) =>
        sessions.endAll(tx, { tenantId, customerId, requestId }),
      );
    },
  };
}
