/** All SQL of the release room. */
import { sql } from 'kysely';
import type { StatementPart } from '../../foundation/database/index.ts';

export type Disclosure = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly recipientId: string;
  readonly purpose: string;
  /** Names only; order does not matter. */
  readonly attributes: readonly string[];
};

/** Counts one disclosure to an application, in the row of its day. */
export function countingDisclosure(disclosure: Disclosure): StatementPart {
  const { tenantId, customerId, recipientId, purpose } = disclosure;
  const attributes = [...disclosure.attributes].sort();
  return (when) => sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    select ${tenantId}, ${customerId}, 'application', ${recipientId}, ${purpose}, ${attributes}::text[],
      (now() at time zone 'UTC')::date
    where ${when}
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + 1, last_at = now()`;
}
