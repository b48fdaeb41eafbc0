/**
 * Setting a factor up in an open session. It takes a fresh proof, so that a session left open is no place to add a way
 * in; what was set up is proven with it, and the session goes on with a fresh secret.
 */
import type { Database } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Protection } from '../protection/index.ts';
import type { StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { policyToward } from './facts.ts';
import { demandFresh, type FreshnessDependencies, holdFresh } from './freshness.ts';
import type { Methods } from './methods/index.ts';
import type { Answers, Asked, Challenge, Enrolment } from './methods/method.ts';
import { type RaiseDependencies, raiseSession } from './raise-session.ts';

export type EnrolDependencies = FreshnessDependencies &
  RaiseDependencies & {
    readonly database: Database;
    readonly methods: Methods;
    readonly protection: Protection;
  };

export type EnrollingInSession = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly method: string;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

async function choose(
  deps: EnrolDependencies,
  { tenant, current, method: wanted, visitor }: EnrollingInSession,
): Promise<{ readonly enrol: Enrolment; readonly asked: Asked }> {
  await demandFresh(deps, tenant, current);
  const { first, second } = await policyToward(deps, tenant, null);
  const method = deps.methods.get(wanted);
  const isAllowed = method !== null && [...first, ...second].includes(method.method);
  if (!isAllowed || method.enrol === undefined) throw new ProblemError('factor.not_offered');
  const { customerId, sessionId } = current;
  return { enrol: method.enrol, asked: { tenant, customerId, boundTo: { kind: 'session', sessionId }, visitor } };
}

/** What setting it up asks. */
export async function beginInSession(deps: EnrolDependencies, enrolling: EnrollingInSession): Promise<Challenge> {
  const { enrol, asked } = await choose(deps, enrolling);
  return enrol.begin(asked);
}

/** Finishes it; refuses what does not fit. The session that asked goes on with a fresh secret. */
export async function finishInSession(
  deps: EnrolDependencies,
  enrolling: EnrollingInSession & { readonly answers: Answers },
): Promise<StartedSession> {
  const { tenant, current, visitor } = enrolling;
  const { tenantId } = tenant;
  const { customerId } = current;
  const { enrol, asked } = await choose(deps, enrolling);
  const charges = [{ budget: 'factor.change', key: customerId }] as const;
  const settle = await enrol.finish(asked, enrolling.answers);
  await deps.protection.demand(tenantId, charges);
  const renewed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // First: a session that has ended meanwhile, for example because the account was secured, adds nothing.
    await holdFresh(deps, tx, tenant, current);
    const proof = await settle(tx);
    if (proof === null) return 'refused';
    await deps.protection.settle(tx, tenantId, charges, []);
    const { requestId } = visitor;
    return raiseSession(deps, tx, { tenantId, current, requestId }, proof);
  });
  if (renewed === null) throw new ProblemError('session.required');
  if (renewed === 'refused') throw new ProblemError('factor.refused');
  return renewed;
}
