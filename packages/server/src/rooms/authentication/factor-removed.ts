/**
 * A factor that is gone counts nowhere any more: not in open sessions (case 66), not in journeys under way, and no
 * browser is excused from it. In the transaction that removes it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { type Credentials, isSecondFactor } from '../credentials/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { assess } from './assurance.ts';
import type { ProofMethod, ProofRecord } from './flow.ts';
import { endPending, type SecureDependencies } from './secure-account.ts';

export type RemovedFactor = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly method: ProofMethod;
  /** Which one; without it, every one of the kind. */
  readonly credentialId?: string;
  /** The journey that takes it away; it goes on. */
  readonly exceptFlowId?: string;
};

export async function factorRemoved(
  deps: Pick<SecureDependencies, 'flows' | 'proofs'> & {
    readonly sessions: Pick<Sessions, 'withdrawProofs'>;
    readonly credentials: Pick<Credentials, 'rememberedDevices' | 'recoveryCodes' | 'methodsOf'>;
  },
  tx: Transaction,
  { tenantId, customerId, method, credentialId, exceptFlowId }: RemovedFactor,
): Promise<void> {
  const { credentials } = deps;
  // Codes stand in for factors: without one they would be a factor of their own (case 58), and prove nothing either.
  const left = await credentials.methodsOf(tx, tenantId, customerId);
  const isLast = !left.some(isSecondFactor);
  if (isLast) await credentials.recoveryCodes.removeAll(tx, tenantId, customerId);
  await deps.sessions.withdrawProofs(tx, tenantId, customerId, {
    isGone: (proof) =>
      (isLast && proof.method === 'recovery-code') ||
      (proof.method === method &&
        (credentialId === undefined || (proof.credentialId ?? credentialId) === credentialId)),
    assess: (proofs) => assess(proofs as readonly ProofRecord[]),
  });
  await endPending(deps, tx, { tenantId, customerId, exceptFlowId });
  await credentials.rememberedDevices.endAll(tx, tenantId, customerId);
}
