/**
 * The applications room: what customers sign in to, how each proves who it is, and the APIs that tokens are made for.
 * Secrets are shown once and stored as hashes; up to two of one application count at a time.
 */
import { applicationMetadata, type ResourceInput } from '@cardea/contract';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { areEqualHashes, hashSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, system, type Tenant, type Tenants } from '../tenants/index.ts';
import { type AppLinks, appLinks, appOrigins } from './app-links.ts';
import type { Application, Resource } from './application.ts';
import { makeBootstrapClient } from './bootstrap.ts';
import type { SettingsDependencies } from './change-settings.ts';
import { type ApplicationChanges, type ChangesDependencies, changesWithin } from './changes.ts';
import { areOffered, type CertificatesOffered, certificatesNeeded } from './check-certificates.ts';
import { sectorOf } from './check-metadata.ts';
import { makeConsole } from './console.ts';
import { type DescribedScope, describeScopes } from './describe-scopes.ts';
import { directOrigins } from './direct-origins.ts';
import { type EffectiveSettings, effectiveSettings } from './effective-settings.ts';
import { createKnownApplications, toApplication } from './known-applications.ts';
import { createOfItself } from './of-itself/index.ts';
import type { NewApplication, Registered } from './register-application.ts';
import { type RegisteredResource, registeredAt, registeredResources, resourceAt } from './resources.ts';
import { listLivingBootstrap } from './store/bootstrap.ts';
import { listWithCertificates } from './store/certificates.ts';
import { describeSecrets, listCurrentSecrets } from './store/secrets.ts';
import { countHeld, findTaken, holdFirstParty, listApplications } from './store.ts';

export {
  type Application,
  isApplicationId,
  isOfItself,
  type MadeBy,
  needsSecret,
  type Resource,
} from './application.ts';
export type { Held } from './change-application.ts';
export type { ApplicationChanges } from './changes.ts';
export type { CertificatesOffered } from './check-certificates.ts';
export type { DescribedScope } from './describe-scopes.ts';
export { type ApplicationSettings, type EffectiveSettings, givenApplicationSettings } from './effective-settings.ts';
export { isDocumentId } from './of-itself/document-address.ts';
export { everydayScopes } from './of-itself/read-offer.ts';
export { ownLifeSeconds } from './own-life.ts';
export { examineMetadata } from './read-metadata.ts';
export { isRedirectOf } from './redirects.ts';
export type { NewApplication, Registered } from './register-application.ts';
export { examineDefinition, type RegisteredResource } from './resources.ts';
export { purgeInitialTokens } from './store/of-itself.ts';
export { isPictureUsed } from './store/pictures.ts';

export type ApplicationsDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly tenants: Pick<Tenants, 'byId' | 'listIds' | 'origins' | 'profileSchema'>;
  /** A development installation: applications may live on this machine, over plain http. */
  readonly development: boolean;
  /** Which client certificates arrive here; none unless told. */
  readonly certificates?: CertificatesOffered | undefined;
  /** The port to connections: of these ids, those that the tenant has; they stay until the transaction ends. */
  readonly knownConnections: SettingsDependencies['knownConnections'];
  /** Whether tokens name a customer so; asked before an application is called so. */
  readonly isFormerSubject: (tx: Transaction, tenantId: string, subject: string) => Promise<boolean>;
};

export type Applications = ReturnType<typeof createApplications>;

export type CurrentSecret = { readonly hash: Buffer; readonly reference: object | null };
export type DescribedSecret = { readonly since: Date; readonly until: Date | null; readonly reference: unknown };

// What a wrong secret is compared with where there is nothing to compare it with.
const noSecret = hashSecret('');

/** Opens the room. */
export function createApplications(deps: ApplicationsDependencies) {
  const known = createKnownApplications({
    queries: deps.database.reader,
    tenants: deps.tenants,
    originsOf: deps.tenants.origins,
    makeConsole: (tenantId) => makeConsole(deps, tenantId),
  });
  const changing: ChangesDependencies = { ...deps, forget: known.forget };
  /** One change in a transaction of its own. */
  const alone = <T>(author: Author, work: (changes: ApplicationChanges) => Promise<T>): Promise<T> =>
    deps.database.transaction({}, (tx) => work(changesWithin(changing, tx, author)));

  return {
    /** Applications that register themselves. */
    ofItself: createOfItself({ ...changing, tenants: deps.tenants }),

    /** The application of this id, in any state, or null; at most a second old. */
    async find(tenantId: string, applicationId: string): Promise<Application | null> {
      return (await known.find(tenantId, applicationId))?.application ?? null;
    },

    /**
     * Whether it can be served as it is registered. One that is proven by, or bound to, certificates cannot where none
     * arrive any more: without them it would be bound to nothing.
     */
    isServed: ({ metadata, state }: Application): boolean =>
      state === 'active' && areOffered(certificatesNeeded(metadata), deps.certificates),

    /** The tenant's applications by id, a page at a time. */
    async list(tenantId: string, page: { after?: string; limit: number }): Promise<Application[]> {
      const rows = await listApplications(deps.database.reader, tenantId, page.after ?? '', page.limit);
      return rows.map(toApplication);
    },

    /** The same, as a transaction sees them. */
    async listWithin(
      queries: Queries,
      tenantId: string,
      page: { after?: string; limit: number },
    ): Promise<Application[]> {
      return (await listApplications(queries, tenantId, page.after ?? '', page.limit)).map(toApplication);
    },

    /** Of these ids, those that an application has, as a transaction sees them. */
    namesTaken: (queries: Queries, tenantId: string, ids: readonly string[]): Promise<ReadonlySet<string>> =>
      findTaken(queries, tenantId, ids),

    /** Makes the machine client of the start settings, once; false when that was done before. */
    makeBootstrapClient: (tenantId: string, client: { clientId: string; clientSecret: string }): Promise<boolean> =>
      makeBootstrapClient(changing, tenantId, client),

    /** The machine clients of start settings that still live: whoever finds their secret can do everything. */
    livingBootstrapClients: (): Promise<string[]> => listLivingBootstrap(deps.database.reader),

    /** Those in use, of all tenants, that need client certificates, and whether these arrive here. */
    async withCertificates(): Promise<readonly { readonly applicationId: string; readonly isServed: boolean }[]> {
      const rows = await listWithCertificates(deps.database.reader);
      return rows.map(({ application_id: applicationId, metadata }) => {
        const needed = certificatesNeeded(applicationMetadata.parse(metadata));
        return { applicationId, isServed: areOffered(needed, deps.certificates) };
      });
    },

    /** The changes of this room within a transaction of the caller's. */
    within: (tx: Transaction, author: Author): ApplicationChanges => changesWithin(changing, tx, author),

    /** Registers an application; its secret exists only in the answer. */
    register: (tenantId: string, wanted: NewApplication, author: Author = system): Promise<Registered> =>
      alone(author, (changes) => changes.register(tenantId, wanted)),

    /**
     * Whether it is one of our own at this very moment, past what is remembered. No change of that commits until the
     * transaction ends, so the change ends what is opened here unasked.
     */
    isStillFirstParty: (tx: Transaction, tenantId: string, applicationId: string): Promise<boolean> =>
      holdFirstParty(tx, tenantId, applicationId),

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
    rotateSecret: (
      tenantId: string,
      applicationId: string,
      keepFormerSeconds: number,
      author: Author = system,
    ): Promise<string> => alone(author, (changes) => changes.rotateSecret(tenantId, applicationId, keepFormerSeconds)),

    /** Its secrets that count: from when, until when, and where each is kept when it was not made here. */
    async secrets(tenantId: string, applicationId: string): Promise<DescribedSecret[]> {
      const rows = await describeSecrets(deps.database.reader, tenantId, applicationId);
      return rows.map((row) => ({ since: row.created_at, until: row.expires_at, reference: row.reference }));
    },

    /** The current secrets of all applications: the hash, and where each is kept. */
    async currentSecrets(queries: Queries, tenantId: string): Promise<Map<string, CurrentSecret>> {
      const rows = await listCurrentSecrets(queries, tenantId);
      return new Map(
        rows.map((row) => [row.application_id, { hash: row.secret_hash, reference: row.reference as object | null }]),
      );
    },

    /** The origins of our own applications that ask customers in an interface of their own. */
    directOrigins: (tenantId: string): Promise<string[]> => directOrigins(deps.database.reader, tenantId),

    /** What the host of this origin tells phones about our own apps. */
    appLinks: (tenantId: string, origin: string): Promise<AppLinks> => appLinks(deps.database.reader, tenantId, origin),

    /** The origins that passkeys name in the apps of this application, if it is one of our own; at most a second old. */
    async appOrigins(tenantId: string, applicationId: string, passkeyHost: string): Promise<string[]> {
      const application = (await known.find(tenantId, applicationId))?.application;
      if (application?.state !== 'active' || !application.firstParty) return [];
      return appOrigins(application, passkeyHost);
    },

    /** What would go with an application that is removed. */
    held: (tenantId: string, applicationId: string) => countHeld(deps.database.reader, tenantId, applicationId),

    /** What counts on the way to this application, or to none. */
    async settingsFor(tenant: Tenant, applicationId: string | null): Promise<EffectiveSettings> {
      const found = applicationId === null ? null : await known.find(tenant.tenantId, applicationId);
      return effectiveSettings(tenant.settings, found?.application ?? null);
    },

    /** Replaces what the application sets differently from its tenant; refuses with `settings.invalid`. */
    changeSettings: (
      tenantId: string,
      applicationId: string,
      settings: object,
      author: Author = system,
    ): Promise<void> => alone(author, (changes) => changes.changeSettings(tenantId, applicationId, settings)),

    /** Ends an application: nothing more is issued to it. */
    async disable(tenantId: string, applicationId: string, author: Author = system): Promise<void> {
      const isDone = await alone(author, (changes) => changes.setState(tenantId, applicationId, 'disabled'));
      if (!isDone) throw new ProblemError('application.not_found');
    },

    /** The API at this address, or null; `<origin>/api` is there for every tenant. */
    resource: (tenantId: string, resourceUri: string): Promise<Resource | null> =>
      resourceAt(deps, tenantId, resourceUri),

    /** The APIs that the tenant registered, by address, a page at a time. */
    resources: (
      queries: Queries,
      tenantId: string,
      page: { readonly after?: string; readonly limit: number },
    ): Promise<RegisteredResource[]> => registeredResources(queries, tenantId, page),

    /** All of them as they are now. They are few: each is an API that somebody wrote. */
    async everyResource(tenantId: string): Promise<RegisteredResource[]> {
      const all: RegisteredResource[] = [];
      for (let after = ''; ; ) {
        const page = await registeredResources(deps.database.reader, tenantId, { after, limit: 100 });
        all.push(...page);
        const last = page.at(-1);
        if (last === undefined || page.length < 100) return all;
        after = last.resourceUri;
      }
    },

    /** One that the tenant registered, past what is remembered, or null. */
    async registeredResource(
      queries: Queries,
      tenantId: string,
      resourceUri: string,
    ): Promise<RegisteredResource | null> {
      return registeredAt(queries, tenantId, resourceUri);
    },

    /** Registers an API of the tenant. */
    registerResource: (tenantId: string, input: ResourceInput, author: Author = system): Promise<void> =>
      alone(author, (changes) => changes.registerResource(tenantId, input)),

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
