/**
 * A factor that was set up in an open session has been proven there: the session goes on with it, under a fresh secret.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import { type AddedDependencies, factorAdded } from './factor-added.ts';
import type { ProofRecord } from './flow.ts';
import { renewWith } from './fresh-proof.ts';

export type RaiseDependencies = AddedDependencies & {
  readonly sessions: Pick<Sessions, 'standingOf' | 'renew'>;
};

export type Raising = {
  readonly tenantId: string;
  readonly current: Pick<CurrentSession, 'customerId' | 'sessionId'>;
  readonly requestId: string;
};

/** Null when the session is over. */
export async function raiseSession(
  deps: RaiseDependencies,
  tx: Transaction,
  { tenantId, current, requestId }: Raising,
  proof: ProofRecord,
): Promise<StartedSession | null> {
  const { customerId, sessionId } = current;
  await factorAdded(deps, tx, { tenantId, customerId });
  return renewWith(deps, tx, { tenantId, customerId, sessionId, requestId }, proof);
}
