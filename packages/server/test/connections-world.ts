/** The connections room over a database and name servers of its own, with two tenants. */
import type { ConnectionDefinition } from '@cardea/contract';
import { systemClock as clock } from '../src/foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../src/foundation/encryption/index.ts';
import { createTextRecords } from '../src/foundation/http-client/index.ts';
import { newKeyBytes } from '../src/foundation/ids/index.ts';
import { createJobs } from '../src/foundation/jobs/index.ts';
import { type Connections, createConnections } from '../src/rooms/connections/index.ts';
import { createLedger } from '../src/rooms/ledger/index.ts';
import { createTenants, system } from '../src/rooms/tenants/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type DnsServer, startDnsServer } from './dns-server.ts';
import { silentLogger as logger } from './silent-logger.ts';

type Given = ConnectionDefinition & { readonly connection_id: string };

export type ConnectionsWorld = {
  readonly test: TestDatabase;
  readonly dns: DnsServer;
  readonly connections: Connections;
  /** The same rooms, as an installation on this machine alone. */
  readonly development: Connections;
  readonly acme: string;
  readonly other: string;
  freshId(): string;
  google(connectionId?: string): Given;
  contoso(connectionId?: string): Given;
  /** Changes settings of a connection of Acme. */
  change(connectionId: string, settings: object, secret?: string): Promise<readonly string[]>;
  remove(connectionId: string, confirmed: number): Promise<{ readonly identities: number }>;
  /** What the ledger says of it, in order. */
  entriesOf(connectionId: string): Promise<string[]>;
  stop(): Promise<void>;
};

export async function openConnections(): Promise<ConnectionsWorld> {
  const test = await createTestDatabase();
  const dns = await startDnsServer({});
  const { database } = test;
  const encryption = createEncryption({ masterKey: masterKeyFrom(newKeyBytes(32)), clock });
  const jobs = createJobs({ database, logger });
  const ledger = createLedger({ database, encryption, jobs, clock, logger });
  const textRecords = createTextRecords([dns.address]);
  const tenants = createTenants({
    ...{ database, encryption, ledger, jobs, clock, logger, textRecords },
    publicUrl: new URL('https://id.operator.example'),
    developmentHosts: [],
    development: false,
    countHolders: async () => new Map(),
    isPictureUsed: async () => false,
    http: { send: async () => ({ outcome: 'failed', reason: 'unreachable' }) },
  });
  await tenants.ensureDefault();
  const acme = (await tenants.create({ name: 'Acme', host: 'id.acme.example' })) ?? '';
  const other = (await tenants.create({ name: 'Other', host: 'id.other.example' })) ?? '';
  const open = (development: boolean) =>
    createConnections({ ...{ database, encryption, ledger, tenants, clock, textRecords, development } });
  const connections = open(false);
  let count = 0;
  const freshId = () => {
    count += 1;
    return `connection-${count}`;
  };
  const common = { client_id: 'ours', client_secret: 'pssst' };
  return {
    ...{ test, dns, connections, acme, other },
    development: open(true),
    freshId,
    google: (id = freshId()) => ({ connection_id: id, name: 'Google', preset: 'google', ...common }),
    contoso: (id = freshId()) => ({
      ...{ connection_id: id, name: 'Contoso', preset: 'openid', ...common },
      issuer: 'https://id.contoso.example',
    }),
    change: (connectionId, settings, secret) =>
      database.transaction({}, async (tx) => {
        const changes = connections.within(tx, system);
        const { name, given } = await changes.hold(acme, connectionId);
        const again = secret === undefined ? {} : { secret: { text: secret, reference: null } };
        return changes.change(acme, connectionId, { name, settings: { ...given, ...settings }, ...again });
      }),
    remove: (connectionId, confirmed) =>
      database.transaction({}, (tx) => connections.within(tx, system).remove(acme, connectionId, confirmed)),
    async entriesOf(connectionId) {
      const rows = await test.sql<{ event: string }>(
        "select event from ledger_entries where data ->> 'connectionId' = $1 order by entry_id",
        [connectionId],
      );
      return rows.map(({ event }) => event);
    },
    async stop() {
      await dns.stop();
      await test.drop();
    },
  };
}
