/** The rooms about applications, consents and what they may see, over a database of their own and without a server. */
import { systemClock } from '../src/foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../src/foundation/encryption/index.ts';
import { newId, newKeyBytes } from '../src/foundation/ids/index.ts';
import { createJobs } from '../src/foundation/jobs/index.ts';
import { type CertificatesOffered, createApplications } from '../src/rooms/applications/index.ts';
import { createConnections } from '../src/rooms/connections/index.ts';
import { createConsents } from '../src/rooms/consents/index.ts';
import {
  type AttributeValues,
  countHolders,
  createCustomers,
  parseEmailAddress,
} from '../src/rooms/customers/index.ts';
import { createLedger } from '../src/rooms/ledger/index.ts';
import { createRelease } from '../src/rooms/release/index.ts';
import { createTenants } from '../src/rooms/tenants/index.ts';
import { createTestDatabase } from './database.ts';
import { silentLogger as logger } from './silent-logger.ts';

export type ApplicationWorld = Awaited<ReturnType<typeof createApplicationWorld>>;

export async function createApplicationWorld({
  development = false,
  certificates = 'none',
}: {
  readonly development?: boolean;
  readonly certificates?: CertificatesOffered;
} = {}) {
  const test = await createTestDatabase();
  const { database } = test;
  const clock = systemClock;
  const encryption = createEncryption({ masterKey: masterKeyFrom(newKeyBytes(32)), clock });
  const jobs = createJobs({ database, logger });
  const ledger = createLedger({ database, encryption, jobs, clock, logger });
  const publicUrl = new URL('https://id.example');
  const tenants = createTenants({
    database,
    encryption,
    ledger,
    jobs,
    clock,
    logger,
    publicUrl,
    developmentHosts: [],
    countHolders,
    development: false,
    isPictureUsed: async () => false,
    textRecords: async () => [],
    http: { send: async () => ({ outcome: 'failed', reason: 'unreachable' }) },
  });
  const connections = createConnections({
    ...{ database, encryption, ledger, tenants, clock, development },
    textRecords: async () => [],
    lockRemoval: (tx, tenantId, author) => applications.within(tx, author).lockOffers(tenantId),
    beforeRemoval: (tx, held, author) => applications.within(tx, author).withdrawConnection(held.connection),
  });
  const customers = createCustomers({ encryption, ledger, profileSchema: tenants.profileSchema });
  const consents = createConsents({ ledger });
  const { isFormerSubject } = customers;
  const open = (offered = certificates) =>
    createApplications({
      ...{ database, ledger, tenants, development, isFormerSubject, certificates: offered },
      knownConnections: async (tx, tenant, ids) => new Set((await connections.holdWithin(tx, tenant, ids)).keys()),
    });
  const applications = open();
  const release = createRelease({
    database,
    encryption,
    ledger,
    customers,
    applications,
    consents,
    profileSchema: tenants.profileSchema,
  });

  const { profileSchema, listIds: listTenantIds } = tenants;

  return {
    ...test,
    /** What the upkeep of profiles is done with. */
    upkeep: { database, encryption, ledger, jobs, profileSchema, listTenantIds },
    tenants,
    customers,
    consents,
    applications,
    connections,
    release,
    /** The same room as another node sees it: nothing in memory. */
    anotherNode: open,
    async tenant(host: string): Promise<string> {
      const tenantId = await tenants.create({ name: host, host });
      if (tenantId === null) throw new Error('the tenant was not created');
      return tenantId;
    },
    async customer(
      tenantId: string,
      { email = 'anna@example.com', name = 'Anna' as string | null, attributes = {} as AttributeValues } = {},
    ) {
      const customerId = newId('customer');
      const address = parseEmailAddress(email);
      if (address === null) throw new Error('that is no address');
      await database.transaction({ customers: [customerId] }, (tx) =>
        customers.register(tx, tenantId, {
          customerId,
          identifier: { type: 'email', ...address },
          verifiedBy: 'email-code',
          attributes: name === null ? attributes : { name, ...attributes },
          locale: 'de',
        }),
      );
      return customerId;
    },
    /** The entries of one event, oldest first. */
    entries: (event: string) =>
      test.sql<{ customer_id: string | null; data: Record<string, unknown> }>(
        'select customer_id, data from ledger_entries where event = $1 order by entry_id',
        [event],
      ),
  };
}
