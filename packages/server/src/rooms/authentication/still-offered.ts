/**
 * Whether what a journey was begun with may still begin one: a way, or one connection, may be switched off while a second
 * factor or an answer is awaited. Asked where it goes on and again where the session begins (cases 64, 160). A password
 * costs no statement by it: only whoever came by a connection is looked up.
 */
import type { Queries } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Flow, ProofRecord } from './flow.ts';
import { demandOffered, type OfferedDependencies } from './methods/connection/offered.ts';
import type { Policy } from './policy.ts';
import { mayBeginWith } from './second-step.ts';

export type StillOfferedDependencies = OfferedDependencies & { readonly credentials: Pick<Credentials, 'identities'> };

export type Begun = {
  readonly tenant: Tenant;
  readonly flow: Pick<Flow, 'kind' | 'sessionId' | 'interaction'>;
  readonly customerId: string;
  /** All of the journey. */
  readonly proofs: readonly ProofRecord[];
  readonly policy: Policy;
};

/** Refuses with what the beginning of such a journey is refused with: `factor.not_offered` or `connection.not_found`. */
export async function demandStillOffered(
  deps: StillOfferedDependencies,
  queries: Queries,
  { tenant, flow, customerId, proofs, policy }: Begun,
): Promise<void> {
  if (flow.kind !== 'sign-in') return;
  // A session that is raised was begun with all of them; each would do.
  const isRaised = flow.sessionId !== null;
  const begun = isRaised ? proofs : proofs.slice(0, 1);
  const isBegun = begun.some((proof) => mayBegin(policy, proof));
  if (isRaised && isBegun) return;
  const elsewhere = proofs.filter(({ method }) => method === 'connection');
  if (!isBegun && !begun.some(({ method }) => method === 'connection')) throw new ProblemError('factor.not_offered');
  if (elsewhere.length === 0) return;
  const identityIds = elsewhere.map(({ credentialId = '' }) => credentialId);
  const held = await deps.credentials.identities.connectionsOf(queries, tenant.tenantId, customerId, identityIds);
  // Gone with its connection, it is at none.
  for (const identityId of identityIds)
    await demandOffered(deps, { tenant, flow, connectionId: held.get(identityId) ?? '', within: queries });
}

/** Beside connections, each of which is asked about. */
function mayBegin(policy: Policy, { method, fromOtherJourney }: ProofRecord): boolean {
  return method !== 'connection' && (fromOtherJourney === true || mayBeginWith(policy, method));
}
