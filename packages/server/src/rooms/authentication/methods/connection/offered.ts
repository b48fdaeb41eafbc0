/** Whether somebody may come by a connection, on the way to an application or to none; the same words wherever it is asked. */
import type { Queries } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Applications } from '../../../applications/index.ts';
import type { Connection, Connections } from '../../../connections/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Flow } from '../../flow.ts';
import { isOffered } from '../../policy.ts';

export type OfferedDependencies = {
  readonly applications: Pick<Applications, 'settingsFor'>;
  readonly connections: Pick<Connections, 'find' | 'read'>;
};

export type OfferedAsked = {
  readonly tenant: Tenant;
  readonly flow: Pick<Flow, 'interaction'>;
  readonly connectionId: string;
  /** The transaction that something hangs on: it as it is at this moment, not as it is remembered. */
  readonly within?: Queries;
};

/** It, or why not: the way is closed altogether, or this one is. */
async function look(
  { applications, connections }: OfferedDependencies,
  { tenant, flow, connectionId, within }: OfferedAsked,
): Promise<Connection | 'factor.not_offered' | 'connection.not_found'> {
  const { tenantId } = tenant;
  const settings = await applications.settingsFor(tenant, flow.interaction?.applicationId ?? null);
  if (settings.signIn.methods.connection !== 'on') return 'factor.not_offered';
  const connection = await (within === undefined
    ? connections.find(tenantId, connectionId)
    : connections.read(within, tenantId, connectionId));
  return connection !== null && isOffered(settings, connection) ? connection : 'connection.not_found';
}

/** It, or the refusal. */
export async function demandOffered(deps: OfferedDependencies, asked: OfferedAsked): Promise<Connection> {
  const found = await look(deps, asked);
  if (typeof found === 'string') throw new ProblemError(found);
  return found;
}

/** It, or null. */
export async function findOffered(deps: OfferedDependencies, asked: OfferedAsked): Promise<Connection | null> {
  const found = await look(deps, asked);
  return typeof found === 'string' ? null : found;
}
