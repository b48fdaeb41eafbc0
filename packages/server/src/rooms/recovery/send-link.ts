/**
 * A recovery that staff begin for a customer: the link goes to the customer's own address, or to the number of an account
 * that has none, and nowhere else. Staff learn neither link nor code, and nothing changes until the customer uses it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { newSecret } from '../../foundation/ids/index.ts';
import { carriedIdentifier, carryIdentifier, parseEmailAddress, parsePhoneNumber } from '../customers/index.ts';
import type { Actor } from '../ledger/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';
import { ownerOf, subjectOf, takesNumbers } from './wanted.ts';

export type PasswordLinkRequest = {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly actor: Actor;
  readonly requestId: string;
  /** Refuses whoever may not act upon this customer; asked under the customer's lock, in the transaction that acts. */
  readonly demandMayAct: (tx: Transaction) => Promise<void>;
};

/** Asks for the message; refused where the account cannot be opened, or its mailbox or phone has had enough. */
export async function sendPasswordLink(deps: RecoveryDependencies, request: PasswordLinkRequest): Promise<void> {
  const { tenant, customerId, actor, requestId, demandMayAct } = request;
  const { tenantId } = tenant;
  const found = await findReceiver(deps, tenant, customerId);
  if (found === null) throw new ProblemError('customer.unreachable');
  const { wanted, locale } = found;
  const subject = await subjectOf(deps, deps.database.reader, tenantId, wanted);
  // No browser began this journey, so none holds its secret: only the link can go on with it. A code that is typed
  // anywhere, or read out to whoever calls, would be worth less.
  const browserSecret = newSecret();
  const journey = { kind: 'recovery', browserSecret } as const;
  const { flows } = deps.authentication;
  const flowId = await flows.begin({ ...journey, tenantId, returnTo: null, locale });
  const { flow } = await flows.load(tenantId, { ...journey, flowId });
  // Whom a company has let go is let in by no message that support sends.
  if (wanted.email !== null) await deps.authentication.connections.demandNoOtherHome(tenant, flow, wanted.email.value);
  await demandRoom(deps, tenant, { customerId, subject, wanted });
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Whoever has become more than the caller since, or is not to come back any more, gets no link by them.
    await demandMayAct(tx);
    if (!mayComeBack(deps, tenant, await deps.customers.state(tx, tenantId, customerId)))
      throw new ProblemError('customer.not_in_state');
    await flows.carry(tx, flow, { payload: wanted, locale });
    const { browserHash } = flow;
    const proofId = await deps.proofs.request(tx, tenantId, {
      purpose: 'recover-account',
      subject,
      flowId,
      browserHash,
    });
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'recovery.requested',
      actor,
      requestId,
      data: { flowId, proofId },
    });
  });
}

/** Where the link goes; null where there is nothing of the account that a message leads back by. */
async function findReceiver(
  deps: RecoveryDependencies,
  tenant: Tenant,
  customerId: string,
): Promise<{ readonly wanted: WantedAccount; readonly locale: string } | null> {
  const { tenantId } = tenant;
  const { reader } = deps.database;
  const customerState = await deps.customers.state(reader, tenantId, customerId);
  if (customerState === '') throw new ProblemError('customer.not_found');
  if (!mayComeBack(deps, tenant, customerState)) throw new ProblemError('customer.not_in_state');
  const profile = await deps.customers.profile(reader, tenantId, customerId);
  if (profile === null) throw new ProblemError('customer.not_in_state');
  const { locale } = profile;
  const by = { userAgent: '', isByStaff: true } as const;
  const email = parseEmailAddress(profile.email ?? '');
  if (email !== null) return { wanted: { ...by, ...carryIdentifier({ type: 'email', ...email }) }, locale };
  const phone = takesNumbers(deps, tenant) ? parsePhoneNumber(profile.phone ?? '', undefined) : null;
  if (phone === null) return null;
  const wanted: WantedAccount = { ...by, ...carryIdentifier({ type: 'phone', ...phone }) };
  // A number that leads nowhere, such as one that its owner never proved, is sent nothing.
  const owner = await ownerOf(deps, reader, tenantId, wanted);
  return owner?.customerId === customerId ? { wanted, locale } : null;
}

/** A mailbox or a phone is sent so much and no more, whoever asks; text messages besides where and while there is room. */
async function demandRoom(
  { protection, sms }: Pick<RecoveryDependencies, 'protection' | 'sms'>,
  tenant: Tenant,
  {
    customerId,
    subject,
    wanted,
  }: { readonly customerId: string; readonly subject: string; readonly wanted: WantedAccount },
): Promise<void> {
  const identifier = carriedIdentifier(wanted);
  if (identifier?.type !== 'phone')
    return protection.demand(tenant.tenantId, [{ budget: 'mail.recipient', key: subject }]);
  await protection.demand(tenant.tenantId, [
    { budget: 'sms.recipient', key: subject },
    { budget: 'sms.account', key: customerId },
  ]);
  const admission = await sms.admit(tenant, identifier.value);
  if (admission.kind === 'admitted') return;
  if (admission.kind === 'country') throw new ProblemError('customer.unreachable');
  const { kind, retryAfterSeconds } = admission;
  throw new ProblemError(kind === 'wait' ? 'attempts.exhausted' : 'sms.unavailable', { retryAfterSeconds });
}

function mayComeBack({ gate }: Pick<RecoveryDependencies, 'gate'>, tenant: Tenant, customerState: string): boolean {
  const permission = gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  return permission.allowed || permission.reason === 'customer_closing';
}
