/**
 * The engine's session is our session: read from our row, never written by the engine, and never brought back to life.
 */
import { type Adapter, errors } from 'oidc-provider';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { currentWork } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

export function sessionRecords(deps: Pick<ProtocolDependencies, 'sessions'>): Adapter {
  return {
    ...nothing,

    async find(secret) {
      const { session } = currentWork();
      if (session === null || session.secret !== secret) return undefined;
      const { sessionId, customerId, acr, amr, authenticatedAt, endsAt } = session.current;
      return {
        kind: 'Session',
        jti: secret,
        uid: sessionId,
        accountId: customerId,
        loginTs: epoch(authenticatedAt),
        acr,
        amr: [...amr],
        iat: epoch(authenticatedAt),
        exp: epoch(endsAt),
      };
    },

    // Asked for the session of a token that has just been read together with it.
    async findByUid(uid) {
      const { token } = currentWork();
      if (token === null || token.sessionId !== uid) return undefined;
      return {
        kind: 'Session',
        uid,
        accountId: token.customerId,
        authorizations: { [token.applicationId]: { sid: token.sid, grantId: token.grantId } },
        exp: epoch(token.expiresAt),
      };
    },

    // The engine saves its session at the end of each request: by then ours may have ended, and with it the answer.
    async upsert(_secret, payload) {
      const { tenant, queries } = currentWork();
      const isLive = await deps.sessions.grants.isSessionLive(queries(), tenant.tenantId, payload.uid ?? '');
      if (!isLive) throw new errors.SessionNotFound('the session has ended');
    },
  };
}
