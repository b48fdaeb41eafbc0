/** APIs that access tokens can be made for: what a tenant registered, and its own management API. */
import { type ResourceInput, resourceDefinition } from '@cardea/contract';
import type { Database } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Tenants } from '../tenants/index.ts';
import { examineResource } from './addresses.ts';
import type { Resource } from './application.ts';
import { findResource, insertResource } from './store.ts';
import { tenantApi } from './tenant-api.ts';

export type ResourceDependencies = { database: Database; ledger: Ledger; tenants: Pick<Tenants, 'byId'> };

/** The API at this address, or null when the tenant has none of that name. */
export async function resourceAt(
  deps: ResourceDependencies,
  tenantId: string,
  resourceUri: string,
): Promise<Resource | null> {
  // Only an address of that form can be the tenant's own API, so only then is the tenant read.
  if (resourceUri.endsWith('/api')) {
    const tenant = await deps.tenants.byId(tenantId);
    const own = tenant && tenantApi(tenant.origin);
    if (own?.resourceUri === resourceUri) return own;
  }
  const row = await findResource(deps.database.reader, tenantId, resourceUri);
  if (row === undefined) return null;
  return {
    resourceUri: row.resource_uri,
    name: row.name,
    scopes: row.scopes as Readonly<Record<string, string>>,
    accessTokenSeconds: row.access_token_seconds,
  };
}

/** Registers an API; refuses one that is there already, and the name of the tenant's own. */
export async function registerResource(
  deps: ResourceDependencies,
  tenantId: string,
  input: ResourceInput,
): Promise<void> {
  const parsed = resourceDefinition.safeParse(input);
  if (!parsed.success) throw invalid(String(parsed.error.issues[0]?.path[0] ?? 'resource'), 'malformed');
  const { resource_uri: resourceUri, name, scopes, access_token_seconds: accessTokenSeconds } = parsed.data;
  const finding = examineResource(resourceUri);
  if (finding !== null) throw invalid('resource_uri', finding);
  if ((await resourceAt(deps, tenantId, resourceUri)) !== null) throw invalid('resource_uri', 'taken');
  await deps.database.transaction({}, async (tx) => {
    const resource = { resourceUri, name, scopes, accessTokenSeconds };
    if (!(await insertResource(tx, tenantId, resource))) throw invalid('resource_uri', 'taken');
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'resource.registered',
      actor: { kind: 'system' },
      data: { resourceUri },
    });
  });
}

function invalid(field: string, finding: string): ProblemError {
  return new ProblemError('application.invalid', { fields: { [field]: finding } });
}
