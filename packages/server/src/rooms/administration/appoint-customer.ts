/** Makes a customer who has an account an administrator, without asking them; they are told. */
import type { AdministratorRole } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Author } from '../access/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { AdministrationDependencies } from './dependencies.ts';

/** Refuses an account that is not active or has no address, and roles above the author's own. */
export async function appointCustomer(
  deps: Pick<AdministrationDependencies, 'access' | 'customers' | 'database'>,
  wanted: { readonly tenant: Tenant; readonly customerId: string; readonly roles: readonly AdministratorRole[] },
  author: Author,
): Promise<void> {
  const { tenant, customerId, roles } = wanted;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const state = await deps.customers.state(tx, tenant.tenantId, customerId);
    if (state === '' || state === 'closed') throw new ProblemError('customer.not_found');
    if (state !== 'active') throw new ProblemError('customer.not_in_state');
    // Whoever began with a number alone would hear of nothing that owners are told.
    const profile = await deps.customers.profile(tx, tenant.tenantId, customerId);
    if (profile === null || profile.email === null) throw new ProblemError('administrator.address_needed');
    await deps.access.appoint(tx, { place: tenant, customerId }, roles, author);
  });
}
