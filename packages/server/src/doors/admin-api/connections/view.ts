/** Connections by the names of the contract. A secret is said to be there, and never what it is. */
import type { ConnectionChange, GivenConnectionSettings } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Connection, ConnectionDomain } from '../../../rooms/connections/index.ts';
import type { Tenant } from '../../../rooms/tenants/index.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import type { AdminAnswer } from '../route.ts';

export function toConnection(connection: Connection, { origin }: Pick<Tenant, 'origin'>): object {
  const { connectionId, name, preset, state, settings, hasSecret } = connection;
  const address = `${origin}/sign-in/with/${connectionId}`;
  return {
    connection_id: connectionId,
    name,
    preset,
    state,
    ...settings,
    has_client_secret: hasSecret,
    redirect_uri: `${address}/callback`,
    backchannel_logout_uri: `${address}/logout`,
  };
}

/** One as it is at this moment. */
export async function describe(
  { connections, database }: Pick<AdminApiDependencies, 'connections' | 'database'>,
  tenant: Tenant,
  connectionId: string,
): Promise<AdminAnswer> {
  const found = await connections.read(database.reader, tenant.tenantId, connectionId);
  if (found === null) throw new ProblemError('connection.not_found');
  return { body: toConnection(found, tenant), version: found.version };
}

/** What an operator set, after a merge patch: null takes a field back to what the preset says. */
export function patched(
  { name: former, given }: Connection,
  { name = former, client_secret: secret, ...patch }: ConnectionChange,
): { name: string; settings: GivenConnectionSettings; secret?: { text: string; reference: null } } {
  const merged = Object.entries({ ...given, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return {
    name,
    // Judged field by field where it is changed.
    settings: Object.fromEntries(merged) as GivenConnectionSettings,
    ...(secret === undefined ? {} : { secret: { text: secret, reference: null } }),
  };
}

export function toDomain({ domain, state, proof, record, addedAt, provenAt }: ConnectionDomain): object {
  return {
    domain,
    state,
    proof: state === 'proven' ? null : { value: proof, dns_record: record },
    added_at: addedAt.toISOString(),
    proven_at: provenAt?.toISOString() ?? null,
  };
}
