/**
 * Proving oneself anew in an open session, by any factor that its owner has. What is sensitive asks for a proof of the
 * last minutes (ASVS 5.0 7.5.1); guesses are counted as at sign-in, so that an open session is no better place for them.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { assess } from './assurance.ts';
import type { Visitor } from './complete-sign-in.ts';
import type { FactsDependencies } from './facts.ts';
import type { ProofRecord } from './flow.ts';
import { foundAgain } from './found-again.ts';
import { confirmationWays } from './freshness.ts';
import type { Methods } from './methods/index.ts';
import type { Asked, Challenge } from './methods/method.ts';
import { type ConfirmedPassword, checkOwn } from './methods/password/check-own.ts';
import type { PasswordDependencies } from './methods/password/submit.ts';
import { isFactor } from './second-step.ts';

export type FreshProofDependencies = PasswordDependencies &
  FactsDependencies & { readonly database: Database; readonly methods: Methods };

type InSession = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};
export type Confirmation = InSession & {
  readonly method: string;
  readonly answers: Readonly<Record<string, string>>;
};
export type OwnPasswordCheck = InSession & { readonly password: string };

/**
 * Renews a session by one more proof: a fresh secret. What it was begun with is read under the customer's lock, so that a
 * factor that was taken away meanwhile does not come back (case 66). Null when it is over.
 */
export async function renewWith(
  { sessions }: { readonly sessions: Pick<Sessions, 'standingOf' | 'renew'> },
  tx: Transaction,
  renewed: {
    readonly tenantId: string;
    readonly customerId: string;
    readonly sessionId: string;
    readonly requestId: string;
  },
  proof: ProofRecord,
): Promise<StartedSession | null> {
  const standing = await sessions.standingOf(tx, renewed.tenantId, renewed.sessionId);
  if (standing === null) return null;
  const proofs = withProof(standing, proof);
  return sessions.renew(tx, { ...renewed, ...assess(proofs), proofs });
}

/**
 * What a session was begun with, and this besides; it takes the place of an earlier one of the same factor. Whoever has
 * shown a factor needs no browser any more that was remembered in its place.
 */
function withProof(current: Pick<CurrentSession, 'proofs' | 'amr'>, proof: ProofRecord): ProofRecord[] {
  const { method, credentialId } = proof;
  const others = proofsOf(current).filter(
    (earlier) =>
      (earlier.method !== method || earlier.credentialId !== credentialId) &&
      !(isFactor(method) && earlier.method === 'remembered-device'),
  );
  return [...others, proof];
}

/** What a session was begun with; an older version wrote down only that it was a password. */
export function proofsOf({ proofs, amr }: Pick<CurrentSession, 'proofs' | 'amr'>): ProofRecord[] {
  if (proofs.length === 0 && amr.includes('pwd')) return [{ method: 'password' }];
  return proofs as ProofRecord[];
}

async function choose(deps: FreshProofDependencies, { tenant, current, visitor }: InSession, wanted: string) {
  const { customerId, sessionId } = current;
  const { ways } = await confirmationWays(deps, deps.database.reader, tenant, customerId);
  const method = deps.methods.get(wanted);
  if (method === null || !ways.includes(method.method)) throw new ProblemError('factor.not_offered');
  const asked: Asked = { tenant, customerId, boundTo: { kind: 'session', sessionId }, visitor };
  return { method, asked };
}

/** What one of the ways asks. */
export async function beginConfirmation(
  deps: FreshProofDependencies,
  begun: InSession & { readonly method: string },
): Promise<Challenge> {
  const { method, asked } = await choose(deps, begun, begun.method);
  return (await method.begin?.(asked)) ?? {};
}

/** Renews the session by a proof: the same session, a fresh secret. Refuses what is not the customer's. */
export async function confirm(deps: FreshProofDependencies, confirmation: Confirmation): Promise<StartedSession> {
  const { tenant, current, visitor, answers } = confirmation;
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  const { requestId } = visitor;
  const { method, asked } = await choose(deps, confirmation, confirmation.method);
  const charges =
    method.countsGuesses === true ? [] : ([{ budget: 'second-factor.customer', key: customerId }] as const);
  await deps.protection.demand(tenantId, charges);
  const settle = await method.submit(asked, answers).catch(async (error: unknown) => {
    await deps.protection.forgive(tenantId, charges);
    throw error;
  });
  const renewed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const proof = await settle(tx);
    if (proof === null) {
      await noteFailure(deps, tx, confirmation);
      return 'refused';
    }
    deps.protection.settle(tx, tenantId, charges, charges);
    if (isFactor(proof.method)) await foundAgain(deps, tx, { tenantId, customerId, visitor });
    return renewWith(deps, tx, { tenantId, customerId, sessionId, requestId }, proof);
  });
  if (renewed === null) throw new ProblemError('session.required');
  if (renewed !== 'refused') return renewed;
  if (method.method !== 'password') throw new ProblemError('factor.refused');
  throw new ProblemError('form.invalid', { fields: { password: 'password.not_yours' } });
}

async function noteFailure(
  deps: Pick<PasswordDependencies, 'ledger'>,
  tx: Parameters<PasswordDependencies['ledger']['append']>[0],
  { tenant, current, visitor }: InSession,
): Promise<void> {
  const { customerId, sessionId } = current;
  await deps.ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'confirmation.failed',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { sessionId },
  });
}

/** Checks the customer's own password, for a use case that settles it; a wrong one is noted in the ledger: null. */
export async function checkOwnPassword(
  deps: PasswordDependencies,
  check: OwnPasswordCheck,
): Promise<ConfirmedPassword | null> {
  const { tenant, current, password, visitor } = check;
  const { customerId } = current;
  const confirmed = await checkOwn(deps, { tenant, customerId, password, visitor });
  if (confirmed !== null) return confirmed;
  await deps.database.transaction({ customers: [customerId] }, (tx) => noteFailure(deps, tx, check));
  return null;
}
