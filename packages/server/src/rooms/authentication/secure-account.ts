/**
 * Takes an account out of everybody's hands but its owner's: every session, and with it every token, every remembered
 * browser, every journey under way and every identifier that nobody proved ends in the caller's transaction. It lies in
 * this room because journeys do, and recovery, the account's own page and administrators all reach it from above.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Actor, Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { EndAllReason, Sessions } from '../sessions/index.ts';
import type { FlowKind } from './flow.ts';
import type { Flows } from './flows.ts';

export type SecureDependencies = {
  readonly credentials: Pick<Credentials, 'rememberedDevices' | 'lostFactors'>;
  readonly customers: Customers;
  readonly flows: Flows;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sessions: Sessions;
};

export type Securing = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly reason: EndAllReason;
  readonly requestId: string;
  /** Who does it; the customer when nobody is named. */
  readonly actor?: Actor;
  /** The journey that secures the account; it ends by itself. */
  readonly exceptFlowId?: string | undefined;
};

/** Ends all of it. What its owner has proven stays: addresses, factors, consents. */
export async function secureAccount(deps: SecureDependencies, tx: Transaction, securing: Securing): Promise<void> {
  const { tenantId, customerId, reason, requestId, exceptFlowId } = securing;
  const { actor = { kind: 'customer', id: customerId } } = securing;
  await deps.sessions.endAll(tx, { tenantId, customerId, requestId, reason, actor });
  await endPending(deps, tx, { tenantId, customerId, exceptFlowId });
  await deps.credentials.rememberedDevices.endAll(tx, tenantId, customerId);
  // Whoever said that factors are lost may be who the account is secured against.
  await deps.credentials.lostFactors.stop(tx, tenantId, customerId);
  const count = await deps.protection.devices.forgetAll(tx, tenantId, customerId, null);
  const identifierIds = await deps.customers.removeUnproven(tx, tenantId, customerId);
  const entry = { tenantId, customerId, actor, requestId };
  await deps.ledger.appendAll(tx, [
    ...(count > 0 ? [{ ...entry, event: 'devices.forgotten' as const, data: { count } }] : []),
    ...(identifierIds.length > 0 ? [{ ...entry, event: 'identifiers.purged' as const, data: { identifierIds } }] : []),
  ]);
}

export type EndingPending = Pick<Securing, 'tenantId' | 'customerId' | 'exceptFlowId'> & {
  /** Only journeys of this kind. */
  readonly kind?: FlowKind;
};

/** Ends the customer's journeys under way and the codes and links that belong to them (case 4). */
export async function endPending(
  deps: Pick<SecureDependencies, 'flows' | 'proofs'>,
  tx: Transaction,
  { tenantId, customerId, exceptFlowId, kind }: EndingPending,
): Promise<void> {
  const flowIds = await deps.flows.abandonOf(tx, tenantId, customerId, exceptFlowId ?? null, kind);
  await deps.proofs.voidFlows(tx, tenantId, flowIds);
}
