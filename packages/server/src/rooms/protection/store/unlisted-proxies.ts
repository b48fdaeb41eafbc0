/** Proxies that nobody has listed, as the operator is shown them. They belong to the installation, not to a tenant. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** Notes one, and forgets those of long ago. */
export async function noteProxy(queries: Queries, address: string): Promise<void> {
  await sql`
    with forgotten as (delete from unlisted_proxies where last_seen_at < now() - interval '30 days')
    insert into unlisted_proxies as held (address) values (${address})
    on conflict (address) do update set last_seen_at = now()`.execute(queries);
}

/** Those of the last hours. */
export async function findProxies(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from unlisted_proxies
    where last_seen_at > now() - interval '3 hours' order by address limit 20`.execute(queries);
  return rows.map(({ address }) => address);
}
