/** SQL of the documents that applications are known by. Every function takes the tenant. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** When it was last read, and what counts of that now; undefined where it never was. */
export async function findDocument(queries: Queries, tenantId: string, applicationId: string) {
  return (
    queries
      .selectFrom('client_documents')
      .select(['withdrawn_at'])
      .select(sql<boolean>`fresh_until > now()`.as('is_fresh'))
      // Longer than this nobody could say whether it still holds.
      .select(sql<boolean>`fresh_until + interval '1 day' > now()`.as('is_believed'))
      .where('tenant_id', '=', tenantId)
      .where('application_id', '=', applicationId)
      .executeTakeFirst()
  );
}

/** Notes that it was read, and for how long that counts. */
export async function writeDocument(
  tx: Transaction,
  document: { tenantId: string; applicationId: string; freshSeconds: number; isWithdrawn: boolean },
): Promise<void> {
  const { tenantId, applicationId, freshSeconds, isWithdrawn } = document;
  await sql`
    insert into client_documents (tenant_id, application_id, fresh_until, withdrawn_at)
    values (${tenantId}, ${applicationId}, now() + make_interval(secs => ${freshSeconds}),
      case when ${isWithdrawn} then now() end)
    on conflict (tenant_id, application_id) do update
    set read_at = now(), fresh_until = excluded.fresh_until, withdrawn_at = excluded.withdrawn_at`.execute(tx);
}

/** Lets the state be what somebody says, whatever the document did; false where the document did nothing. */
export async function forgetWithdrawal(tx: Transaction, tenantId: string, applicationId: string): Promise<boolean> {
  const forgotten = await tx
    .updateTable('client_documents')
    .set({ withdrawn_at: null })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('withdrawn_at', 'is not', null)
    .returning('application_id')
    .executeTakeFirst();
  return forgotten !== undefined;
}
