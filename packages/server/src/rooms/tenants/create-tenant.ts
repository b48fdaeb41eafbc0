/** Creates a tenant with its keys, in one transaction with the ledger entry that says so. */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Author } from './author.ts';
import { readTenantName } from './change-tenant.ts';
import { givenSettings } from './settings.ts';
import { insertTenant } from './store/tenants.ts';

export type CreateTenantDependencies = { database: Database; encryption: Encryption; ledger: Ledger };
export type NewTenant = { name: string; host: string | null; settings?: object };

type GiveHost = (tx: Transaction, tenantId: string, host: string, author: Author) => Promise<void>;

/** Returns the new tenant's id, or null when a default tenant was asked for and one exists already. */
export async function createTenant(
  deps: CreateTenantDependencies & { readonly giveHost: GiveHost },
  wanted: NewTenant,
  author: Author,
): Promise<string | null> {
  const tenantId = newId('tenant');
  const name = readTenantName(wanted.name);
  const settings = givenSettings.parse(wanted.settings ?? {});
  return deps.database.transaction({}, async (tx) => {
    const isDefault = wanted.host === null;
    if (!(await insertTenant(tx, { tenantId, name, isDefault, settings }))) return null;
    if (wanted.host !== null) await deps.giveHost(tx, tenantId, wanted.host, author);
    await deps.encryption.createTenantKeys(tx, tenantId);
    const { actor, requestId } = author;
    await deps.ledger.append(tx, { tenantId, customerId: null, event: 'tenant.created', actor, requestId, data: {} });
    return tenantId;
  });
}
