/** Reads what decides on the second half of a sign-in: the policy ahead, and what the customer has at this moment. */
import type { Queries } from '../../foundation/database/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Connections } from '../connections/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import type { Flow, ProofMethod, ProofRecord } from './flow.ts';
import { isOffered, type Policy, policyOf } from './policy.ts';
import { type Facts, isUnconfirmed, secondMethods } from './second-step.ts';
import { isGraceOver } from './store/enrolment-graces.ts';

export type FactsDependencies = {
  readonly applications: Pick<Applications, 'settingsFor'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly credentials: Pick<Credentials, 'methodsOf'>;
  readonly customers: Pick<Customers, 'identifiers'>;
};

/** The policy on the way to an application, or to none. */
export async function policyToward(
  deps: Pick<FactsDependencies, 'applications' | 'connections'>,
  tenant: Tenant,
  applicationId: string | null,
  within?: Queries,
): Promise<Policy> {
  const connections = await deps.connections.list(tenant.tenantId, within);
  const settings = await deps.applications.settingsFor(tenant, applicationId);
  const hasConnections = connections.some((connection) => isOffered(settings, connection));
  const policy = policyOf(settings, { hasConnections });
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
    /** All of the journey. */
    readonly proofs?: readonly ProofRecord[];
  },
): Promise<Facts> {
  const { tenant, flow, customerId, proofs = [] } = about;
  const { tenantId } = tenant;
  const policy = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null, queries);
  const enrolled =
    about.enrolled ?? ((await deps.credentials.methodsOf(queries, tenantId, customerId)) as ProofMethod[]);
  const isEnrolmentDue =
    policy.secondFactor === 'required' && (await isGraceOver(queries, tenantId, customerId, policy.enrolmentGraceDays));
  const facts = { policy, enrolled, requiredAcr: flow.requiredAcr, isEnrolmentDue };
  if (!isUnconfirmed(proofs)) return facts;
  return { ...facts, confirming: await confirmingWays(deps, queries, { tenantId, customerId, facts }) };
}

/** What the customer has besides the password: their factors, whether they are asked for or not, and a mailbox of theirs. */
async function confirmingWays(
  { customers }: Pick<FactsDependencies, 'customers'>,
  queries: Queries,
  { tenantId, customerId, facts }: { readonly tenantId: string; readonly customerId: string; readonly facts: Facts },
): Promise<ProofMethod[]> {
  const factors = secondMethods(facts).filter((method) => facts.enrolled.includes(method));
  const held = await customers.identifiers(queries, tenantId, customerId, 'own');
  const hasMailbox = held.some(({ type, undeliverableSince }) => type === 'email' && undeliverableSince === null);
  return [...factors, ...(hasMailbox ? (['email-code'] as const) : [])];
}

/** The same for a journey alone; null while it is not known whose it is. */
export function createFactsOf(deps: FactsDependencies & { readonly tenants: Pick<Tenants, 'byId'> }) {
  return async (queries: Queries, flow: Flow): Promise<Facts | null> => {
    const { customerId, kind, state } = flow;
    if (state !== 'open' || customerId === null || flow.proofs.length === 0) return null;
    if (kind !== 'sign-in' && kind !== 'recovery') return null;
    const tenant = await deps.tenants.byId(flow.tenantId);
    return tenant && readFacts(deps, queries, { tenant, flow, customerId, proofs: flow.proofs });
  };
}
