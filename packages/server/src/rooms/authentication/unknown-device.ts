/**
 * A right password from a browser that the account does not know, in a time when passwords are tried by the list: it has
 * to be confirmed by any other proof (intelligence.md, item 50). Decided from memory, and where that says no it costs
 * nothing; a known browser is never asked, and an account that has nothing else is let in and noted.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Protection } from '../protection/index.ts';
import { type Completion, presentedIn } from './complete-sign-in.ts';
import type { ProofRecord } from './flow.ts';

export type UnknownDeviceDependencies = {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly protection: Pick<Protection, 'devices' | 'detection'>;
};

export type FromDevice = Completion & {
  /** What stands for the password in memory, where one was given just now. */
  readonly passwordMark?: string;
  /** Whether the account knows the browser, where the caller has looked. */
  readonly isDeviceKnown?: boolean;
};

/** The proofs, with the password marked where it has to be confirmed. */
export async function markUnconfirmed(
  deps: UnknownDeviceDependencies,
  tx: Transaction,
  given: FromDevice,
): Promise<readonly ProofRecord[]> {
  const { tenant, flow, customerId, proofs, visitor, passwordMark: mark } = given;
  const isPasswordAlone = proofs.length > 0 && proofs.every(({ method }) => method === 'password');
  if (flow.kind !== 'sign-in' || !isPasswordAlone || proofs.some(({ unconfirmed }) => unconfirmed)) return proofs;
  const { client } = visitor;
  const reason = deps.protection.detection.confirmationFor(tenant.tenantId, { client, mark });
  if (reason === null) return proofs;
  const { rememberDays } = tenant.settings.devices;
  const isKnown =
    given.isDeviceKnown ??
    (await deps.protection.devices.find(tx, presentedIn(given), { customerId, rememberDays })).isKnown;
  return isKnown ? proofs : proofs.map((proof) => ({ ...proof, unconfirmed: reason }));
}

/** Notes that a browser was let in by a password alone that should have been confirmed: the account has nothing else. */
export async function noteUnconfirmed(
  { ledger }: UnknownDeviceDependencies,
  tx: Transaction,
  { tenant, flow, customerId, proofs, visitor }: Completion,
): Promise<void> {
  const reason = proofs.find(({ unconfirmed }) => unconfirmed !== undefined)?.unconfirmed;
  if (reason === undefined) return;
  await ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'sign_in.unconfirmed',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { flowId: flow.flowId, reason },
  });
}
