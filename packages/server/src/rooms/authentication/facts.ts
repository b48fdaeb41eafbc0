/** Reads what decides on the second half of a sign-in: the policy ahead, and what the customer has at this moment. */
import type { Queries } from '../../foundation/database/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Connections } from '../connections/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import type { Flow, ProofMethod } from './flow.ts';
import { type Policy, policyOf } from './policy.ts';
import type { Facts } from './second-step.ts';
import { isGraceOver } from './store/enrolment-graces.ts';

export type FactsDependencies = {
  readonly applications: Pick<Applications, 'settingsFor'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly credentials: Pick<Credentials, 'methodsOf'>;
};

/** The policy on the way to an application, or to none. */
export async function policyToward(
  deps: Pick<FactsDependencies, 'applications' | 'connections'>,
  tenant: Tenant,
  applicationId: string | null,
  within?: Queries,
): Promise<Policy> {
  const connections = await deps.connections.list(tenant.tenantId, within);
  const hasConnections = connections.some(({ state }) => state === 'active');
  const policy = policyOf(await deps.applications.settingsFor(tenant, applicationId), { hasConnections });
  if (applicationId === null) return policy;
  const elsewhere = policyOf(tenant.settings).second.filter((method) => !policy.second.includes(method));
  return { ...policy, elsewhere };
}

/** What counts for this customer in this journey. `enrolled` where it has been read already. */
export async function readFacts(
  deps: FactsDependencies,
  queries: Queries,
  about: {
    readonly tenant: Tenant;
    readonly flow: Pick<Flow, 'requiredAcr' | 'interaction'>;
    readonly customerId: string;
    readonly enrolled?: readonly ProofMethod[] | undefined;
  },
): Promise<Facts> {
  const { tenant, flow, customerId } = about;
  const { tenantId } = tenant;
  const policy = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null, queries);
  const enrolled =
    about.enrolled ?? ((await deps.credentials.methodsOf(queries, tenantId, customerId)) as ProofMethod[]);
  const isEnrolmentDue =
    policy.secondFactor === 'required' && (await isGraceOver(queries, tenantId, customerId, policy.enrolmentGraceDays));
  return { policy, enrolled, requiredAcr: flow.requiredAcr, isEnrolmentDue };
}

/** The same for a journey alone; null while it is not known whose it is. */
export function createFactsOf(deps: FactsDependencies & { readonly tenants: Pick<Tenants, 'byId'> }) {
  return async (queries: Queries, flow: Flow): Promise<Facts | null> => {
    const { customerId, kind, state } = flow;
    if (state !== 'open' || customerId === null || flow.proofs.length === 0) return null;
    if (kind !== 'sign-in' && kind !== 'recovery') return null;
    const tenant = await deps.tenants.byId(flow.tenantId);
    return tenant && readFacts(deps, queries, { tenant, flow, customerId });
  };
}
