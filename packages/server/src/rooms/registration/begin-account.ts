/**
 * The account begins to exist, and its owner is signed in, all in one transaction. The first proof wins; the unique index
 * on the address or number decides between two at the same moment.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import {
  type Flow,
  type ProofRecord,
  proven as proofsOf,
  type SignInOutcome,
  type Visitor,
} from '../authentication/index.ts';
import type { NewPasskey } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { identifierOf, takesNumbers } from './identifier.ts';
import { demandMayRegister } from './may-register.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';

export type Confirming = { tenant: Tenant; visitor: Visitor & { deviceSecret: string } };
type Method = 'email-code' | 'email-link' | 'sms-code' | 'connection';

/** What the account begins with: its owner's only way in. */
export type Beginning = { readonly passwordHash: Buffer } | { readonly passkey: NewPasskey } | 'connection';

export type Proven = Confirming & { flow: Flow; pending: PendingCustomer; method: Method };

/** Writes the account and its first session, or ends the journey when the address has been taken meanwhile. */
export async function finish(
  deps: RegistrationDependencies,
  tx: Transaction,
  proven: Proven & { beginning: Beginning | null },
): Promise<SignInOutcome | 'taken'> {
  const { tenant, visitor, flow, pending, method, beginning } = proven;
  const { tenantId } = tenant;
  const { customerId, name, isInvited = false, agreedVersion } = pending;
  const identifier = identifierOf(pending);
  // Asked again: registration may have been closed since the form was sent.
  const applicationId = flow.interaction?.applicationId ?? null;
  await demandMayRegister(deps, tenant, { applicationId, isInvited });
  if (identifier.type === 'phone' && !(await takesNumbers(deps, tenant, applicationId)))
    throw new ProblemError('factor.not_offered');
  const mailbox = method === 'connection' || method === 'sms-code' ? [] : proofsOf(method);
  const attributes = pending.attributes ?? (name === null ? {} : { name });
  const identifierId = await deps.customers.register(tx, tenantId, {
    customerId,
    identifier,
    attributes,
    verifiedBy: method,
    locale: flow.locale,
  });
  if (identifierId === null) {
    await deps.authentication.flows.end(tx, flow, { state: 'abandoned', proofs: mailbox, customerId: null });
    return 'taken';
  }
  const entry = {
    tenantId,
    customerId,
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
  } as const;
  await deps.ledger.appendAll(tx, [
    {
      ...entry,
      event: 'customer.registered',
      data: { flowId: flow.flowId, identifierId, ...(agreedVersion === undefined ? {} : { agreedVersion }) },
    },
    { ...entry, event: 'identifier.verified', data: { identifierId, method } },
  ]);
  const { client } = visitor;
  const email = identifier.type === 'email' ? identifier.normalised : '';
  await deps.protection.detection.traceSignUp(tx, tenantId, { customerId, client, email });
  const adding = { tenantId, customerId, identifierId, visitor, atSignUp: true } as const;
  const begun = [
    // Without an address the number is what leads into the account, and back: proven once, it is its owner's way in.
    ...(method === 'sms-code' ? [await deps.authentication.addPhone(tx, adding)] : []),
    ...(beginning === null ? [] : [await writeBeginning(deps, tx, { tenant, flow, customerId, visitor }, beginning)]),
  ];
  const completed = await deps.authentication.complete(tx, {
    tenant,
    flow,
    customerId,
    proofs: [...mailbox, ...begun],
    enrolled: begun.map((proof) => proof.method),
    visitor,
  });
  if ('notAllowed' in completed) throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
  tx.afterCommit(() => observeSignUp(deps, tenantId, { customerId, visitor }));
  return completed;
}

function observeSignUp(
  { protection }: RegistrationDependencies,
  tenantId: string,
  { customerId, visitor }: { readonly customerId: string; readonly visitor: Visitor },
): void {
  const { client, hasDeviceToken } = visitor;
  const account = { accountKey: customerId, isKnownAccount: true, isKnownDevice: false } as const;
  protection.detection.observe(tenantId, { action: 'sign-up', client, hasDeviceToken, result: 'success', ...account });
}

/** Writes what the account begins with; the proof of it. */
async function writeBeginning(
  deps: RegistrationDependencies,
  tx: Transaction,
  { tenant, flow, customerId, visitor }: { tenant: Tenant; flow: Flow; customerId: string; visitor: Visitor },
  beginning: Beginning,
): Promise<ProofRecord> {
  const { requestId, client } = visitor;
  const { tenantId } = flow;
  if (beginning === 'connection') {
    const proof = await deps.authentication.connections.linkToNewcomer(tx, flow, { tenant, customerId, visitor });
    // Too late: the account elsewhere has to be shown again.
    if (proof === null) throw new ProblemError('flow.unknown');
    return proof;
  }
  if ('passkey' in beginning) {
    return deps.authentication.passkeys.add(tx, { tenantId, customerId, name: '', ...beginning, client, requestId });
  }
  const credentialId = await deps.credentials.set(tx, tenantId, customerId, beginning.passwordHash);
  const actor = { kind: 'customer', id: customerId } as const;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    actor,
    requestId,
    event: 'password.set',
    data: { credentialId },
  });
  return { method: 'password' };
}

export function orTaken<Outcome>(outcome: Outcome | 'taken'): Outcome {
  if (outcome === 'taken') throw new ProblemError('registration.address_taken');
  return outcome;
}
