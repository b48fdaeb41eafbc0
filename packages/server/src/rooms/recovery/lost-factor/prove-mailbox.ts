/**
 * The proof of the mailbox in a sign-in whose other factors are out of reach. The first time it begins the delay and
 * every channel is told; once that is over, the same proof takes the factors away and the sign-in goes on (case 83).
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { NotAllowed, Pending, SignedIn, Visitor } from '../../authentication/index.ts';
import { isSecondFactor } from '../../credentials/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { RecoveryDependencies } from '../dependencies.ts';
import { demandMailbox, lacksPassword, loadWaitingSignIn, type WaitingSignIn } from './waiting-sign-in.ts';

export type LostFactorProof = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly code: string;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** `waiting`: the factors count until `dueAt`. `removed`: a recovery goes on to its end. Else the sign-in went on, without them. */
export type LostFactorOutcome =
  | { readonly kind: 'waiting'; readonly dueAt: Date }
  | { readonly kind: 'removed' }
  | SignedIn
  | Pending;

/** Tries the code from the mailbox; refuses a wrong one. */
export async function proveLostFactor(deps: RecoveryDependencies, proof: LostFactorProof): Promise<LostFactorOutcome> {
  const { tenant, visitor } = proof;
  const { tenantId } = tenant;
  const waiting = await loadWaitingSignIn(deps, tenantId, proof.flowId, visitor.browserSecret);
  const { flow, customerId } = waiting;
  await demandMailbox(deps, tenantId, customerId);
  if (await lacksPassword(deps, flow)) throw new ProblemError('factor.password_needed');
  // A lane of its own: guesses at the factors close none of it, and its code gives them no further ones.
  const lane = { budget: 'sign-in.code', key: `lost-factor:${customerId}` } as const;
  const charges = [lane, ...deps.protection.networkCharges(visitor.client.address, 'code')];
  await deps.protection.demand(tenantId, charges);
  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.flows.holdHere(tx, flow);
    const tried = await deps.proofs.tryCode(tx, tenantId, {
      purpose: 'lost-factor',
      subject: customerId,
      flowId: flow.flowId,
      browserHash: flow.browserHash,
      code: proof.code,
    });
    if (tried.kind === 'refused') return 'refused';
    await deps.protection.settle(tx, tenantId, charges, [lane]);
    return accept(deps, tx, proof, waiting);
  });
  // Thrown only now, so that the try it cost is committed.
  if (outcome === 'refused') throw new ProblemError('proof.refused');
  if ('notAllowed' in outcome)
    throw new ProblemError(outcome.notAllowed === 'customer_closing' ? 'sign_in.closing' : 'sign_in.not_allowed');
  return outcome;
}

async function accept(
  deps: RecoveryDependencies,
  tx: Transaction,
  proof: LostFactorProof,
  { flow, customerId }: WaitingSignIn,
): Promise<LostFactorOutcome | NotAllowed> {
  const { tenant, visitor } = proof;
  const { tenantId } = tenant;
  const { lostFactorDelayHours: delayHours } = tenant.settings.signIn;
  const known = await deps.credentials.lostFactors.find(tx, tenantId, customerId);
  if (known !== null && !known.isDue) return { kind: 'waiting', dueAt: known.dueAt };
  if (known === null) {
    const reported = await report(deps, tx, proof, { customerId, delayHours });
    if (delayHours > 0) return { kind: 'waiting', dueAt: reported };
  }
  const recoveryId = await deps.credentials.lostFactors.finish(tx, tenantId, customerId);
  if (recoveryId === null) throw new ProblemError('flow.unknown');
  // What was guessed at is gone: those guesses close nothing for what follows.
  await deps.protection.absolve(tx, tenantId, [{ budget: 'second-factor.customer', key: customerId }]);
  const { requestId, client } = visitor;
  await deps.authentication.removeFactors(tx, { tenantId, customerId, visitor, exceptFlowId: flow.flowId });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'lost_factor.resolved',
    actor: { kind: 'customer', id: customerId },
    requestId,
    data: { recoveryId },
    personal: client,
  });
  // Its mailbox was proven before; what is left is to end what anybody else holds of the account.
  if (flow.kind === 'recovery') return { kind: 'removed' };
  // What was taken away counts no more, also where this very sign-in began with it (case 66).
  const left = flow.proofs.filter(({ method }) => !isSecondFactor(method));
  // The delay made the mailbox enough to come back by, also where it is no way to begin a sign-in.
  const proofs = [...left, { method: 'email-code', fromOtherJourney: true } as const];
  const { keepsSignedIn } = flow;
  const keep = keepsSignedIn === null ? {} : { keepSignedIn: keepsSignedIn };
  return deps.authentication.complete(tx, { tenant, flow, customerId, proofs, visitor, ...keep });
}

/** Begins the delay and has every channel told. */
async function report(
  deps: RecoveryDependencies,
  tx: Transaction,
  { tenant, visitor }: LostFactorProof,
  { customerId, delayHours }: { customerId: string; delayHours: number },
): Promise<Date> {
  const { tenantId } = tenant;
  const { recoveryId, dueAt } = await deps.credentials.lostFactors.report(tx, tenantId, { customerId, delayHours });
  const held = await deps.customers.identifiers(tx, tenantId, customerId);
  const hasPhone = held.some(({ type, verifiedAt }) => type === 'phone' && verifiedAt !== null);
  const entry = {
    tenantId,
    customerId,
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { recoveryId, dueAt: dueAt.toISOString() },
    personal: visitor.client,
  } as const;
  await deps.ledger.append(tx, { ...entry, event: 'lost_factor.reported' });
  if (hasPhone) await deps.ledger.append(tx, { ...entry, event: 'lost_factor.announced' });
  return dueAt;
}
