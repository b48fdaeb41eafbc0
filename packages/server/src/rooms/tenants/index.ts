/**
 * The tenants room: which business a request is for, and what that business has set. Everything above takes its
 * tenant from here, by the host that was asked; never from a body, a cookie or a forwarded header.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type AssetsDependencies, createAssets } from './assets/index.ts';
import { type Author, system } from './author.ts';
import { changeBranding } from './change-branding.ts';
import { changeSettings } from './change-settings.ts';
import { renameTenant, setTenantState } from './change-tenant.ts';
import { type CreateTenantDependencies, createTenant, type NewTenant } from './create-tenant.ts';
import { createDomains } from './domains/index.ts';
import type { ProofDependencies } from './domains/prove.ts';
import { createKnownTenants } from './known-tenants.ts';
import { createPreviews } from './previews.ts';
import type { ChangeSchemaDependencies } from './profile-schema/change.ts';
import { createProfileSchemas } from './profile-schema/index.ts';
import type { SigningKeysDependencies } from './signing-keys/dependencies.ts';
import { createSigningKeys } from './signing-keys/index.ts';
import { findDefault, findListed, type ListedRow, listTenantIds, listTenants } from './store/tenants.ts';
import { tenantTexts } from './texts.ts';

export type { Asset, AssetContent, Assets } from './assets/index.ts';
export { identifyPicture, unknownPictures } from './assets/index.ts';
export { type Author, demandVersion, system } from './author.ts';
export { pictureAt, type ShownPicture } from './branding/picture.ts';
export { type Adjustment, deriveTheme } from './branding/theme.ts';
export { type BrandingSettings, readBranding } from './change-branding.ts';
export { findingsOf } from './change-settings.ts';
export { isLoopbackName, readHostName } from './domains/host-name.ts';
export type { Domain } from './domains/index.ts';
export { isPublished, placesOf } from './domains/prove.ts';
export { indexAttributesTask } from './profile-schema/change.ts';
export type { ProfileSchemas } from './profile-schema/index.ts';
export { matchesPattern } from './profile-schema/pattern.ts';
export type { Plan } from './profile-schema/plan.ts';
export type { ProfileSchema } from './profile-schema/schema.ts';
export { givenSettings, type TenantSettings } from './settings.ts';
export { brandingSettings, webAddress } from './settings-values.ts';
export {
  givenApplicationSignIn,
  type SignInSettings,
  signInTowards,
  storedApplicationSignIn,
} from './sign-in-settings.ts';
export type { SigningKeySet, SigningKeys } from './signing-keys/index.ts';
export type { PrivateJwk } from './signing-keys/signing-key.ts';
export { purgeClaims } from './store/domains.ts';
export { purgePreviews } from './store/previews.ts';
export type { Tenant, TextOverrides } from './tenant.ts';

export type TenantsDependencies = CreateTenantDependencies &
  SigningKeysDependencies &
  ChangeSchemaDependencies &
  ProofDependencies &
  AssetsDependencies & {
    database: Database;
    /** The configured public address; the default tenant answers there. */
    publicUrl: URL;
    /** Further host names for the default tenant, in development only. */
    developmentHosts: readonly string[];
    /** Whether all of the installation is this machine: then names of loopback need no proof. */
    development: boolean;
  };

/** A tenant as those see it who run the installation. */
export type ListedTenant = {
  readonly tenantId: string;
  readonly name: string;
  readonly state: 'active' | 'suspended';
  readonly isDefault: boolean;
  readonly origin: string;
  readonly createdAt: Date;
  readonly version: string;
};

export type Tenants = ReturnType<typeof createTenants>;

/** Opens the room. */
export function createTenants(deps: TenantsDependencies) {
  const { database, publicUrl } = deps;
  const known = createKnownTenants({ ...deps, reader: database.reader });
  const { forget } = known;
  const domains = createDomains({
    ...deps,
    isLoopbackInstallation: deps.development,
    configuredHosts: known.defaultHosts,
    forget,
  });
  const creating = { ...deps, giveHost: domains.give };
  const changes = (tx: Transaction, author: Author) => ({
    async changeSettings(tenantId: string, settings: object): Promise<void> {
      tx.afterCommit(() => forget(tenantId));
      await changeSettings(deps, tx, tenantId, settings, author);
    },
    async changeBranding(tenantId: string, branding: unknown): Promise<void> {
      tx.afterCommit(() => forget(tenantId));
      await changeBranding(deps, tx, tenantId, branding, author);
    },
    async rename(tenantId: string, name: string): Promise<void> {
      tx.afterCommit(() => forget(tenantId));
      await renameTenant(deps, tx, tenantId, name, author);
    },
    async setState(tenantId: string, state: 'active' | 'suspended'): Promise<void> {
      tx.afterCommit(() => forget(tenantId));
      await setTenantState(deps, tx, tenantId, state, author);
    },
  });
  type Changes = ReturnType<typeof changes>;
  /** One change in a transaction of its own. */
  const alone = <T>(author: Author, work: (within: Changes) => Promise<T>): Promise<T> =>
    database.transaction({}, (tx) => work(changes(tx, author)));

  const toListed = (row: ListedRow): ListedTenant => ({
    tenantId: row.tenant_id,
    name: row.name,
    state: row.state === 'suspended' ? 'suspended' : 'active',
    isDefault: row.is_default,
    origin: row.is_default || row.host === null ? publicUrl.origin : `${publicUrl.protocol}//${row.host}`,
    createdAt: row.created_at,
    version: row.version,
  });

  return {
    /** The keys that sign a tenant's tokens. */
    signingKeys: createSigningKeys(deps),

    /** What a tenant knows of its customers. */
    profileSchema: createProfileSchemas(deps),

    /** The names that a tenant answers at. */
    domains,

    /** Its pictures. */
    assets: createAssets(deps),

    /** What it words itself; what may be written there, the messaging room decides. */
    texts: tenantTexts({ forget }),

    /** Pages with values that are not saved. */
    previews: createPreviews(database),

    /** The tenant that answers for a `Host` header, or null: the caller then answers 421. */
    byHost: known.byHost,

    /** The tenant with this id, or null; for work that does not begin with a request. */
    byId: known.byId,

    /** Where its pages and API are: its origin, and for the first tenant in development each configured host. */
    async origins(tenantId: string): Promise<readonly string[]> {
      const tenant = await known.byId(tenantId);
      if (tenant === null) return [];
      const hosts = tenant.isDefault ? [...known.defaultHosts] : [];
      return [...new Set([tenant.origin, ...hosts.map((host) => `${publicUrl.protocol}//${host}`)])];
    },

    /** The ids of all tenants. */
    listIds: (): Promise<string[]> => listTenantIds(deps.database.reader),

    /** A page of the tenants, oldest first. */
    list: async (page: { after: string | null; limit: number }): Promise<ListedTenant[]> =>
      (await listTenants(database.reader, page)).map(toListed),

    /** One of them, as it is at this moment; refuses with `tenant.not_found`. */
    async show(tenantId: string): Promise<ListedTenant> {
      const row = await findListed(database.reader, tenantId);
      if (row === undefined) throw new ProblemError('tenant.not_found');
      return toListed(row);
    },

    /** Creates a tenant that answers at `host`; the id is returned. Refuses with `domain.taken`. */
    create: (wanted: NewTenant & { host: string }, author: Author = system): Promise<string | null> =>
      createTenant(creating, wanted, author),

    /** Names it anew. */
    rename: (tenantId: string, name: string, author: Author = system): Promise<void> =>
      alone(author, (within) => within.rename(tenantId, name)),

    /** Pauses it: pages say so, and nobody signs in or gets a token. Nothing is lost. */
    suspend: (tenantId: string, author: Author = system): Promise<void> =>
      alone(author, (within) => within.setState(tenantId, 'suspended')),

    /** Lets it go on. */
    resume: (tenantId: string, author: Author = system): Promise<void> =>
      alone(author, (within) => within.setState(tenantId, 'active')),

    /** Replaces the settings of a tenant whole; refuses with `settings.invalid`. */
    changeSettings: (tenantId: string, settings: object, author: Author = system): Promise<void> =>
      alone(author, (within) => within.changeSettings(tenantId, settings)),

    /** Replaces how its pages and mails look; refuses with `settings.invalid`. */
    changeBranding: (tenantId: string, branding: unknown, author: Author = system): Promise<void> =>
      alone(author, (within) => within.changeBranding(tenantId, branding)),

    /** Changes within a transaction of the caller's, so that several are made together or not at all. */
    within: (tx: Transaction, author: Author) => changes(tx, author),

    /** Name and settings as a transaction sees them, past what is remembered; null without such a tenant. */
    readWithin: known.readWithin,

    /** Whether the records can be read, so that the server can serve. */
    isReady: async (): Promise<boolean> =>
      (await findDefault(deps.database.reader).catch(() => undefined)) !== undefined,

    /** Makes sure that there is a default tenant; any number of nodes may call it at once. */
    async ensureDefault(): Promise<void> {
      if ((await findDefault(deps.database.reader)) === undefined)
        await createTenant(creating, { name: 'Cardea', host: null }, system);
    },
  };
}
