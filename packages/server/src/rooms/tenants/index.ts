/**
 * The tenants room: which business a request is for, and what that business has set. Everything above takes its
 * tenant from here, by the host that was asked; never from a body, a cookie or a forwarded header.
 */
import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../foundation/database/index.ts';
import { changeSettings } from './change-settings.ts';
import { type CreateTenantDependencies, createTenant, type NewTenant } from './create-tenant.ts';
import type { ChangeSchemaDependencies } from './profile-schema/change.ts';
import { createProfileSchemas } from './profile-schema/index.ts';
import { storedSettings } from './settings.ts';
import type { SigningKeysDependencies } from './signing-keys/dependencies.ts';
import { createSigningKeys } from './signing-keys/index.ts';
import { findByHost, findById, findDefault, listTenantIds, type TenantRow } from './store/tenants.ts';
import { normaliseHost, type Tenant } from './tenant.ts';

export { deriveTheme } from './branding/theme.ts';
export { findingsOf } from './change-settings.ts';
export { indexAttributesTask } from './profile-schema/change.ts';
export type { ProfileSchemas } from './profile-schema/index.ts';
export { matchesPattern } from './profile-schema/pattern.ts';
export type { Plan } from './profile-schema/plan.ts';
export type { ProfileSchema } from './profile-schema/schema.ts';
export type { TenantSettings } from './settings.ts';
export { webAddress } from './settings-values.ts';
export type { SigningKeySet, SigningKeys } from './signing-keys/index.ts';
export type { PrivateJwk } from './signing-keys/signing-key.ts';
export type { Tenant } from './tenant.ts';

export type TenantsDependencies = CreateTenantDependencies &
  SigningKeysDependencies &
  ChangeSchemaDependencies & {
    database: Database;
    /** The configured public address; the default tenant answers there. */
    publicUrl: URL;
    /** Further host names for the default tenant, in development only. */
    developmentHosts: readonly string[];
  };

export type Tenants = ReturnType<typeof createTenants>;

// Long enough to spare a read per request, short enough that a change is everywhere within a second.
const cacheMilliseconds = 1000;

/** Opens the room. */
export function createTenants(deps: TenantsDependencies) {
  const { publicUrl } = deps;
  const defaultHosts = new Set([publicUrl.host, ...deps.developmentHosts.map((host) => hostBeside(publicUrl, host))]);
  const cache = new LRUCache<string, { tenant: Tenant | null }>({ max: 1000, ttl: cacheMilliseconds });
  const cacheById = new LRUCache<string, Tenant>({ max: 1000, ttl: cacheMilliseconds });

  const originOf = (row: TenantRow) =>
    row.host === null || row.is_default ? publicUrl.origin : `${publicUrl.protocol}//${row.host}`;
  const toTenant = (row: TenantRow, origin = originOf(row)): Tenant => ({
    tenantId: row.tenant_id,
    name: row.name,
    state: row.state === 'suspended' ? 'suspended' : 'active',
    origin,
    settings: storedSettings.parse(row.settings),
    version: row.version,
  });

  return {
    /** The keys that sign a tenant's tokens. */
    signingKeys: createSigningKeys(deps),

    /** What a tenant knows of its customers. */
    profileSchema: createProfileSchemas(deps),

    /** The tenant that answers for a `Host` header, or null: the caller then answers 421. */
    async byHost(header: string | undefined): Promise<Tenant | null> {
      const host = normaliseHost(header, publicUrl.protocol);
      if (host === null) return null;
      const known = cache.get(host);
      if (known) return known.tenant;
      const isDefault = defaultHosts.has(host);
      const row = isDefault ? await findDefault(deps.database.reader) : await findByHost(deps.database.reader, host);
      // To a browser each of the default tenant's hosts is an origin of its own; they are configured, like all others.
      const tenant = row ? toTenant(row, isDefault ? `${publicUrl.protocol}//${host}` : undefined) : null;
      cache.set(host, { tenant });
      return tenant;
    },

    /** The tenant with this id, or null; for work that does not begin with a request. */
    async byId(tenantId: string): Promise<Tenant | null> {
      const known = cacheById.get(tenantId);
      if (known) return known;
      const row = await findById(deps.database.reader, tenantId);
      if (row === undefined) return null;
      const tenant = toTenant(row);
      cacheById.set(tenantId, tenant);
      return tenant;
    },

    /** The ids of all tenants. */
    listIds: (): Promise<string[]> => listTenantIds(deps.database.reader),

    /** Creates a tenant that answers at `host`; the id is returned. */
    create: (wanted: NewTenant & { host: string }): Promise<string | null> => createTenant(deps, wanted),

    /** Replaces the settings of a tenant whole; refuses with `settings.invalid`. */
    async changeSettings(tenantId: string, settings: object): Promise<void> {
      await changeSettings(deps, tenantId, settings);
      cache.clear();
      cacheById.delete(tenantId);
    },

    /** Whether the records can be read, so that the server can serve. */
    isReady: async (): Promise<boolean> =>
      (await findDefault(deps.database.reader).catch(() => undefined)) !== undefined,

    /** Makes sure that there is a default tenant; any number of nodes may call it at once. */
    async ensureDefault(): Promise<void> {
      if ((await findDefault(deps.database.reader)) === undefined)
        await createTenant(deps, { name: 'Cardea', host: null });
    },
  };
}

/** A further host name, reached on the same port as the public address. */
function hostBeside(publicUrl: URL, name: string): string {
  const url = new URL(publicUrl);
  url.hostname = isIPv6(name) ? `[${name}]` : name;
  return url.host;
}
