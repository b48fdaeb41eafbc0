import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { systemClock } from '../../foundation/clock/index.ts';
import { createEncryption, type Encryption, masterKeyFrom } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import { createLedger, type Ledger, type NewEntry } from './index.ts';
import { laneOf } from './lane.ts';

let test: TestDatabase;
let encryption: Encryption;
let ledger: Ledger;
const added: { task: string; options: Parameters<Jobs['add']>[3] }[] = [];
const jobs: Jobs = {
  add: async (_tx, task, _payload, options) => void added.push({ task, options }),
  start: async () => undefined,
  stop: async () => undefined,
};
const tenantId = newId('tenant');
const actor = { kind: 'system' } as const;

beforeAll(async () => {
  test = await createTestDatabase();
  encryption = createEncryption({ masterKey: masterKeyFrom(Buffer.alloc(32, 7)), clock: systemClock });
  ledger = createLedger({ database: test.database, encryption, jobs, logger: silentLogger, clock: systemClock });
  await test.database.transaction({}, (tx) => encryption.createTenantKeys(tx, tenantId));
});
afterAll(() => test.drop());

const passwordSet = (customerId: string): NewEntry => ({
  tenantId,
  customerId,
  event: 'password.set',
  actor: { kind: 'customer', id: customerId },
  requestId: 'req_1',
  data: { credentialId: 'crd_1' },
});
const entriesOf = (customerId: string) =>
  test.sql('select * from ledger_entries where customer_id = $1 order by entry_id', [customerId]);

describe('an entry', () => {
  it('is written in the transaction of the change, and not at all when that is rolled back', async () => {
    const customerId = newId('customer');
    const work = test.database.transaction({ customers: [customerId] }, async (tx) => {
      await ledger.append(tx, passwordSet(customerId));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await entriesOf(customerId)).toEqual([]);

    await test.database.transaction({ customers: [customerId] }, (tx) => ledger.append(tx, passwordSet(customerId)));
    expect(await entriesOf(customerId)).toMatchObject([
      {
        tenant_id: tenantId,
        lane: laneOf(customerId),
        event: 'password.set',
        actor_kind: 'customer',
        actor_id: customerId,
        request_id: 'req_1',
        data: { credentialId: 'crd_1' },
        personal: null,
      },
    ]);
  });

  it('about a customer is refused where the transaction does not hold the lock of that customer', async () => {
    const customerId = newId('customer');
    const work = test.database.transaction({ customers: [newId('customer')] }, (tx) =>
      ledger.append(tx, passwordSet(customerId)),
    );
    await expect(work).rejects.toThrow("without holding the customer's lock");
    expect(await entriesOf(customerId)).toEqual([]);
  });

  it('without a customer needs no lock and travels with its flow', async () => {
    const flowId = newId('flow');
    const data = { flowId, proofId: newId('proof') };
    await test.database.transaction({}, (tx) =>
      ledger.append(tx, { tenantId, customerId: null, event: 'registration.requested', actor, data }),
    );
    const rows = await test.sql("select lane from ledger_entries where data->>'flowId' = $1", [flowId]);
    expect(rows).toEqual([{ lane: laneOf(flowId) }]);
  });

  it('that does not satisfy the catalogue is refused', async () => {
    const customerId = newId('customer');
    const wrong = { ...passwordSet(customerId), data: { credentialId: 'crd_1', email: 'ann@example.com' } };
    const work = test.database.transaction({ customers: [customerId] }, (tx) => ledger.append(tx, wrong as NewEntry));
    await expect(work).rejects.toThrow();
    const surplus = { ...passwordSet(customerId), personal: { address: '::1' } } as unknown as NewEntry;
    const other = test.database.transaction({ customers: [customerId] }, (tx) => ledger.append(tx, surplus));
    await expect(other).rejects.toThrow('declares no personal data');
    expect(await entriesOf(customerId)).toEqual([]);
  });

  it("keeps personal data sealed under the customer's own key", async () => {
    const customerId = newId('customer');
    const personal = { address: '203.0.113.7', userAgent: 'Browser of Ann' };
    const data = { sessionId: 'ses_1', amr: ['pwd'], acr: 'urn:cardea:aal1' };
    const started: NewEntry = { tenantId, customerId, event: 'session.started', actor, data, personal };
    await test.database.transaction({ customers: [customerId] }, async (tx) => {
      await encryption.createSubjectKey(tx, tenantId, customerId);
      await ledger.append(tx, started);
    });
    const [row] = await entriesOf(customerId);
    expect(JSON.stringify(row)).not.toContain('203.0.113.7');
    const place = { tenantId, subjectId: customerId, field: 'ledger.session.started' };
    const { reader } = test.database;
    expect(JSON.parse(await encryption.open(reader, place, row?.['personal']))).toEqual(personal);

    const nobody = test.database.transaction({}, (tx) => ledger.append(tx, { ...started, customerId: null }));
    await expect(nobody).rejects.toThrow('names no customer');
  });

  it('keeps its place among several that are written at once', async () => {
    const customerId = newId('customer');
    const data = (index: number) => ({ credentialId: `crd_${index}` });
    const entries = Array.from(
      { length: 20 },
      (_, index) => ({ ...passwordSet(customerId), data: data(index) }) as NewEntry,
    );
    await test.database.transaction({ customers: [customerId] }, (tx) => ledger.appendAll(tx, entries));
    expect((await entriesOf(customerId)).map((row) => row['data'])).toEqual(entries.map((entry) => entry.data));
    await test.database.transaction({}, (tx) => ledger.appendAll(tx, []));
  });
});

describe('the partitions', () => {
  it('lie ahead of the calendar, whichever node makes them, and are looked after every day', async () => {
    await Promise.all([ledger.ensurePartitions(), ledger.ensurePartitions()]);
    const partitions = await test.sql<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ledger_entries'::regclass order by 1",
    );
    const expected = await test.sql<{ name: string }>(
      `select 'ledger_entries_' || to_char((now() at time zone 'UTC') + make_interval(months => n), 'YYYY_MM') as name
       from generate_series(0, 2) n`,
    );
    expect(partitions).toEqual(expect.arrayContaining(expected));
    expect(await test.sql('select 1 from ledger_entries_default')).toEqual([]);
    const [task] = Object.keys(ledger.tasks);
    expect(added.map((job) => [job.task, job.options?.key])).toEqual([
      [task, task],
      [task, task],
    ]);
    expect(added[0]?.options?.runAt?.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  });
});
