/**
 * The gate: the one place that says who may sign in, and whether a session that is presented still counts.
 * Each request is answered from the database, so an ended session is refused in the very next one.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { SessionProof, Sessions } from '../sessions/index.ts';
import { mayAuthenticate } from './may-authenticate.ts';
import { mayIssue } from './may-issue.ts';

export type Gate = ReturnType<typeof createGate>;

export type CurrentSession = {
  readonly sessionId: string;
  readonly customerId: string;
  readonly amr: readonly string[];
  readonly acr: string;
  /** What `amr` and `acr` follow from. */
  readonly proofs: readonly SessionProof[];
  readonly authenticatedAt: Date;
  readonly endsAt: Date;
  /** The customer has proven something within the last minutes: whether that is enough, authentication says. */
  readonly isFresh: boolean;
  readonly provenLately: readonly SessionProof[];
};

/** Opens the gate. */
export function createGate(deps: { database: Database; sessions: Sessions }) {
  return {
    mayAuthenticate,
    mayIssue,

    /**
     * The session behind a browser's cookie, or null when there is none that counts. Moves its idle limit.
     * @param idleSeconds the tenant's limit for an unused cookie.
     */
    async currentSession(tenantId: string, secret: string, idleSeconds: number): Promise<CurrentSession | null> {
      const standing = await deps.sessions.standing(deps.database.reader, tenantId, secret);
      if (!standing?.isLive || !standing.isCookieLive || !mayAuthenticate(standing).allowed) return null;
      if (standing.isTouchDue) {
        await deps.sessions.touch(deps.database.reader, tenantId, standing.sessionId, idleSeconds);
      }
      const { sessionId, customerId, amr, acr, proofs, authenticatedAt, isFresh, provenLately } = standing;
      // An app that stays for longer lengthens nothing of what the browser may give.
      const endsAt = standing.browserEndsAt;
      return { sessionId, customerId, amr, acr, proofs, authenticatedAt, endsAt, isFresh, provenLately };
    },

    /**
     * The session that a token hangs on, or null when it no longer counts. Using the token is using the session.
     * @param idleSeconds the tenant's limit for an unused cookie.
     */
    async sessionOf(tenantId: string, sessionId: string, idleSeconds: number): Promise<CurrentSession | null> {
      const standing = await deps.sessions.standingOf(deps.database.reader, tenantId, sessionId);
      if (!standing?.isLive || !mayAuthenticate(standing).allowed) return null;
      // A cookie that ran out stays so: only its owner's next sign-in gives another.
      if (standing.isTouchDue && standing.isCookieLive)
        await deps.sessions.touch(deps.database.reader, tenantId, sessionId, idleSeconds);
      const { customerId, amr, acr, proofs, authenticatedAt, endsAt, isFresh, provenLately } = standing;
      return { sessionId, customerId, amr, acr, proofs, authenticatedAt, endsAt, isFresh, provenLately };
    },
  };
}
