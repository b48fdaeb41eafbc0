/** The account room: what customers see of themselves and do for themselves. */
import type { Database } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { Customers, Profile } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { SessionSummary, Sessions } from '../sessions/index.ts';

export type Account = ReturnType<typeof createAccount>;

export type AccountOverview = { readonly profile: Profile; readonly sessions: readonly SessionSummary[] };

/** Opens the room. */
export function createAccount(deps: { database: Database; customers: Customers; sessions: Sessions }) {
  const { database, customers, sessions } = deps;

  return {
    /** Who am I, and where am I signed in. */
    async overview(tenantId: string, customerId: string): Promise<AccountOverview> {
      const profile = await customers.profile(database.reader, tenantId, customerId);
      if (profile === null) throw new ProblemError('session.required');
      return { profile, sessions: await sessions.list(database.reader, tenantId, customerId) };
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
