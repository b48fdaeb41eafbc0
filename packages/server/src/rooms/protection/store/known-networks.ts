/** All SQL of the networks that an application has proven itself from. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

export type KnownNetwork = {
  readonly tenantId: string;
  readonly applicationId: string;
  readonly networkHash: Buffer;
};

export async function isKnownNetwork(queries: Queries, network: KnownNetwork): Promise<boolean> {
  const row = await queries
    .selectFrom('application_networks')
    .select('application_id')
    .where('tenant_id', '=', network.tenantId)
    .where('application_id', '=', network.applicationId)
    .where('network_hash', '=', network.networkHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers the network for another month; nothing when the application has gone meanwhile. */
export async function rememberNetwork(queries: Queries, network: KnownNetwork): Promise<void> {
  await sql`
    insert into application_networks (tenant_id, application_id, network_hash)
    select tenant_id, application_id, ${network.networkHash} from applications
    where tenant_id = ${network.tenantId} and application_id = ${network.applicationId}
    on conflict (tenant_id, application_id, network_hash) do update set last_seen_at = now()`.execute(queries);
}

/** Removes networks that were not used for a month, a bounded number at a time; returns how many went. */
export async function purgeNetworks(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'application_networks',
    key: ['tenant_id', 'application_id', 'network_hash'],
    when: sql`last_seen_at < now() - interval '30 days'`,
    limit,
  });
}
