/** A session's row beside all that decides whether it counts, as the rest of the house sees it. */
import type { SessionProof, SessionStanding } from './session.ts';
import type { findStanding } from './store/standing.ts';

export function toStanding(row: Awaited<ReturnType<typeof findStanding>>): SessionStanding | null {
  if (!row?.session_id || !row.customer_id) return null;
  return {
    sessionId: row.session_id,
    customerId: row.customer_id,
    amr: row.amr ?? [],
    acr: row.acr ?? '',
    proofs: (row.proofs ?? []) as SessionProof[],
    authenticatedAt: row.authenticated_at ?? new Date(0),
    endsAt: row.ends_at ?? new Date(0),
    browserEndsAt: row.browser_ends_at ?? new Date(0),
    isLive: row.is_live === true,
    isCookieLive: row.is_cookie_live === true,
    isTouchDue: row.is_touch_due === true,
    isKept: row.is_kept !== false,
    isFresh: row.is_fresh,
    provenLately: row.proven_lately as SessionProof[],
    customerState: row.customer_state ?? '',
    tenantState: row.tenant_state ?? '',
  };
}
