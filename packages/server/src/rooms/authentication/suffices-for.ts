/**
 * Whether an open session is enough for an application: a session is shared by all of them, and one may ask for more
 * than the one that began it.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type FactsDependencies, policyToward, readFacts } from './facts.ts';
import type { FlowInteraction } from './flow.ts';
import { proofsOf } from './fresh-proof.ts';
import { secondStep } from './second-step.ts';

export async function sufficesFor(
  deps: FactsDependencies & { readonly database: Pick<Database, 'reader'> },
  tenant: Tenant,
  applicationId: string,
  current: CurrentSession,
): Promise<boolean> {
  const policy = await policyToward(deps, tenant, applicationId);
  const proofs = proofsOf(current);
  // What its owner has set up since is asked at the next sign-in; only what is required is asked of a session.
  if (policy.secondFactor !== 'required') return true;
  const { customerId } = current;
  const interaction: FlowInteraction = { reference: Buffer.alloc(0), applicationId, destination: '', formTarget: '' };
  const flow = { requiredAcr: null, interaction };
  const facts = await readFacts(deps, deps.database.reader, { tenant, flow, customerId });
  return secondStep(proofs, facts).step === 'complete';
}
