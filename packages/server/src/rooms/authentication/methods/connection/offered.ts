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

/** It, or the refusal: the way is closed altogether, or this one is. */
export async function demandOffered(
  { applications, connections }: OfferedDependencies,
  { tenant, flow, connectionId, within }: OfferedAsked,
): Promise<Connection> {
  const { tenantId } = tenant;
  const settings = await applications.settingsFor(tenant, flow.interaction?.applicationId ?? null);
  if (settings.signIn.methods.connection !== 'on') throw new ProblemError('factor.not_offered');
  const connection = await (within === undefined
    ? connections.find(tenantId, connectionId)
    : connections.read(within, tenantId, connectionId));
  if (connection === null || !isOffered(settings, connection)) throw new ProblemError('connection.not_found');
  return connection;
}

/** The same as a question. */
export async function isStillOffered(deps: OfferedDependencies, asked: OfferedAsked): Promise<boolean> {
  try {
    await demandOffered(deps, asked);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}
