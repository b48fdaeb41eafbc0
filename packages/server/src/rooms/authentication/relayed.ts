/**
 * A sign-in that came through a page of somebody else's, which passes all it is told on to us (an "adversary in the
 * middle"): the browser has signed the address that it saw. No session comes of it, and the owner is told.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import type { Flow } from './flow.ts';

export type RelayedDependencies = {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly protection: Pick<Protection, 'devices' | 'detection'>;
};

/** Whether it came so; then it is written down and reported, for the caller to refuse. */
export async function refusesRelayed(
  { ledger, protection }: RelayedDependencies,
  tx: Transaction,
  signingIn: { readonly tenant: Tenant; readonly flow: Flow; readonly customerId: string; readonly visitor: Visitor },
): Promise<boolean> {
  const { tenant, flow, customerId, visitor } = signingIn;
  const { tenantId, origin } = tenant;
  const { client, requestId, deviceProof } = visitor;
  const seen = protection.devices.foreignOrigin({ deviceProof, origin });
  if (seen === null) return false;
  await ledger.append(tx, {
    tenantId,
    customerId,
    event: 'sign_in.relayed',
    actor: { kind: 'visitor' },
    requestId,
    data: { flowId: flow.flowId, origin: seen },
    personal: client,
  });
  protection.detection.report({ kind: 'relayed_sign_in', tenantId, client, customerId, evidence: { origin: seen } });
  return true;
}
