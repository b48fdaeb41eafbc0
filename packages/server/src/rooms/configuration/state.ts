/** What counts now, read in one transaction: what a file is compared with, and what an export says. */
import type { Attribute } from '@cardea/contract';
import type { Queries } from '../../foundation/database/index.ts';
import type { Application, Applications, CurrentSecret, RegisteredResource } from '../applications/index.ts';
import type { Connection, CurrentSecret as ConnectionSecret, Connections } from '../connections/index.ts';
import type { TenantSettings, Tenants } from '../tenants/index.ts';

export type State = {
  readonly name: string;
  readonly settings: TenantSettings;
  /** Of name, settings and texts. */
  readonly version: string;
  readonly attributes: readonly Attribute[];
  readonly schemaVersion: number;
  readonly resources: ReadonlyMap<string, RegisteredResource>;
  readonly applications: ReadonlyMap<string, Application>;
  readonly secrets: ReadonlyMap<string, CurrentSecret>;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly connectionSecrets: ReadonlyMap<string, ConnectionSecret>;
  /** Connection → its domains, proven or not. */
  readonly connectionDomains: ReadonlyMap<string, readonly string[]>;
  /** `LOCALE/ID` → text. */
  readonly texts: ReadonlyMap<string, string>;
};

export type StateDependencies = {
  readonly tenants: Tenants;
  readonly applications: Applications;
  readonly connections: Pick<Connections, 'listWithin' | 'currentSecrets' | 'domains' | 'within'>;
};

const pageSize = 500;

export async function readState(deps: StateDependencies, queries: Queries, tenantId: string): Promise<State> {
  const tenant = await deps.tenants.readWithin(queries, tenantId);
  if (tenant === null) throw new Error('There is no tenant with this id.');
  const schema = await deps.tenants.profileSchema.currentWithin(queries, tenantId);
  const resources = await everyPage(
    (after) => deps.applications.resources(queries, tenantId, { after, limit: pageSize }),
    (resource) => resource.resourceUri,
  );
  const applications = await everyPage(
    (after) => deps.applications.listWithin(queries, tenantId, { after, limit: pageSize }),
    (application) => application.applicationId,
  );
  const texts = Object.entries(tenant.texts).flatMap(([locale, words]) =>
    Object.entries(words).map(([id, text]): [string, string] => [`${locale}/${id}`, text]),
  );
  return {
    name: tenant.name,
    settings: tenant.settings,
    version: tenant.version,
    attributes: schema.attributes,
    schemaVersion: schema.version,
    resources: new Map(resources.map((resource) => [resource.resourceUri, resource])),
    // What the environment made is the environment's to change.
    applications: new Map(
      applications
        .filter((application) => application.madeBy === 'operator')
        .map((application) => [application.applicationId, application]),
    ),
    secrets: await deps.applications.currentSecrets(queries, tenantId),
    ...(await readConnections(deps, queries, tenantId)),
    texts: new Map(texts),
  };
}

async function readConnections({ connections }: StateDependencies, queries: Queries, tenantId: string) {
  const all = await connections.listWithin(queries, tenantId);
  const domains = Map.groupBy(await connections.domains(queries, tenantId), ({ connectionId }) => connectionId);
  return {
    connections: new Map(all.map((connection) => [connection.connectionId, connection])),
    connectionSecrets: await connections.currentSecrets(queries, tenantId),
    connectionDomains: new Map([...domains].map(([id, rows]) => [id, rows.map(({ domain }) => domain)])),
  };
}

async function everyPage<Item>(
  page: (after: string) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let after = ''; ; ) {
    const items = await page(after);
    all.push(...items);
    const last = items.at(-1);
    if (last === undefined || items.length < pageSize) return all;
    after = keyOf(last);
  }
}
