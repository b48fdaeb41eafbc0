/**
 * A factor that was set up in an open session has been proven there: the session goes on with it, under a fresh secret.
 * From now on it is asked: no browser is excused, and no change of address that began without it comes to its end.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import type { ProofRecord } from './flow.ts';
import { renewWith } from './fresh-proof.ts';
import { endPending, type SecureDependencies } from './secure-account.ts';

export type RaiseDependencies = Pick<SecureDependencies, 'flows' | 'proofs'> & {
  readonly sessions: Pick<Sessions, 'standingOf' | 'renew'>;
  readonly credentials: Pick<Credentials, 'rememberedDevices'>;
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
  await deps.credentials.rememberedDevices.endAll(tx, tenantId, customerId);
  for (const kind of ['email-change', 'phone-change'] as const)
    await endPending(deps, tx, { tenantId, customerId, kind });
  return renewWith(deps, tx, { tenantId, customerId, sessionId, requestId }, proof);
}
