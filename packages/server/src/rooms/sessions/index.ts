/**
 * The sessions room: a session is a row, and its one end is here. Every cookie, and later every grant and token,
 * hangs on that row.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret, newId, newSecret } from '../../foundation/ids/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Actor, Ledger } from '../ledger/index.ts';
import { announceEnd } from './announce-end.ts';
import { createDeviceCodes } from './device-codes.ts';
import { createGrants } from './grants.ts';
import { createRequests } from './requests.ts';
import type {
  Client,
  EndAllReason,
  EndReason,
  SessionAssurance,
  SessionLifetimes,
  SessionProof,
  SessionStanding,
  SessionSummary,
  SessionUsage,
} from './session.ts';
import { raiseTenantEpoch } from './store/epochs.ts';
import { endOfDevice, findDeviceHash } from './store/of-device.ts';
import { listProvenBy } from './store/proven-by.ts';
import { findStanding } from './store/standing.ts';
import { purgeProtocol } from './store/tokens.ts';
import { listUsage } from './store/usage.ts';
import { withdrawProofs } from './store/withdraw-proofs.ts';
import {
  endAllSessions,
  endOtherSessions,
  endSession,
  insertSession,
  listClients,
  listLive,
  purgeSessions,
  renewSession,
  touchSession,
} from './store.ts';
import { createTellers } from './tell-ended.ts';
import { toStanding } from './to-standing.ts';
import { createTokens } from './tokens.ts';

export { logoutTask } from './announce-end.ts';
export { createOperatorEnds } from './announce-operator-ends.ts';
export { type Device, describeDevice } from './device.ts';
export type { DeviceRequest, EnteredRequest, PollOutcome } from './device-codes.ts';
export type { GrantScopes, GrantStanding } from './grants.ts';
export type { Interaction } from './requests.ts';
export type {
  Client,
  EndAllReason,
  SessionAssurance,
  SessionLifetimes,
  SessionProof,
  SessionStanding,
  SessionSummary,
  SessionUsage,
} from './session.ts';
export type { Issue, NewToken, TokenKind, TokenStanding } from './tokens.ts';
export { wantedAgeOf } from './wanted-age.ts';

export type Sessions = ReturnType<typeof createSessions>;

export type NewSession = SessionAssurance & {
  readonly tenantId: string;
  readonly customerId: string;
  readonly proofs: readonly SessionProof[];
  readonly client: Client;
  /** The browser that it is begun in; it ends when that is forgotten. */
  readonly deviceHash?: Buffer;
  readonly lifetimes: SessionLifetimes;
  readonly requestId: string;
};

/** The secret exists only here: the row holds its hash. */
export type StartedSession = { readonly sessionId: string; readonly secret: string; readonly isKept: boolean };

const clientField = 'session.client';

/** Opens the room. */
export function createSessions(deps: { encryption: Encryption; ledger: Ledger; jobs: Pick<Jobs, 'add'> }) {
  const { encryption, ledger, jobs } = deps;
  const place = (tenantId: string, customerId: string) => ({ tenantId, subjectId: customerId, field: clientField });

  const { told, madeRoom } = createTellers({ ledger, jobs });
  const grants = createGrants({ ledger });
  return {
    grants,
    tokens: createTokens({ encryption }),
    deviceCodes: createDeviceCodes({ encryption, ledger, grants, madeRoom }),
    requests: createRequests({ encryption }),

    /** Starts a session and its ledger entry at the end of the transaction. The secret exists only in the answer: the row holds its hash. */
    async start(tx: Transaction, session: NewSession): Promise<StartedSession> {
      const { tenantId, customerId, amr, acr, client } = session;
      const sessionId = newId('session');
      const secret = newSecret();
      const row = {
        ...session,
        sessionId,
        secretHash: hashSecret(secret),
        deviceHash: session.deviceHash ?? null,
        client: await encryption.seal(tx, place(tenantId, customerId), JSON.stringify(client)),
      };
      insertSession(tx, row, (ended) => madeRoom(tx, session, ended));
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'session.started',
        actor: { kind: 'customer', id: customerId },
        requestId: session.requestId,
        data: { sessionId, amr: [...amr], acr },
        personal: client,
      });
      return { sessionId, secret, isKept: session.lifetimes.isKept };
    },

    /**
     * Proves an open session of this customer anew: a fresh secret and fresh proofs, and everything that hangs on the
     * session stays. Null when there is no such session.
     */
    async renew(
      tx: Transaction,
      renewal: Pick<NewSession, 'tenantId' | 'customerId' | 'amr' | 'acr' | 'proofs' | 'requestId'> & {
        sessionId: string;
        /** Where the customer was asked anew whether to stay signed in. */
        lifetimes?: SessionLifetimes;
        /** The longest that it may last from now on, where that is limited anew. */
        absoluteSeconds?: number;
      },
    ): Promise<StartedSession | null> {
      const { tenantId, customerId, sessionId, amr, acr, requestId } = renewal;
      const secret = newSecret();
      const { lifetimes = null, absoluteSeconds = null } = renewal;
      const renewed = await renewSession(tx, {
        ...renewal,
        lifetimes,
        absoluteSeconds,
        secretHash: hashSecret(secret),
      });
      if (renewed === null) return null;
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'session.renewed',
        actor: { kind: 'customer', id: customerId },
        requestId,
        data: { sessionId, amr: [...amr], acr },
      });
      return { sessionId, secret, ...renewed };
    },

    /** What stands behind a cookie's secret, live or not, or null; only the gate should ask. */
    async standing(queries: Queries, tenantId: string, secret: string): Promise<SessionStanding | null> {
      return toStanding(await findStanding(queries, tenantId, { secretHash: hashSecret(secret) }));
    },

    /** What stands behind a session that something hangs on, live or not, or null; only the gate should ask. */
    async standingOf(queries: Queries, tenantId: string, sessionId: string): Promise<SessionStanding | null> {
      return toStanding(await findStanding(queries, tenantId, { sessionId }));
    },

    /** Takes proofs that no longer count out of every session of this customer; what follows from the rest is `assess`'s. */
    withdrawProofs: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      withdrawal: Parameters<typeof withdrawProofs>[3],
    ): Promise<void> => withdrawProofs(tx, tenantId, customerId, withdrawal),

    /** The open sessions of this customer that were begun or raised with this credential. */
    provenBy: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      proof: Parameters<typeof listProvenBy>[3],
    ): Promise<string[]> => listProvenBy(tx, tenantId, customerId, proof),

    /** Moves the idle limit after use; at most once a minute, see `isTouchDue`. */
    touch: (queries: Queries, tenantId: string, sessionId: string, idleSeconds: number) =>
      touchSession(queries, tenantId, sessionId, idleSeconds),

    /** Ends every session of a tenant; what hangs on them is refused from now on, and applications are told. */
    endAllOfTenant: raiseTenantEpoch,

    /** The customer's open sessions, most recently used first, at most 100. */
    async list(queries: Queries, tenantId: string, customerId: string): Promise<SessionSummary[]> {
      const rows = await listLive(queries, tenantId, customerId, 100);
      return Promise.all(
        rows.map(async (row) => ({
          sessionId: row.session_id,
          client: JSON.parse(await encryption.open(queries, place(tenantId, customerId), row.client)) as Client,
          createdAt: row.created_at,
          lastSeenAt: row.last_seen_at,
        })),
      );
    },

    /** The browsers and addresses of these sessions of this customer, open or over, as far as they are still kept. */
    async clients(
      queries: Queries,
      tenantId: string,
      customerId: string,
      sessionIds: readonly string[],
    ): Promise<Map<string, Client>> {
      const rows = await listClients(queries, tenantId, customerId, sessionIds);
      const opened = rows.map(
        async (row): Promise<[string, Client]> => [
          row.session_id,
          JSON.parse(await encryption.open(queries, place(tenantId, customerId), row.client)) as Client,
        ],
      );
      return new Map(await Promise.all(opened));
    },

    /** Which applications each of these sessions signed in to, the last used first, at most 500 in all. */
    async usage(queries: Queries, tenantId: string, sessionIds: readonly string[]): Promise<SessionUsage[]> {
      const rows = await listUsage(queries, tenantId, sessionIds, 500);
      return rows.map((row) => ({
        sessionId: row.session_id,
        applicationId: row.application_id,
        lastUsedAt: row.last_used_at,
      }));
    },

    /** Ends one session of this customer; false when there is no such open session of theirs. */
    async end(
      tx: Transaction,
      ending: {
        tenantId: string;
        customerId: string;
        sessionId: string;
        reason: EndReason;
        requestId: string;
        /** Who ends it; the customer when nobody is named. */
        actor?: Actor;
      },
    ): Promise<boolean> {
      const { tenantId, customerId, sessionId, reason, requestId } = ending;
      if (!(await endSession(tx, tenantId, customerId, sessionId, reason))) return false;
      await announceEnd(jobs, tx, tenantId, customerId);
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'session.ended',
        actor: ending.actor ?? { kind: 'customer', id: customerId },
        requestId,
        data: { sessionId, reason },
      });
      return true;
    },

    /** Ends every session of this customer at once, on every node, by raising the customer's epoch; how many were open. */
    async endAll(
      tx: Transaction,
      ending: { tenantId: string; customerId: string; requestId: string; reason?: EndAllReason; actor?: Actor },
    ): Promise<number> {
      const { tenantId, customerId, reason = 'ended_by_customer' } = ending;
      const count = await endAllSessions(tx, tenantId, customerId, reason);
      // Staff end what there is, of many customers at once: where there was nothing, nothing is told.
      if (count > 0 || ending.actor === undefined) await told(tx, { ...ending, reason, count });
      return count;
    },

    /** Ends every session of this customer but the one that asks; returns how many there were. */
    async endOthers(
      tx: Transaction,
      ending: { tenantId: string; customerId: string; sessionId: string; requestId: string; reason: EndAllReason },
    ): Promise<number> {
      const { tenantId, customerId, sessionId, reason } = ending;
      const count = await endOtherSessions(tx, tenantId, customerId, sessionId, reason);
      if (count > 0) await told(tx, { ...ending, count });
      return count;
    },

    /** Ends every session that was begun in this browser, and those of devices that it approved; returns how many were open. */
    async endOfDevice(
      tx: Transaction,
      ending: { tenantId: string; customerId: string; deviceHash: Buffer; requestId: string },
    ): Promise<number> {
      const reason = 'ended_by_customer';
      const count = await endOfDevice(tx, ending.tenantId, { ...ending, reason });
      if (count > 0) await told(tx, { ...ending, reason, count });
      return count;
    },

    /** What the browser of a session is known by; null where it is not known. */
    deviceHashOf: (queries: Queries, tenantId: string, sessionId: string): Promise<Buffer | null> =>
      findDeviceHash(queries, tenantId, sessionId),

    /** Removes long-ended sessions, a bounded number at a time; returns how many went. */
    purge: purgeSessions,
    /** Removes codes, tokens and requests that have run out. */
    purgeProtocol,
  };
}
