/** Creates a tenant with its keys, in one transaction with the ledger entry that says so. */
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { givenSettings } from './settings.ts';
import { insertDomain, insertTenant } from './store/tenants.ts';

export type CreateTenantDependencies = { database: Database; encryption: Encryption; ledger: Ledger };
export type NewTenant = { name: string; host: string | null; settings?: object };

/** Returns the new tenant's id, or null when a default tenant was asked for and one exists already. */
export async function createTenant(deps: CreateTenantDependencies, wanted: NewTenant): Promise<string | null> {
  const tenantId = newId('tenant');
  const settings = givenSettings.parse(wanted.settings ?? {});
  return deps.database.transaction({}, async (tx) => {
    const isDefault = wanted.host === null;
    if (!(await insertTenant(tx, { tenantId, name: wanted.name, isDefault, settings }))) return null;
    if (wanted.host !== null) await insertDomain(tx, tenantId, wanted.host.toLowerCase());
    await deps.encryption.createTenantKeys(tx, tenantId);
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'tenant.created',
      actor: { kind: 'system' },
      data: {},
    });
    return tenantId;
  });
}
