/**
 * The connections room: which providers customers of a tenant may sign in with, how each is spoken to, and what its word is
 * worth. Nobody is signed in here. A provider's secret is sealed and leaves only towards that provider.
 */
import type { ConnectionDefinition } from '@cardea/contract';
import { connectionDefinition, connectionId as idForm } from '@cardea/contract';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import type { TextRecords } from '../../foundation/http-client/index.ts';
import { type Author, system } from '../tenants/index.ts';
import { type ConnectionChanges, changesWithin } from './changes.ts';
import type { Connection } from './connection.ts';
import type { ChangeDependencies } from './create-connection.ts';
import { type ConnectionDomain, readMailDomain, toDomain, verifyDomain } from './domains.ts';
import { type ExamineDependencies, examineConnection } from './examine.ts';
import type { Examined } from './findings.ts';
import { type HeldConnection, readHeld } from './held-connection.ts';
import { createKnownConnections, toConnection } from './known-connections.ts';
import { createProviderDocuments } from './provider-documents.ts';
import { openSecret } from './secrets.ts';
import { listDomains } from './store/domains.ts';
import { listSecrets } from './store/secrets.ts';
import { countHeld, countIdentities, findConnection, holdConnections, listConnections } from './store.ts';
import { upstreamHttp } from './upstream-http.ts';

export type { ChangedConnection } from './change-connection.ts';
export type { ConnectionChanges } from './changes.ts';
export { checkSettings, leadsElsewhere } from './check-settings.ts';
export {
  type Connection,
  type ConnectionSettings,
  endpointsOf,
  identityIssuerOf,
  saidSettings,
  vouchedBy,
} from './connection.ts';
export { type ConnectionDomain, readMailDomain } from './domains.ts';
export type { Examined } from './findings.ts';
export type { HeldConnection } from './held-connection.ts';
export { mapClaims } from './map-claims.ts';
export { presetOf } from './presets/known.ts';
export type { Endpoints, Preset, ReadProfile, UpstreamAnswers, UpstreamProfile } from './presets/preset.ts';
export type { ProviderDocuments } from './provider-documents.ts';

export type ConnectionsDependencies = ChangeDependencies & {
  /** How providers are reached; by default guarded. */
  readonly httpFor?: ExamineDependencies['httpFor'];
  readonly database: Database;
  readonly textRecords: TextRecords;
};

export type HeldByConnection = { readonly identities: number; readonly domains: number };

export type Connections = ReturnType<typeof createConnections>;

/** The secret of a connection as it rests, opened, and where a configuration file keeps it. */
export type CurrentSecret = { readonly text: string | null; readonly reference: object | null };

/** Opens the room. */
export function createConnections(deps: ConnectionsDependencies) {
  const { database, encryption, development, httpFor = upstreamHttp(deps) } = deps;
  const known = createKnownConnections({ queries: database.reader });
  const changing = { ...deps, forget: known.forget };
  /** One change in a transaction of its own. */
  const alone = <T>(author: Author, work: (changes: ConnectionChanges) => Promise<T>): Promise<T> =>
    database.transaction({}, (tx) => work(changesWithin(changing, tx, author)));

  return {
    /** What providers publish of themselves, for all who ask. */
    documents: createProviderDocuments(deps),

    /** All of them, in any state, in the order of their buttons; at most a second old. */
    async list(tenantId: string, within?: Queries): Promise<readonly Connection[]> {
      return (await known.of(tenantId, within)).all;
    },

    /** The connection of this id, in any state, or null; at most a second old. */
    async find(tenantId: string, connectionId: string, within?: Queries): Promise<Connection | null> {
      return (await known.of(tenantId, within)).byId.get(connectionId) ?? null;
    },

    /** It as it is at this moment, with what to prove to the provider that it is us. */
    withSecret: (tenantId: string, connectionId: string): Promise<HeldConnection | null> =>
      readHeld(deps, database.reader, { tenantId, connectionId }),

    /** The active connection that the owners of addresses at this domain sign in by; the domain is proven. */
    async forDomain(tenantId: string, mailDomain: string): Promise<Connection | null> {
      const { byDomain, byId } = await known.of(tenantId);
      if (byDomain.size === 0) return null;
      const connection = byId.get(byDomain.get(readMailDomain(mailDomain, true) ?? '') ?? '');
      return connection?.state === 'active' ? connection : null;
    },

    /** The changes of this room within a transaction of the caller's. */
    within: (tx: Transaction, author: Author): ConnectionChanges => changesWithin(changing, tx, author),

    /** Makes a connection. Refuses with `connection.invalid`. */
    create: (tenantId: string, definition: ConnectionDefinition, author: Author = system): Promise<void> =>
      alone(author, (changes) => changes.create(tenantId, connectionDefinition.parse(definition))),

    /** Stops or starts signing in by it; false when there is nothing to do. */
    setState: (
      tenantId: string,
      connectionId: string,
      state: 'active' | 'disabled',
      author: Author = system,
    ): Promise<boolean> => alone(author, (changes) => changes.setState(tenantId, connectionId, state)),

    /** One past what is remembered, or null. */
    async read(queries: Queries, tenantId: string, connectionId: string): Promise<Connection | null> {
      if (!idForm.safeParse(connectionId).success) return null;
      const row = await findConnection(queries, tenantId, connectionId);
      return row === undefined ? null : toConnection(row);
    },

    /** All of them as a transaction sees them, by id. */
    async listWithin(queries: Queries, tenantId: string): Promise<Connection[]> {
      return (await listConnections(queries, tenantId)).flatMap((row) => toConnection(row) ?? []);
    },

    /** Those of these ids, as they are and stay until the transaction ends, by id. */
    async holdWithin(
      tx: Transaction,
      tenantId: string,
      connectionIds: readonly string[],
    ): Promise<ReadonlyMap<string, Connection>> {
      const rows = await holdConnections(tx, tenantId, connectionIds);
      return new Map(rows.flatMap((row) => toConnection(row) ?? []).map((one) => [one.connectionId, one]));
    },

    /** The secrets of all of them, for who compares them with those that a file names. Never shown to anybody. */
    async currentSecrets(queries: Queries, tenantId: string): Promise<ReadonlyMap<string, CurrentSecret>> {
      const secrets = new Map<string, CurrentSecret>();
      for (const row of await listSecrets(queries, tenantId)) {
        const text = await openSecret(encryption, queries, tenantId, row);
        secrets.set(row.connectionId, { text, reference: row.reference });
      }
      return secrets;
    },

    /** Asks the provider, now, whether the connection would work. Takes seconds at most; nobody is signed in. */
    examine: (connection: Connection): Promise<Examined[]> => examineConnection({ development, httpFor }, connection),

    /** How many links of customers would go with it. */
    countIdentities: (tenantId: string, connectionId: string): Promise<number> =>
      countIdentities(database.reader, tenantId, connectionId),

    /** How many links of customers and how many domains hang on each, for those on which anything does. */
    held: (tenantId: string): Promise<ReadonlyMap<string, HeldByConnection>> => countHeld(database.reader, tenantId),

    /** The mail domains of all connections, proven or not, by name. */
    domains: async (queries: Queries, tenantId: string): Promise<ConnectionDomain[]> =>
      (await listDomains(queries, tenantId)).map(toDomain),

    /** Looks for the proof of a domain and, where it is found, lets it count. Refuses with `domain.unproven`. */
    async verifyDomain(tenantId: string, connectionId: string, domain: string, author: Author = system): Promise<void> {
      await verifyDomain(deps, { tenantId, connectionId }, domain, author);
      known.forget(tenantId);
    },
  };
}
