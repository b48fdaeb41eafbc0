/**
 * Whether an open session is enough for an application: a session is shared by all of them, and one may ask for more
 * than the one that began it, or be content with fewer ways to begin one (case 64).
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type FactsDependencies, policyToward, readFacts } from './facts.ts';
import type { FlowInteraction, ProofMethod, ProofRecord } from './flow.ts';
import { proofsOf } from './fresh-proof.ts';
import { isOffered } from './policy.ts';
import { mayBeginWith, secondStep } from './second-step.ts';

type AllowedDependencies = Pick<FactsDependencies, 'applications' | 'connections'> & {
  readonly database: Pick<Database, 'reader'>;
  readonly credentials: Pick<Credentials, 'identities'>;
};

/** Whether the session was begun, or proven since, in a way that this application lets one begin with. */
export async function wasBegunAsAllowed(
  deps: AllowedDependencies,
  tenant: Tenant,
  applicationId: string,
  current: Pick<CurrentSession, 'customerId' | 'proofs' | 'amr'>,
): Promise<boolean> {
  const policy = await policyToward(deps, tenant, applicationId);
  const allowed = proofsOf(current).filter(({ method }) => mayBeginWith(policy, method));
  if (allowed.some(({ method }) => method !== 'connection')) return true;
  return allowed.length > 0 && cameByOffered(deps, tenant, applicationId, { ...current, proofs: allowed });
}

/** Whether an account elsewhere that the session was begun with is at a connection that is on, and that the application offers. */
async function cameByOffered(
  { applications, connections, credentials, database }: AllowedDependencies,
  tenant: Tenant,
  applicationId: string,
  { customerId, proofs }: { readonly customerId: string; readonly proofs: readonly ProofRecord[] },
): Promise<boolean> {
  const settings = await applications.settingsFor(tenant, applicationId);
  const { tenantId } = tenant;
  const identityIds = proofs.flatMap(({ credentialId = [] }) => credentialId);
  const held = await credentials.identities.connectionsOf(database.reader, tenantId, customerId, identityIds);
  const at = new Set(held.values());
  const all = await connections.list(tenantId);
  return all.some((connection) => at.has(connection.connectionId) && isOffered(settings, connection));
}

/** Whether it is as strong as the application asks: of everybody, or of whoever had a factor when it was proven. */
export async function sufficesFor(
  deps: FactsDependencies & {
    readonly database: Pick<Database, 'reader'>;
    readonly credentials: Pick<Credentials, 'factorsOf'>;
  },
  tenant: Tenant,
  applicationId: string,
  current: CurrentSession,
): Promise<boolean> {
  const { secondFactor, rememberDeviceDays } = await policyToward(deps, tenant, applicationId);
  const proofs = proofsOf(current);
  // Where the tenant asks the same, it was asked when the session began, unless a remembered browser stood in for it.
  const wasAsked =
    tenant.settings.signIn.secondFactor !== 'off' &&
    (rememberDeviceDays > 0 || !proofs.some(({ method }) => method === 'remembered-device'));
  if (secondFactor === 'off' || (secondFactor === 'enrolled' && wasAsked)) return true;
  const { customerId } = current;
  const interaction: FlowInteraction = { reference: Buffer.alloc(0), applicationId, destination: '', formTarget: '' };
  const flow = { requiredAcr: null, interaction };
  const enrolled = secondFactor === 'enrolled' ? await heldThen(deps, tenant.tenantId, current) : undefined;
  const facts = await readFacts(deps, deps.database.reader, { tenant, flow, customerId, enrolled });
  return secondStep(proofs, facts).step === 'complete';
}

/** What the customer had when they last proved themselves: what they have set up since is asked at the next sign-in. */
async function heldThen(
  { credentials, database }: Parameters<typeof sufficesFor>[0],
  tenantId: string,
  { customerId, authenticatedAt }: CurrentSession,
): Promise<ProofMethod[]> {
  const factors = await credentials.factorsOf(database.reader, tenantId, customerId);
  return factors.filter(({ enrolledAt }) => enrolledAt < authenticatedAt).map(({ method }) => method as ProofMethod);
}
