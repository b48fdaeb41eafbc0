/** SQL of sessions that devices get from the one that approved them. */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';
import { approvedIn } from './of-device.ts';

export type NewDeviceSession = {
  readonly tenantId: string;
  readonly sessionId: string;
  /** Of a secret that nobody holds: a device has no cookie. */
  readonly secretHash: Buffer;
  readonly client: Buffer;
  readonly approvedBy: string;
  readonly absoluteSeconds: number;
  /** How long it is shown before anything hangs on it. */
  readonly shownSeconds: number;
};

/**
 * Copies what the approving session has proven, with the moments of its proofs, as it stands in this statement. Null
 * where that session does not count any more.
 */
export async function insertDeviceSession(
  tx: Transaction,
  session: NewDeviceSession,
): Promise<{ amr: string[]; acr: string } | null> {
  const { rows } = await sql<{ amr: string[]; acr: string }>`
    insert into sessions (
      tenant_id, session_id, customer_id, secret_hash, tenant_epoch, customer_epoch, amr, acr, proofs, client,
      authenticated_at, cookie_idle_at, ends_at, is_kept, idle_seconds, device_hash
    )
    select approving.tenant_id, ${session.sessionId}, approving.customer_id, ${session.secretHash}::bytea,
      approving.tenant_epoch, approving.customer_epoch, approving.amr, approving.acr, approving.proofs,
      ${session.client}::bytea, approving.authenticated_at,
      now() + make_interval(secs => ${session.shownSeconds}::integer),
      now() + make_interval(secs => ${session.absoluteSeconds}::integer), true, ${session.shownSeconds}::integer,
      ${approvedIn(sql`approving.device_hash`)}
    from sessions approving
    join session_standings standing
      on standing.tenant_id = approving.tenant_id and standing.session_id = approving.session_id
    where approving.tenant_id = ${session.tenantId} and approving.session_id = ${session.approvedBy}
      and standing.is_live
    returning amr, acr`.execute(tx);
  return rows[0] ?? null;
}
