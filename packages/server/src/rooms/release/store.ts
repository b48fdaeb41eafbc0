/** All SQL of the release room. */
import { sql } from 'kysely';
import type { Queries } from '../../foundation/database/index.ts';

export type Disclosure = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly recipientId: string;
  readonly purpose: string;
  /** Names only; order does not matter. */
  readonly attributes: readonly string[];
};

/** Counts one disclosure to an application, in the row of its day. */
export async function countDisclosure(queries: Queries, disclosure: Disclosure): Promise<void> {
  const { tenantId, customerId, recipientId, purpose } = disclosure;
  const attributes = [...disclosure.attributes].sort();
  await sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    values (
      ${tenantId}, ${customerId}, 'application', ${recipientId}, ${purpose}, ${attributes}::text[],
      (now() at time zone 'UTC')::date
    )
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + 1, last_at = now()`.execute(queries);
}
