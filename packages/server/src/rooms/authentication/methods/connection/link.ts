/**
 * The two ends of linking. In the account its owner is shown the account elsewhere and says yes, having proven themselves
 * lately: nobody who was only lured to the way back links anything (case 157). After a sign-in that waited for its owner it
 * happens with that sign-in.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import type { CurrentSession } from '../../../gate/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Completion, Visitor } from '../../complete-sign-in.ts';
import { holdFresh } from '../../freshness.ts';
import type { Arrivals, HeldArrival } from './arrival.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { linkIdentity } from './link-identity.ts';
import { findOffered, type OfferedDependencies } from './offered.ts';

type InSession = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly arrivalId: string;
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
};

export type WaitingLink = Pick<HeldArrival, 'connectionId' | 'email' | 'name'>;
type LinkDependencies = ConnectionDependencies & { readonly arrivals: Arrivals };
const ofSession = ({ sessionId }: CurrentSession) => ({ kind: 'session', id: sessionId }) as const;

/** What the owner of the session is asked about; null when nothing waits any more. */
export async function waitingLink(
  deps: LinkDependencies,
  { tenant, current, arrivalId }: Omit<InSession, 'visitor'>,
): Promise<WaitingLink | null> {
  const { tenantId } = tenant;
  const arrival = await deps.arrivals.find(deps.database.reader, tenantId, ofSession(current), arrivalId);
  if (arrival?.customerId !== current.customerId) return null;
  const { connectionId, email, name } = arrival;
  return { connectionId, email, name };
}

/** Links it, once; its id. Refuses who has not proven themselves lately, and what is somebody's already. */
export async function finishLink(
  deps: LinkDependencies,
  { tenant, current, arrivalId, visitor }: InSession,
): Promise<{ readonly identityId: string; readonly connectionId: string }> {
  const { tenantId } = tenant;
  const { customerId } = current;
  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await holdFresh(deps, tx, tenant, current);
    const arrival = await deps.arrivals.take(tx, tenantId, ofSession(current), { arrivalId });
    if (arrival === null || arrival.customerId !== customerId) throw new ProblemError('link.refused');
    await demandActive(deps, tx, tenantId, arrival.connectionId);
    const identityId = await linkIdentity(deps, tx, { tenantId, customerId, arrival, visitor });
    return { identityId, connectionId: arrival.connectionId };
  });
}

/** Links what waited for this sign-in of exactly this customer, in the transaction that begins their session. */
export async function linkAfterSignIn(
  deps: OfferedDependencies &
    Pick<ConnectionDependencies, 'credentials' | 'ledger'> & {
      readonly arrivals: Arrivals;
    },
  tx: Transaction,
  { tenant, flow, customerId, visitor }: Pick<Completion, 'tenant' | 'flow' | 'customerId' | 'visitor'>,
): Promise<void> {
  const { tenantId, flowId } = flow;
  // A journey knows its customer before the last proof, or carries nothing.
  if (flow.kind !== 'sign-in' || flow.customerId !== customerId) return;
  // A mailed link takes the journey to another browser, whose owner was shown no account elsewhere and asked for none.
  const browserHash = hashSecret(visitor.browserSecret ?? '');
  const arrival = await deps.arrivals.take(tx, tenantId, { kind: 'flow', id: flowId }, { browserHash });
  if (arrival === null || arrival.customerId !== customerId) return;
  const { connectionId } = arrival;
  // Switched off meanwhile, or linked by another journey: they have proven themselves here, and the sign-in is theirs.
  if ((await findOffered(deps, { tenant, flow, connectionId, within: tx })) === null) return;
  const known = await deps.credentials.identities.find(tx, tenantId, arrival);
  if (known === null) await linkIdentity(deps, tx, { tenantId, customerId, arrival, visitor });
}

async function demandActive(
  { connections }: Pick<ConnectionDependencies, 'connections'>,
  tx: Transaction,
  tenantId: string,
  connectionId: string,
): Promise<void> {
  const connection = await connections.read(tx, tenantId, connectionId);
  if (connection?.state !== 'active') throw new ProblemError('connection.not_found');
}
