/**
 * Asks for another address or number. Nothing changes until the code that goes there comes back; one that belongs to
 * somebody else takes the same path to the same answer, and only its owner learns of it (case 56).
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Flow, Visitor } from '../../authentication/index.ts';
import { type Identifier, type IdentifierRules, parseEmailAddress, parsePhoneNumber } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Charge } from '../../protection/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { IdentifierDependencies } from './dependencies.ts';
import { kindOf, loadWaitingChange, type PendingChange, type ProvableType, purposeOf } from './pending-change.ts';
import { demandAddress, identifierRules, requireAllowed } from './rules.ts';

export type ChangeRequest = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly type: ProvableType;
  /** The new address or number as it was typed. */
  readonly typed: string;
  /** The language the person reads now. */
  readonly locale: string;
  readonly visitor: Visitor & { readonly browserSecret: string };
};

/** Accepts the new address or number and asks for its message; earlier requests of the same kind end. */
export async function requestChange(
  deps: IdentifierDependencies,
  request: ChangeRequest,
): Promise<{ readonly flowId: string }> {
  const { tenant, current, type, locale, visitor } = request;
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  const rules = identifierRules(deps, tenant);
  await requireAllowed(deps, tenant, { rules, type, current });
  if (type === 'phone') await demandAddress(deps, deps.database.reader, tenantId, customerId);
  const identifier = parse(type, request.typed, rules);
  const { registration } = tenant.settings;
  if (type === 'email' && (await deps.protection.refusesAddress(registration, identifier.normalised)))
    throw new ProblemError('form.invalid', { fields: { email: 'email.disposable' } });
  const subject = await deps.customers.identifierKey(deps.database.reader, tenantId, identifier);
  const own = await deps.customers.identifierKeys(deps.database.reader, tenantId, customerId);
  if (own.includes(subject)) throw new ProblemError('form.invalid', { fields: { [type]: `${type}.unchanged` } });
  await deps.protection.demand(tenantId, [
    { budget: 'identifier.change', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'code'),
  ]);
  if (type === 'phone') await deps.sms.demand(tenant, identifier.value);
  const maySend = await deps.protection.spend(tenantId, messageCharges(deps, { type, subject, customerId, visitor }));

  const { browserSecret, requestId } = visitor;
  const kind = kindOf[type];
  const flowId = await deps.authentication.flows.begin({
    tenantId,
    kind,
    browserSecret,
    returnTo: null,
    locale,
    customerId,
  });
  const { flow } = await deps.authentication.flows.load(tenantId, { flowId, kind, browserSecret });
  const payload: PendingChange = { customerId, sessionId, identifier, userAgent: visitor.client.userAgent };
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    // The latest request is the one that counts: a code of an earlier one, from another tab, proves nothing any more.
    await deps.authentication.endPending(tx, { tenantId, customerId, exceptFlowId: flowId, kind });
    await deps.authentication.flows.carry(tx, flow, { payload, locale });
    if (maySend) await requestProof(deps, tx, { flow, type, subject, customerId, requestId });
  });
  return { flowId };
}

/** Asks for another message; refused with the time to wait when there have been enough. */
export async function resendChange(
  deps: IdentifierDependencies,
  request: Omit<ChangeRequest, 'typed' | 'locale'> & { readonly flowId: string | undefined },
): Promise<void> {
  const { current, type, flowId, visitor } = request;
  const { tenantId } = request.tenant;
  const { browserSecret, requestId } = visitor;
  const { flow, pending, subject } = await loadWaitingChange(deps, { tenantId, type, flowId, current, browserSecret });
  const { customerId } = pending;
  await deps.protection.demand(tenantId, messageCharges(deps, { type, subject, customerId, visitor }));
  if (type === 'phone') await deps.sms.demand(request.tenant, pending.identifier.value);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.flows.hold(tx, flow);
    await requestProof(deps, tx, { flow, type, subject, customerId, requestId });
  });
}

/** What a message costs. Whoever receives it may be a stranger to whoever asks. */
function messageCharges(
  deps: IdentifierDependencies,
  { type, subject, customerId, visitor }: { type: ProvableType; subject: string; customerId: string; visitor: Visitor },
): Charge[] {
  if (type === 'email') return [{ budget: 'mail.recipient', key: subject }];
  return [
    { budget: 'sms.recipient', key: subject },
    { budget: 'sms.account', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'sms'),
  ];
}

function parse(type: ProvableType, typed: string, rules: IdentifierRules): Identifier & { type: ProvableType } {
  const parsed = type === 'email' ? parseEmailAddress(typed) : parsePhoneNumber(typed, rules.defaultCountry);
  if (parsed === null) throw new ProblemError('form.invalid', { fields: { [type]: `${type}.malformed` } });
  return { type, ...parsed };
}

async function requestProof(
  deps: IdentifierDependencies,
  tx: Transaction,
  asked: { flow: Flow; type: ProvableType; subject: string; customerId: string; requestId: string },
): Promise<void> {
  const { flow, type, subject, customerId, requestId } = asked;
  const { tenantId, flowId, browserHash } = flow;
  const proofId = await deps.proofs.request(tx, tenantId, { purpose: purposeOf[type], subject, flowId, browserHash });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'identifier.change_requested',
    actor: { kind: 'customer', id: customerId },
    requestId,
    data: { flowId, proofId, type },
  });
}
