/**
 * All SQL of device codes. Each step is one statement that finds and decides at once: entered by one browser, claimed by
 * one session, answered once, polled no faster than it may be, used once (that last one is in issue.ts).
 */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type NewDeviceCode = {
  readonly tenantId: string;
  readonly idHash: Buffer;
  readonly requestId: string;
  readonly applicationId: string;
  readonly userCodeKey: Buffer;
  readonly scopes: string;
  readonly resourceScopes: Readonly<Record<string, string>>;
  readonly sealed: Buffer;
  readonly lifetimeSeconds: number;
};

/** What names a request that a person looks at: its id, and the browser that entered its code. */
export type EnteredKey = { readonly tenantId: string; readonly requestId: string; readonly browserHash: Buffer };

export type AskedRow = {
  id_hash: Buffer;
  application_id: string;
  scopes: string;
  resource_scopes: Record<string, string>;
  sealed: Buffer;
  created_at: Date;
};

const open = sql`code.state = 'waiting' and code.expires_at > now()`;

// Whoever signs out gives it up: it would be nobody's otherwise, and wait for its end.
const isUnclaimed = sql`(code.entered_session_id is null or not exists (
  select from session_standings claiming
  where claiming.tenant_id = code.tenant_id and claiming.session_id = code.entered_session_id and claiming.is_live
))`;

export async function insertDeviceCode(queries: Queries, code: NewDeviceCode): Promise<void> {
  await queries
    .insertInto('device_codes')
    .values({
      tenant_id: code.tenantId,
      id_hash: code.idHash,
      request_id: code.requestId,
      application_id: code.applicationId,
      user_code_key: code.userCodeKey,
      scopes: code.scopes,
      resource_scopes: JSON.stringify(code.resourceScopes),
      sealed: code.sealed,
      expires_at: sql`now() + make_interval(secs => ${code.lifetimeSeconds})`,
    })
    .execute();
}

/** Notes that this browser entered the code; null where it is none, over, answered, or another session's by now. */
export async function enterDeviceCode(
  queries: Queries,
  tenantId: string,
  entered: { readonly userCodeKey: Buffer; readonly browserHash: Buffer },
): Promise<string | null> {
  const { rows } = await sql<{ request_id: string }>`
    update device_codes code set
      browser_hash = ${entered.browserHash},
      entered_session_id = case when code.browser_hash = ${entered.browserHash} then code.entered_session_id end
    where code.tenant_id = ${tenantId} and code.user_code_key = ${entered.userCodeKey} and ${open}
      and (code.browser_hash = ${entered.browserHash} or ${isUnclaimed})
    returning code.request_id`.execute(queries);
  return rows[0]?.request_id ?? null;
}

/** What the browser that entered the code has before it; undefined where it is over or somebody else's. */
export async function findEntered(queries: Queries, key: EnteredKey): Promise<AskedRow | undefined> {
  const { rows } = await sql<AskedRow>`
    select code.id_hash, code.application_id, code.scopes, code.resource_scopes, code.sealed, code.created_at
    from device_codes code
    where code.tenant_id = ${key.tenantId} and code.request_id = ${key.requestId}
      and code.browser_hash = ${key.browserHash} and ${open}`.execute(queries);
  return rows[0];
}

/** What a sign-in was begun for; undefined where that is over. */
export async function findReferred(queries: Queries, tenantId: string, idHash: Buffer): Promise<AskedRow | undefined> {
  const { rows } = await sql<AskedRow>`
    select code.id_hash, code.application_id, code.scopes, code.resource_scopes, code.sealed, code.created_at
    from device_codes code
    where code.tenant_id = ${tenantId} and code.id_hash = ${idHash} and ${open}`.execute(queries);
  return rows[0];
}

/** Makes it this session's to answer; false where it is another's. */
export async function claimDeviceCode(queries: Queries, key: EnteredKey, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    update device_codes code set entered_session_id = ${sessionId}
    where code.tenant_id = ${key.tenantId} and code.request_id = ${key.requestId}
      and code.browser_hash = ${key.browserHash} and ${open}
      and (code.entered_session_id = ${sessionId} or ${isUnclaimed})
    returning 1 as claimed`.execute(queries);
  return rows.length > 0;
}

/**
 * Answers it, once, for the session that claimed it and as long as that session counts. What is approved at the last
 * moment can still be fetched: a device asks every few seconds.
 */
export async function answerDeviceCode(
  tx: Transaction,
  key: EnteredKey,
  answer: { readonly state: 'approved' | 'denied'; readonly sessionId: string },
): Promise<AskedRow | undefined> {
  const { rows } = await sql<AskedRow>`
    update device_codes code set
      state = ${answer.state}, answered_at = now(),
      expires_at = greatest(code.expires_at, now() + interval '2 minutes')
    where code.tenant_id = ${key.tenantId} and code.request_id = ${key.requestId}
      and code.browser_hash = ${key.browserHash} and code.entered_session_id = ${answer.sessionId} and ${open}
      and exists (
        select from session_standings claiming
        where claiming.tenant_id = code.tenant_id and claiming.session_id = code.entered_session_id and claiming.is_live
      )
    returning code.id_hash, code.application_id, code.scopes, code.resource_scopes, code.sealed,
      code.created_at`.execute(tx);
  return rows[0];
}

/** Hangs the approved code on the session and the grant that it is exchanged for. */
export async function hangDeviceCode(
  tx: Transaction,
  key: EnteredKey,
  on: { readonly sessionId: string; readonly grantId: string },
): Promise<void> {
  await tx
    .updateTable('device_codes')
    .set({ session_id: on.sessionId, grant_id: on.grantId })
    .where('tenant_id', '=', key.tenantId)
    .where('request_id', '=', key.requestId)
    .execute();
}

export type PolledRow = {
  state: 'waiting' | 'approved' | 'denied' | 'used';
  is_expired: boolean;
  is_too_fast: boolean;
  scopes: string;
  created_at: Date;
  expires_at: Date;
  session_id: string | null;
  grant_id: string | null;
  customer_id: string | null;
  sid: string | null;
  acr: string | null;
  amr: string[] | null;
  authenticated_at: Date | null;
  is_grant_live: boolean | null;
  is_live: boolean | null;
  customer_state: string | null;
  tenant_state: string | null;
  application_state: string | null;
  granted_scopes: string | null;
  resource_scopes: Record<string, string> | null;
};

/**
 * Notes that the device asked, and reads what it may be told. Whoever asks too soon waits five seconds longer from then
 * on (RFC 8628, section 3.5); a second is forgiven, for networks are no clocks.
 */
export async function pollDeviceCode(
  queries: Queries,
  tenantId: string,
  poll: { readonly idHash: Buffer; readonly applicationId: string },
): Promise<PolledRow | undefined> {
  const { rows } = await sql<PolledRow>`
    with before as materialized (
      select tenant_id, id_hash,
        last_polled_at > now() - make_interval(secs => interval_seconds - 1) is true as is_too_fast
      from device_codes
      where tenant_id = ${tenantId} and id_hash = ${poll.idHash} and application_id = ${poll.applicationId}
      for update
    ), code as (
      update device_codes code set
        last_polled_at = now(),
        interval_seconds = case when before.is_too_fast then least(code.interval_seconds + 5, 60)
          else code.interval_seconds end
      from before where code.tenant_id = before.tenant_id and code.id_hash = before.id_hash
      returning code.*, before.is_too_fast
    )
    select code.state, code.expires_at <= now() as is_expired, code.is_too_fast, code.scopes, code.created_at,
      code.expires_at, code.session_id, code.grant_id, standing.customer_id, standing.sid, standing.acr, standing.amr,
      standing.authenticated_at, standing.is_grant_live, standing.is_live, standing.customer_state,
      standing.tenant_state, standing.application_state, standing.scopes as granted_scopes, standing.resource_scopes
    from code
    left join grant_standings standing on standing.tenant_id = code.tenant_id and standing.grant_id = code.grant_id`.execute(
    queries,
  );
  return rows[0];
}
