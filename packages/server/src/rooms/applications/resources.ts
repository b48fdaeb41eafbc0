/** APIs that access tokens can be made for: what a tenant registered, and its own management API. */
import { resourceDefinition } from '@cardea/contract';
import type { Database, Queries } from '../../foundation/database/index.ts';
import type { Tenants } from '../tenants/index.ts';
import { examineResource } from './addresses.ts';
import type { Resource } from './application.ts';
import { findResource, listResources } from './store/resources.ts';
import { tenantApi } from './tenant-api.ts';

export type ResourceDependencies = { database: Database; tenants: Pick<Tenants, 'byId' | 'origins'> };

type ResourceRow = NonNullable<Awaited<ReturnType<typeof findResource>>>;

/** The API at this address, or null when the tenant has none of that name. */
export async function resourceAt(
  deps: ResourceDependencies,
  tenantId: string,
  resourceUri: string,
): Promise<Resource | null> {
  const own = await ownApi(deps, tenantId, resourceUri);
  if (own !== null) return own;
  const row = await findResource(deps.database.reader, tenantId, resourceUri);
  return row === undefined ? null : toResource(row);
}

/** The tenant's own API, when this is its address. */
export async function ownApi(
  { tenants }: Pick<ResourceDependencies, 'tenants'>,
  tenantId: string,
  resourceUri: string,
): Promise<Resource | null> {
  // Only an address of that form can be the tenant's own API, so only then is the tenant read.
  if (!resourceUri.endsWith('/api')) return null;
  const origins = await tenants.origins(tenantId);
  const origin = origins.find((one) => tenantApi(one).resourceUri === resourceUri);
  return origin === undefined ? null : tenantApi(origin);
}

/** The registered APIs by address, a page at a time. */
export async function registeredResources(
  queries: Queries,
  tenantId: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<RegisteredResource[]> {
  return (await listResources(queries, tenantId, page.after ?? '', page.limit)).map((row) => ({
    ...toResource(row),
    version: row.version,
  }));
}

/** One that the tenant registered, or null. */
export async function registeredAt(
  queries: Queries,
  tenantId: string,
  resourceUri: string,
): Promise<RegisteredResource | null> {
  const row = await findResource(queries, tenantId, resourceUri);
  return row === undefined ? null : { ...toResource(row), version: row.version };
}

/** One that the tenant registered; its version names what a change was decided on. */
export type RegisteredResource = Resource & { readonly version: string };

export type ReadResource =
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** Field → what is wrong with it. */
  | { readonly kind: 'findings'; readonly findings: Readonly<Record<string, string>> };

/** What a definition says, or what is wrong with it. Pure. */
export function examineDefinition(input: unknown): ReadResource {
  const parsed = resourceDefinition.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [key, 'unknown'])
        : [[String(issue.path[0] ?? 'resource'), 'malformed']],
    );
    return { kind: 'findings', findings: Object.fromEntries(fields) };
  }
  const { resource_uri: resourceUri, name, scopes, access_token_seconds: accessTokenSeconds } = parsed.data;
  const { open_to_agents: openToAgents } = parsed.data;
  const finding = examineResource(resourceUri);
  if (finding !== null) return { kind: 'findings', findings: { resource_uri: finding } };
  return { kind: 'resource', resource: { resourceUri, name, scopes, accessTokenSeconds, openToAgents } };
}

export function toResource(row: ResourceRow): Resource {
  return {
    resourceUri: row.resource_uri,
    name: row.name,
    scopes: row.scopes as Readonly<Record<string, string>>,
    accessTokenSeconds: row.access_token_seconds,
    openToAgents: row.open_to_agents,
  };
}
