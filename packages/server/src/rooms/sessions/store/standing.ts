/** SQL of a session beside all that decides whether it counts, and whether it is fresh enough for what is sensitive. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** How long a proof of who somebody is serves for what is sensitive (ASVS 5.0 7.5.1). */
const freshSeconds = 10 * 60;

export async function findStanding(
  queries: Queries,
  tenantId: string,
  by: { readonly secretHash: Buffer } | { readonly sessionId: string },
) {
  // What somebody proved before they approved a device was proven elsewhere: on the device nobody has been seen yet.
  const lately = sql`greatest(now() - make_interval(secs => ${freshSeconds}), (
    select max(code.answered_at) from device_codes code
    where code.tenant_id = session_standings.tenant_id and code.session_id = session_standings.session_id
  ))`;
  const found = queries
    .selectFrom('session_standings')
    .selectAll()
    .select([
      sql<boolean>`authenticated_at > ${lately}`.as('is_fresh'),
      sql<unknown>`(
        select coalesce(jsonb_agg(proof), '[]') from jsonb_array_elements(proofs) proof
        where (proof ->> 'at')::timestamptz > ${lately}
      )`.as('proven_lately'),
    ])
    .where('tenant_id', '=', tenantId);
  const one =
    'secretHash' in by ? found.where('secret_hash', '=', by.secretHash) : found.where('session_id', '=', by.sessionId);
  return one.executeTakeFirst();
}
