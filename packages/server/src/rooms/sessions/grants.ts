/**
 * Grants: what one application may do within one session. One for each pair of them, so that ending one sign-in ends
 * exactly what hangs on it; what a customer allows for longer is a consent, not a grant.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import { newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import {
  extendSession,
  findGrantStanding,
  type GrantKey,
  isSessionLive,
  markNotified,
  revokeGrant,
  revokeGrantsOf,
  upsertGrant,
} from './store/grants.ts';

export type GrantStanding = {
  readonly grantId: string;
  readonly sessionId: string;
  readonly applicationId: string;
  readonly customerId: string;
  readonly sid: string;
  readonly scopes: string;
  readonly resourceScopes: Readonly<Record<string, string>>;
  readonly grantedAt: Date;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
  readonly endsAt: Date;
  readonly isGrantLive: boolean;
  readonly isLive: boolean;
  readonly customerState: string;
  readonly tenantState: string;
  readonly applicationState: string;
};

export type GrantScopes = { readonly scopes: string; readonly resourceScopes: Readonly<Record<string, string>> };

export function createGrants(deps: { ledger: Ledger }) {
  return {
    /** A grant beside all that decides whether it counts, or null. */
    async standing(
      queries: Queries,
      tenantId: string,
      by: Parameters<typeof findGrantStanding>[2],
    ): Promise<GrantStanding | null> {
      const row = await findGrantStanding(queries, tenantId, by);
      return row ? toStanding(row) : null;
    },

    /** Opens the grant or replaces what it holds; null when the session has ended. */
    async open(
      tx: Transaction,
      grant: GrantKey &
        GrantScopes & {
          readonly customerId: string;
          readonly requestId: string;
          /** How long it lasts from now on where it outlives the browser that it was begun in. */
          readonly ownSeconds?: number | null;
        },
    ): Promise<{ grantId: string; sid: string } | null> {
      const { tenantId, sessionId, applicationId, customerId, requestId, scopes, resourceScopes } = grant;
      const { ownSeconds = null } = grant;
      if (ownSeconds !== null) await extendSession(tx, { tenantId, sessionId }, ownSeconds);
      const outlivesBrowser = ownSeconds !== null;
      const fresh = { grantId: newSecret(), sid: newSecret(), scopes, resourceScopes, outlivesBrowser };
      const written = await upsertGrant(tx, { tenantId, sessionId, applicationId }, fresh);
      if (written === undefined) return null;
      if (written.is_new) {
        await deps.ledger.append(tx, {
          tenantId,
          customerId,
          event: 'grant.opened',
          actor: { kind: 'customer', id: customerId },
          requestId,
          data: { sessionId, applicationId },
        });
      }
      return { grantId: written.grant_id, sid: written.sid };
    },

    /** Ends the grant and with it every code and token on it. Ending it twice is ending it once. */
    async revoke(
      tx: Transaction,
      grant: { tenantId: string; grantId: string; customerId: string; requestId: string },
    ): Promise<void> {
      const { tenantId, grantId, customerId, requestId } = grant;
      const revoked = await revokeGrant(tx, tenantId, grantId);
      if (revoked === undefined) return;
      await deps.ledger.append(tx, {
        tenantId,
        customerId,
        event: 'grant.revoked',
        actor: { kind: 'application', id: revoked.application_id },
        requestId,
        data: { sessionId: revoked.session_id, applicationId: revoked.application_id },
      });
    },

    /** Ends everything this application holds from this customer: the consequence of a consent that was withdrawn. */
    revokeOf: revokeGrantsOf,

    isSessionLive,
    markNotified,
  };
}

type StandingRow = NonNullable<Awaited<ReturnType<typeof findGrantStanding>>>;

function toStanding(row: StandingRow): GrantStanding {
  return {
    grantId: row.grant_id ?? '',
    sessionId: row.session_id ?? '',
    applicationId: row.application_id ?? '',
    customerId: row.customer_id ?? '',
    sid: row.sid ?? '',
    scopes: row.scopes ?? '',
    resourceScopes: row.resource_scopes as Record<string, string>,
    grantedAt: row.granted_at ?? new Date(0),
    acr: row.acr ?? '',
    amr: row.amr ?? [],
    authenticatedAt: row.authenticated_at ?? new Date(0),
    endsAt: row.ends_at ?? new Date(0),
    isGrantLive: row.is_grant_live === true,
    isLive: row.is_live === true,
    customerState: row.customer_state ?? '',
    tenantState: row.tenant_state ?? '',
    applicationState: row.application_state ?? '',
  };
}
