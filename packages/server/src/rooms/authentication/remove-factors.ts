/** Takes every second factor away, with the codes that stood for them and the browsers that were not asked. */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { factorRemoved } from './factor-removed.ts';
import type { ProofMethod } from './flow.ts';

export type RemoveDependencies = Parameters<typeof factorRemoved>[0] & {
  readonly credentials: Credentials;
  readonly ledger: Ledger;
};

export type RemovingFactors = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
  /** The journey that does it goes on. */
  readonly exceptFlowId: string;
};

/** Removes them and writes each; what they proved in open sessions counts no more. */
export async function removeFactors(
  deps: RemoveDependencies,
  tx: Transaction,
  { tenantId, customerId, visitor, exceptFlowId }: RemovingFactors,
): Promise<void> {
  const { credentials } = deps;
  const factors = await credentials.factorsOf(tx, tenantId, customerId);
  await credentials.authenticators.removeAll(tx, tenantId, customerId);
  for (const { method, credentialId } of factors) {
    if (method === 'passkey' && credentialId !== null)
      await credentials.passkeys.remove(tx, tenantId, customerId, credentialId);
  }
  await credentials.phoneFactors.remove(tx, tenantId, customerId);
  await credentials.recoveryCodes.removeAll(tx, tenantId, customerId);
  for (const method of new Set(factors.map((factor) => factor.method as ProofMethod)))
    await factorRemoved(deps, tx, { tenantId, customerId, method, exceptFlowId });
  const entry = {
    tenantId,
    customerId,
    event: 'factor.removed',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    personal: visitor.client,
  } as const;
  await deps.ledger.appendAll(
    tx,
    factors.flatMap(({ method, credentialId }) =>
      credentialId === null ? [] : [{ ...entry, data: { method: method as ProofMethod, credentialId } }],
    ),
  );
}
