/**
 * The applications room: what customers sign in to, how each proves who it is, and the APIs that tokens are made for.
 * Secrets are shown once and stored as hashes; up to two of one application count at a time.
 */
import type { ResourceInput } from '@cardea/contract';
import type { Database } from '../../foundation/database/index.ts';
import { areEqualHashes, hashSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import type { Application, Resource } from './application.ts';
import { type ChangeDependencies, disable, rotateSecret } from './change-application.ts';
import { changeApplicationSettings } from './change-settings.ts';
import { sectorOf } from './check-metadata.ts';
import { type DescribedScope, describeScopes } from './describe-scopes.ts';
import { type EffectiveSettings, effectiveSettings } from './effective-settings.ts';
import { createKnownApplications, toApplication } from './known-applications.ts';
import { type NewApplication, type Registered, registerApplication } from './register-application.ts';
import { registerResource, resourceAt } from './resources.ts';
import { listApplications } from './store.ts';

export { type Application, isApplicationId, type Resource } from './application.ts';
export type { DescribedScope } from './describe-scopes.ts';
export type { ApplicationSettings, EffectiveSettings } from './effective-settings.ts';
export type { NewApplication, Registered } from './register-application.ts';

export type ApplicationsDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly tenants: Pick<Tenants, 'byId' | 'profileSchema'>;
  /** A development installation: applications may live on this machine, over plain http. */
  readonly development: boolean;
};

export type Applications = ReturnType<typeof createApplications>;

// What a wrong secret is compared with where there is nothing to compare it with.
const noSecret = hashSecret('');

/** Opens the room. */
export function createApplications(deps: ApplicationsDependencies) {
  const known = createKnownApplications(deps.database.reader);
  const changing: ChangeDependencies = { ...deps, forget: known.forget };

  return {
    /** The application of this id, in any state, or null; at most a second old. */
    async find(tenantId: string, applicationId: string): Promise<Application | null> {
      return (await known.find(tenantId, applicationId))?.application ?? null;
    },

    /** The tenant's applications by id, a page at a time. */
    async list(tenantId: string, page: { after?: string; limit: number }): Promise<Application[]> {
      const rows = await listApplications(deps.database.reader, tenantId, page.after ?? '', page.limit);
      return rows.map(toApplication);
    },

    /** Registers an application; its secret exists only in the answer. */
    async register(tenantId: string, wanted: NewApplication): Promise<Registered> {
      const registered = await registerApplication(deps, tenantId, wanted);
      known.forget(tenantId, registered.applicationId);
      return registered;
    },

    /**
     * Whether the secret is one of this active application's. Wrong, expired and unknown cost the same: two comparisons
     * of hashes, whatever there is to compare with (case 116).
     */
    async checkSecret(tenantId: string, applicationId: string, secret: string): Promise<boolean> {
      const found = await known.find(tenantId, applicationId);
      const [first = noSecret, second = noSecret] = found?.secretHashes ?? [];
      const shown = hashSecret(secret);
      const matchesFirst = areEqualHashes(shown, first);
      const matchesSecond = areEqualHashes(shown, second);
      return secret !== '' && found?.application.state === 'active' && (matchesFirst || matchesSecond);
    },

    /** Makes a new secret and returns it; the one it replaces counts for so many seconds more. */
    rotateSecret: (tenantId: string, applicationId: string, keepFormerSeconds: number): Promise<string> =>
      rotateSecret(changing, tenantId, applicationId, keepFormerSeconds),

    /** What counts on the way to this application, or to none. */
    async settingsFor(tenant: Tenant, applicationId: string | null): Promise<EffectiveSettings> {
      const found = applicationId === null ? null : await known.find(tenant.tenantId, applicationId);
      return effectiveSettings(tenant.settings, found?.application ?? null);
    },

    /** Replaces what the application sets differently from its tenant; refuses with `settings.invalid`. */
    changeSettings: (tenantId: string, applicationId: string, settings: object): Promise<void> =>
      changeApplicationSettings(changing, tenantId, applicationId, settings),

    /** Ends an application: nothing more is issued to it. */
    disable: (tenantId: string, applicationId: string): Promise<void> => disable(changing, tenantId, applicationId),

    /** The API at this address, or null; `<origin>/api` is there for every tenant. */
    resource: (tenantId: string, resourceUri: string): Promise<Resource | null> =>
      resourceAt(deps, tenantId, resourceUri),

    /** Registers an API of the tenant. */
    registerResource: (tenantId: string, input: ResourceInput): Promise<void> =>
      registerResource(deps, tenantId, input),

    /** What the scopes allow, in the words of the APIs that the application may use. */
    async describeScopes(application: Application, scopes: readonly string[]): Promise<DescribedScope[]> {
      const { tenantId } = application;
      const schema = await deps.tenants.profileSchema.current(tenantId);
      return describeScopes(application, scopes, (resourceUri) => resourceAt(deps, tenantId, resourceUri), schema);
    },

    /** What pairwise subjects are derived for: the one host of its redirects, or else the application itself. */
    sectorOf: ({ applicationId, metadata }: Application): string => sectorOf(metadata) ?? applicationId,
  };
}
