/** Which open sessions of a customer were begun or raised with one credential; held until the transaction ends. */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';
import type { SessionProof } from '../session.ts';

export async function listProvenBy(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { method, credentialId }: Pick<SessionProof, 'method' | 'credentialId'>,
): Promise<string[]> {
  const held = JSON.stringify([{ method, credentialId }]);
  const rows = await tx
    .selectFrom('sessions')
    .select('session_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`proofs @> ${held}::jsonb`)
    .forUpdate()
    .execute();
  return rows.map((row) => row.session_id);
}
