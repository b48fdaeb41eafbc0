/**
 * The tenants as requests meet them: by host and by id, remembered for a second. What a tenant words itself comes with
 * it, read anew only when the tenant's version is another one, so drawing a page asks the database nothing more.
 */
import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Queries } from '../../foundation/database/index.ts';
import { storedSettings } from './settings.ts';
import { findByHost, findById, findDefault, type TenantRow } from './store/tenants.ts';
import { selectTexts } from './store/texts.ts';
import { normaliseHost, type Tenant, type TextOverrides } from './tenant.ts';

export type KnownTenantsDependencies = {
  readonly reader: Queries;
  readonly publicUrl: URL;
  readonly developmentHosts: readonly string[];
};

// Long enough to spare a read per request, short enough that a change is everywhere within a second.
const cacheMilliseconds = 1000;

export function createKnownTenants({ reader, publicUrl, developmentHosts }: KnownTenantsDependencies) {
  const defaultHosts = new Set([publicUrl.host, ...developmentHosts.map((host) => hostBeside(publicUrl, host))]);
  // Fetched by the cache: what was being read while a change was made is thrown out with what was held before it.
  const remembered = { max: 1000, ttl: cacheMilliseconds, ignoreFetchAbort: true } as const;
  const byHost = new LRUCache<string, { tenant: Tenant | null }>({ ...remembered, fetchMethod: readByHost });
  const byId = new LRUCache<string, { tenant: Tenant | null }>({ ...remembered, fetchMethod: readById });
  const texts = new LRUCache<string, TextOverrides>({ max: 1000 });

  const originOf = (row: TenantRow) =>
    row.host === null || row.is_default ? publicUrl.origin : `${publicUrl.protocol}//${row.host}`;

  async function textsOf({ tenant_id: tenantId, version }: TenantRow): Promise<TextOverrides> {
    const key = `${tenantId} ${version}`;
    const known = texts.get(key) ?? (await selectTexts(reader, tenantId));
    texts.set(key, known);
    return known;
  }

  async function readByHost(host: string): Promise<{ tenant: Tenant | null }> {
    const isConfigured = defaultHosts.has(host);
    const row = isConfigured ? await findDefault(reader) : await findByHost(reader, host);
    if (!row) return { tenant: null };
    // To a browser each of the default tenant's configured hosts is an origin of its own. Any other host than the
    // primary one is a name that leads there.
    const asked = `${publicUrl.protocol}//${host}`;
    const origin = isConfigured ? asked : originOf(row);
    return { tenant: toTenant(row, await textsOf(row), { origin, isAlias: origin !== asked }) };
  }

  async function readById(tenantId: string): Promise<{ tenant: Tenant | null }> {
    const row = await findById(reader, tenantId);
    if (row === undefined) return { tenant: null };
    return { tenant: toTenant(row, await textsOf(row), { origin: originOf(row), isAlias: false }) };
  }

  return {
    /** The hosts that are the default tenant's by configuration. */
    defaultHosts: defaultHosts as ReadonlySet<string>,

    /** The tenant of a `Host` header, or null. */
    async byHost(header: string | undefined): Promise<Tenant | null> {
      const host = normaliseHost(header, publicUrl.protocol);
      if (host === null) return null;
      return (await byHost.fetch(host))?.tenant ?? null;
    },

    /** The tenant with this id, or null. */
    async byId(tenantId: string): Promise<Tenant | null> {
      const tenant = (await byId.fetch(tenantId))?.tenant ?? null;
      // It may come at any moment: that it is not there is not remembered.
      if (tenant === null) byId.delete(tenantId);
      return tenant;
    },

    /** The tenant as a transaction sees it, past what is remembered. */
    async readWithin(queries: Queries, tenantId: string): Promise<Tenant | null> {
      const row = await findById(queries, tenantId);
      if (row === undefined) return null;
      return toTenant(row, await selectTexts(queries, tenantId), { origin: originOf(row), isAlias: false });
    },

    /** What is remembered of this tenant counts no more. */
    forget(tenantId: string): void {
      byHost.clear();
      byId.delete(tenantId);
    },
  };
}

function toTenant(
  row: TenantRow,
  texts: TextOverrides,
  { origin, isAlias }: { readonly origin: string; readonly isAlias: boolean },
): Tenant {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    state: row.state === 'suspended' ? 'suspended' : 'active',
    isDefault: row.is_default,
    origin,
    isAlias,
    settings: storedSettings.parse(row.settings),
    texts,
    version: row.version,
  };
}

/** A further host name, reached on the same port as the public address. */
function hostBeside(publicUrl: URL, name: string): string {
  const url = new URL(publicUrl);
  url.hostname = isIPv6(name) ? `[${name}]` : name;
  return url.host;
}
