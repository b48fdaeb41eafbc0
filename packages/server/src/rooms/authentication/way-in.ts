/** Whether anything still begins a sign-in here, for who is about to lose a way (case 162). */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { policyToward } from './facts.ts';

export type WayInAsked = {
  readonly tenant: Tenant;
  readonly customerId: string;
  /** A proven mailbox counts even where nothing is mailed to sign in by: recovery is mailed to it. */
  readonly byRecovery?: boolean;
};

export async function hasWayIn(
  deps: Parameters<typeof policyToward>[0] & {
    readonly credentials: Pick<Credentials, 'methodsOf'>;
    readonly customers: Pick<Customers, 'identifiers'>;
  },
  tx: Transaction,
  { tenant, customerId, byRecovery = false }: WayInAsked,
): Promise<boolean> {
  const { tenantId } = tenant;
  const [{ first }, methods, identifiers] = await Promise.all([
    policyToward(deps, tenant, null, tx),
    deps.credentials.methodsOf(tx, tenantId, customerId),
    deps.customers.identifiers(tx, tenantId, customerId),
  ]);
  const hasMailbox = identifiers.some(({ type, verifiedAt }) => type === 'email' && verifiedAt !== null);
  if (byRecovery && hasMailbox) return true;
  // A usable identity is listed only while its connection is on.
  const ways = [...first, 'connection'];
  return ways.some((way) => (way === 'email-code' || way === 'email-link' ? hasMailbox : methods.includes(way)));
}
