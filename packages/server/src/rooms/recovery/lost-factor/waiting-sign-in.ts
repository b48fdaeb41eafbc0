/** The sign-in or recovery of this browser that waits for a factor, and what is known of its owner's loss. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Flow } from '../../authentication/index.ts';
import type { LostFactorReport } from '../../credentials/index.ts';
import { maskEmail, type Profile } from '../../customers/index.ts';
import type { RecoveryDependencies } from '../dependencies.ts';

export type WaitingSignIn = { readonly flow: Flow; readonly customerId: string };

/** Loads it, or refuses: unknown, over, another browser's, or at another step. */
export async function loadWaitingSignIn(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<WaitingSignIn> {
  const { flows } = deps.authentication;
  const { flow, step } = await flows.demand(tenantId, flowId, browserSecret);
  const { customerId } = flow;
  if ((step !== 'prove-second' && step !== 'prove-factor') || customerId === null)
    throw new ProblemError('flow.unknown');
  return { flow, customerId };
}

export type LostFactorState = {
  readonly maskedEmail: string;
  /** The loss that was reported before and waits. */
  readonly report: LostFactorReport | null;
  /** There is a password, and this sign-in did not begin with it: it has to, before anything can be lost. */
  readonly needsPassword: boolean;
};

/** What the page may show to whoever has given the first proof. */
export async function describeLostFactor(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<LostFactorState> {
  const { flow, customerId } = await loadWaitingSignIn(deps, tenantId, flowId, browserSecret);
  const { reader } = deps.database;
  const [profile, report, needsPassword] = await Promise.all([
    deps.customers.profile(reader, tenantId, customerId),
    deps.credentials.lostFactors.find(reader, tenantId, customerId),
    lacksPassword(deps, flow),
  ]);
  return { maskedEmail: maskMailbox(profile), report, needsPassword };
}

/**
 * Proof equal to enrolment: whoever has a password has to know it, where it is a way in (case 83): on this way or for the
 * tenant, so that no application's choice of methods makes it easier.
 */
export async function lacksPassword(deps: RecoveryDependencies, flow: Flow): Promise<boolean> {
  const { tenantId, customerId, proofs, interaction } = flow;
  if (customerId === null || proofs.some(({ method }) => method === 'password')) return false;
  const tenant = await deps.tenants.byId(tenantId);
  if (tenant === null) throw new ProblemError('flow.unknown');
  const policies = await Promise.all(
    [null, interaction?.applicationId ?? null].map((toward) => deps.authentication.policyToward(tenant, toward)),
  );
  return (
    policies.some(({ first }) => first.includes('password')) &&
    (await deps.credentials.passwordSetAt(deps.database.reader, tenantId, customerId)) !== null
  );
}

/** By a number alone nobody's loss is believed: whoever took the number over could also stop the owner's word. */
function maskMailbox(profile: Profile | null): string {
  if (profile === null) throw new ProblemError('flow.unknown');
  if (profile.email === null) throw new ProblemError('factor.address_needed');
  return maskEmail(profile.email);
}

/** Refuses whoever has no mailbox to prove it by. */
export async function demandMailbox(deps: RecoveryDependencies, tenantId: string, customerId: string): Promise<void> {
  maskMailbox(await deps.customers.profile(deps.database.reader, tenantId, customerId));
}
