/**
 * A factor that is gone proves nothing any more (case 66): its proofs leave every open session, and what follows from the
 * rest is written there and into what hangs on the session, in the transaction that removes the factor.
 */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';
import type { SessionAssurance, SessionProof } from '../session.ts';

export async function withdrawProofs(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  withdrawal: {
    isGone(proof: SessionProof): boolean;
    assess(proofs: readonly SessionProof[]): SessionAssurance;
  },
): Promise<void> {
  const sessions = await tx
    .selectFrom('sessions')
    .select(['session_id', 'proofs'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .execute();
  for (const { session_id: sessionId, proofs } of sessions) {
    const held = proofs as SessionProof[];
    const left = held.filter((proof) => !withdrawal.isGone(proof));
    if (left.length === held.length) continue;
    const { amr, acr } = withdrawal.assess(left);
    const details = JSON.stringify({ amr, acr });
    await sql`
      with session as (
        update sessions set proofs = ${JSON.stringify(left)}::jsonb, amr = ${amr}, acr = ${acr}
        where tenant_id = ${tenantId} and session_id = ${sessionId}
      ), refreshed as (
        update refresh_tokens set details = details || ${details}::jsonb
        where tenant_id = ${tenantId} and session_id = ${sessionId} and details ? 'acr'
      )
      update access_tokens set details = details || ${details}::jsonb
      where tenant_id = ${tenantId} and session_id = ${sessionId} and details ? 'acr'`.execute(tx);
  }
}
