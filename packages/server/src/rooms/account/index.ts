/** The account room: what customers see of themselves and do for themselves. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { Profile } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { SessionSummary } from '../sessions/index.ts';
import { afterSignOut, type SignOutRequest } from './after-sign-out.ts';
import { type ConnectedApplication, listConnected, removeConnected } from './connected-applications.ts';
import { answerConsentRequest, type ConsentCaller, findConsentRequest } from './consent-request.ts';
import type { AccountDependencies } from './dependencies.ts';

export type Account = ReturnType<typeof createAccount>;

export type { ConnectedApplication } from './connected-applications.ts';
export type { ConsentRequest } from './consent-request.ts';

export type AccountOverview = {
  readonly profile: Profile;
  readonly sessions: readonly SessionSummary[];
  readonly applications: readonly ConnectedApplication[];
};

/** Opens the room. */
export function createAccount(deps: AccountDependencies) {
  const { database, customers, sessions } = deps;

  return {
    /** Who am I, where am I signed in, and which applications did I allow something. */
    async overview(tenantId: string, customerId: string): Promise<AccountOverview> {
      const profile = await customers.profile(database.reader, tenantId, customerId);
      if (profile === null) throw new ProblemError('session.required');
      return {
        profile,
        sessions: await sessions.list(database.reader, tenantId, customerId),
        applications: await listConnected(deps, tenantId, customerId),
      };
    },

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

    /** Ends every session, this one too, on every node at once. */
    async signOutEverywhere(tenantId: string, current: CurrentSession, requestId: string): Promise<void> {
      const { customerId } = current;
      await database.transaction({ customers: [customerId] }, (tx) =>
        sessions.endAll(tx, { tenantId, customerId, requestId }),
      );
    },
  };
}
