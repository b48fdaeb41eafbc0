/**
 * Applications in memory for at most a second, with the hashes of the secrets that count: every request to the protocol
 * asks for one. What is not there is remembered too, and the number of entries is bounded.
 */
import { applicationMetadata } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import type { Queries } from '../../foundation/database/index.ts';
import type { Tenants } from '../tenants/index.ts';
import { type Application, isApplicationId, isOfItself, toMadeBy } from './application.ts';
import { consoleApplicationId, consoleMetadata } from './console.ts';
import { storedApplicationSettings } from './effective-settings.ts';
import { asOfNow } from './of-itself/as-of-now.ts';
import { isDocumentId } from './of-itself/document-address.ts';
import { type ApplicationRow, findApplication } from './store.ts';

export type KnownApplication = { readonly application: Application; readonly secretHashes: readonly Buffer[] };

type Name = { readonly tenantId: string; readonly applicationId: string };

const cacheMilliseconds = 1000;

export type KnownDependencies = {
  readonly queries: Queries;
  readonly tenants: Pick<Tenants, 'byId'>;
  /** Where the tenant answers: the console's addresses follow. */
  originsOf(tenantId: string): Promise<readonly string[]>;
  makeConsole(tenantId: string): Promise<void>;
};

export function createKnownApplications(deps: KnownDependencies) {
  // Fetched by the cache: what was being read while a change was made is thrown out with what was held before it.
  const cache = new LRUCache<string, { readonly known: KnownApplication | null }, Name>({
    max: 2000,
    ttl: cacheMilliseconds,
    fetchMethod: async (_key, _held, { context }) => ({ known: await read(context) }),
    ignoreFetchAbort: true,
  });
  const keyOf = (tenantId: string, applicationId: string) => `${tenantId} ${applicationId}`;

  async function read({ tenantId, applicationId }: Name): Promise<KnownApplication | null> {
    let rows = await findApplication(deps.queries, tenantId, applicationId);
    if (rows.length === 0 && applicationId === consoleApplicationId) {
      await deps.makeConsole(tenantId);
      rows = await findApplication(deps.queries, tenantId, applicationId);
    }
    const [row] = rows;
    if (row === undefined) return null;
    const application = toApplication(row);
    if (isOfItself(application)) return { application: await asOfNow(deps, application), secretHashes: [] };
    if (application.madeBy !== 'house') return { application, secretHashes: hashesOf(rows) };
    const metadata = consoleMetadata(await deps.originsOf(tenantId));
    return { application: { ...application, metadata }, secretHashes: [] };
  }

  return {
    async find(tenantId: string, applicationId: string): Promise<KnownApplication | null> {
      if (!isApplicationId(applicationId) && !isDocumentId(applicationId)) return null;
      const found = await cache.fetch(keyOf(tenantId, applicationId), { context: { tenantId, applicationId } });
      return found?.known ?? null;
    },
    forget(tenantId: string, applicationId: string): void {
      cache.delete(keyOf(tenantId, applicationId));
    },
  };
}

export function toApplication(row: Omit<ApplicationRow, 'secret_hash'>): Application {
  return {
    applicationId: row.application_id,
    tenantId: row.tenant_id,
    name: row.name,
    firstParty: row.first_party,
    // A state that this version does not know allows nothing.
    state: row.state === 'active' ? 'active' : 'disabled',
    metadata: applicationMetadata.parse(row.metadata),
    settings: storedApplicationSettings.parse(row.settings),
    version: row.version,
    madeBy: toMadeBy(row.made_by),
  };
}

function hashesOf(rows: readonly ApplicationRow[]): Buffer[] {
  return rows.flatMap(({ secret_hash: hash }) => (hash === null ? [] : [hash]));
}
