/**
 * A recovery that staff begin for a customer: the link goes to the customer's own address and nowhere else. Staff learn
 * neither link nor code, and nothing changes until the customer uses it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { newSecret } from '../../foundation/ids/index.ts';
import { parseEmailAddress } from '../customers/index.ts';
import type { Actor } from '../ledger/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';

export type PasswordLinkRequest = {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly actor: Actor;
  readonly requestId: string;
  /** Refuses whoever may not act upon this customer; asked under the customer's lock, in the transaction that acts. */
  readonly demandMayAct: (tx: Transaction) => Promise<void>;
};

/** Asks for the message; refused where the account cannot be opened, or its mailbox has had enough. */
export async function sendPasswordLink(deps: RecoveryDependencies, request: PasswordLinkRequest): Promise<void> {
  const { tenant, customerId, actor, requestId, demandMayAct } = request;
  const { tenantId } = tenant;
  const { reader } = deps.database;
  const customerState = await deps.customers.state(reader, tenantId, customerId);
  if (customerState === '') throw new ProblemError('customer.not_found');
  const isLetIn = mayComeBack(deps, tenant, customerState);
  const profile = isLetIn ? await deps.customers.profile(reader, tenantId, customerId) : null;
  const email = profile && parseEmailAddress(profile.email ?? '');
  if (profile === null || email === null) throw new ProblemError('customer.not_in_state');
  const subject = await deps.customers.emailKey(reader, tenantId, email);
  await deps.protection.demand(tenantId, [{ budget: 'mail.recipient', key: subject }]);

  // No browser began this journey, so none holds its secret: only the link can go on with it.
  const browserSecret = newSecret();
  const wanted = { kind: 'recovery', browserSecret } as const;
  const { flows } = deps.authentication;
  const { locale } = profile;
  const flowId = await flows.begin({ ...wanted, tenantId, returnTo: null, locale });
  const { flow } = await flows.load(tenantId, { ...wanted, flowId });
  const carried: WantedAccount = { email, userAgent: '', isByStaff: true };
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Whoever has become more than the caller since, or is not to come back any more, gets no link by them.
    await demandMayAct(tx);
    if (!mayComeBack(deps, tenant, await deps.customers.state(tx, tenantId, customerId)))
      throw new ProblemError('customer.not_in_state');
    await flows.carry(tx, flow, { payload: carried, locale });
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

function mayComeBack({ gate }: Pick<RecoveryDependencies, 'gate'>, tenant: Tenant, customerState: string): boolean {
  const permission = gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  return permission.allowed || permission.reason === 'customer_closing';
}
