/**
 * Whether somebody has proven lately that it is them. Of whoever has a second factor that the business accepts, only such
 * a factor counts: a password, a mailbox or a remembered browser opens nothing sensitive (ASVS 5.0 7.5.1, case 81).
 */
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type FactsDependencies, policyToward } from './facts.ts';
import type { ProofMethod } from './flow.ts';
import type { Methods } from './methods/index.ts';
import { secondMethods } from './second-step.ts';

export type FreshnessDependencies = FactsDependencies & {
  readonly database: Pick<Database, 'reader'>;
  readonly methods: Methods;
  readonly sessions: Pick<Sessions, 'standingOf'>;
};

/** `anybody`: everybody proves themselves anew. `owners-of-factors`: whoever has none is asked something else. */
export type FreshnessAsked = 'anybody' | 'owners-of-factors';

type ConfirmationWays = { readonly ways: readonly ProofMethod[]; readonly areFactors: boolean };

/**
 * The ways in which the customer can prove themselves anew: their second factors, whether a sign-in asks for them or not;
 * of whoever has none the password, and the mailbox only where there is nothing else.
 */
export async function confirmationWays(
  deps: Omit<FreshnessDependencies, 'sessions'>,
  queries: Queries,
  tenant: Tenant,
  customerId: string,
): Promise<ConfirmationWays> {
  const enrolled = (await deps.credentials.methodsOf(queries, tenant.tenantId, customerId)) as ProofMethod[];
  const policy = await policyToward(deps, tenant, null, queries);
  const factors = secondMethods({ policy, enrolled }).filter(
    (way) => enrolled.includes(way) && deps.methods.get(way)?.kinds.includes('second') === true,
  );
  // Codes on paper stand in for a factor; alone they are none.
  if (factors.some((way) => way !== 'recovery-code')) return { ways: factors, areFactors: true };
  // The password stays one where it begins no sign-in any more: nobody is shut out of their own account by a setting.
  return { ways: enrolled.includes('password') ? ['password'] : ['email-code'], areFactors: false };
}

/** Whether the customer has proven themselves lately enough for what is sensitive. */
export async function isFresh(deps: FreshnessDependencies, tenant: Tenant, current: CurrentSession): Promise<boolean> {
  if (!current.isFresh) return false;
  return suffices(current, await confirmationWays(deps, deps.database.reader, tenant, current.customerId));
}

/** Refuses who has not, and says by what they can. */
export async function demandFresh(
  deps: FreshnessDependencies,
  tenant: Tenant,
  current: CurrentSession,
  asked: FreshnessAsked = 'anybody',
): Promise<void> {
  const confirmation = await confirmationWays(deps, deps.database.reader, tenant, current.customerId);
  refuseStale(current, confirmation, asked);
}

/**
 * The same under the customer's lock, as it is now: a session that is over meanwhile, or a factor that came or went, is
 * seen here.
 */
export async function holdFresh(
  deps: FreshnessDependencies,
  tx: Transaction,
  tenant: Tenant,
  { customerId, sessionId }: Pick<CurrentSession, 'customerId' | 'sessionId'>,
  asked: FreshnessAsked = 'anybody',
): Promise<void> {
  const standing = await deps.sessions.standingOf(tx, tenant.tenantId, sessionId);
  if (standing?.customerId !== customerId || !standing.isLive) throw new ProblemError('session.required');
  refuseStale(standing, await confirmationWays(deps, tx, tenant, customerId), asked);
}

type Standing = Pick<CurrentSession, 'isFresh' | 'provenLately'>;

function refuseStale(standing: Standing, confirmation: ConfirmationWays, asked: FreshnessAsked): void {
  if (asked === 'owners-of-factors' && !confirmation.areFactors) return;
  if (!suffices(standing, confirmation)) throw new ProblemError('session.stale', { methods: confirmation.ways });
}

function suffices({ isFresh, provenLately }: Standing, { ways, areFactors }: ConfirmationWays): boolean {
  // The last code on paper is used up by the proof that it was.
  const counts = (method: string) => method === 'recovery-code' || ways.some((way) => way === method);
  return isFresh && (!areFactors || provenLately.some(({ method }) => counts(method)));
}
