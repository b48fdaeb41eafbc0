import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { systemClock } from '../../../foundation/clock/index.ts';
import { createEncryption, type Encryption, masterKeyFrom } from '../../../foundation/encryption/index.ts';
import type { createHashing } from '../../../foundation/hashing/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import { type Credentials, createCredentials, type LeakedPasswordsDependencies } from '../index.ts';

const tenantId = newId('tenant');
const otherTenantId = newId('tenant');
const issuer = 'https://accounts.google.example';
const anna = { connectionId: 'google', issuer, subject: '1001', email: 'anna@example.com', name: 'Anna' };

let db: TestDatabase;
let encryption: Encryption;
let credentials: Credentials;

async function makeCustomer(tenant = tenantId): Promise<string> {
  const id = newId('customer');
  await db.sql("insert into customers (tenant_id, customer_id, locale) values ($1, $2, 'en')", [tenant, id]);
  await db.database.transaction({ customers: [id] }, (tx) => encryption.createSubjectKey(tx, tenant, id));
  return id;
}

beforeAll(async () => {
  db = await createTestDatabase();
  encryption = createEncryption({ masterKey: masterKeyFrom(Buffer.alloc(32, 9)), clock: systemClock });
  for (const id of [tenantId, otherTenantId]) {
    await db.sql("insert into tenants (tenant_id, name) values ($1, 'Shop')", [id]);
    await db.database.transaction({}, (tx) => encryption.createTenantKeys(tx, id));
    for (const connectionId of ['google', 'google-two'])
      await db.sql(
        `insert into connections (tenant_id, connection_id, name, preset, state, settings)
         values ($1, $2, 'Google', 'google', 'active', '{}')`,
        [id, connectionId],
      );
  }
  credentials = createCredentials({
    hashing: {} as ReturnType<typeof createHashing>,
    encryption,
    leaked: {} as LeakedPasswordsDependencies,
  });
});
afterAll(() => db.drop());

const reader = () => db.database.reader;
const write = <T>(customerId: string, work: Parameters<typeof db.database.transaction<T>>[1]) =>
  db.database.transaction({ customers: [customerId] }, work);
const link = (customerId: string, fresh: Parameters<typeof credentials.identities.link>[3], tenant = tenantId) =>
  write(customerId, (tx) => credentials.identities.link(tx, tenant, customerId, fresh));
const find = (key: { connectionId: string; issuer: string; subject: string }, tenant = tenantId) =>
  credentials.identities.find(reader(), tenant, key);

test('an identity is found by connection, issuer and subject together, in its own tenant only', async () => {
  const customerId = await makeCustomer();
  const key = { ...anna, subject: 'all-three' };
  const identityId = await link(customerId, key);
  expect(await find(key)).toEqual({ identityId, customerId });
  expect(await find({ ...key, connectionId: 'google-two' })).toBeNull();
  expect(await find({ ...key, issuer: 'https://accounts.other.example' })).toBeNull();
  expect(await find({ ...key, subject: 'All-three' })).toBeNull();
  expect(await find(key, otherTenantId)).toBeNull();
  const someone = await makeCustomer(otherTenantId);
  await link(someone, key, otherTenantId);
  const digests = await db.sql<{ subject_key: Buffer }>(
    'select subject_key from customer_identities where customer_id in ($1, $2)',
    [customerId, someone],
  );
  expect(digests[0]?.subject_key.equals(digests[1]?.subject_key ?? Buffer.alloc(0))).toBe(false);
});

test('an account elsewhere is one customer’s, even when two link it at once', async () => {
  const [one, other] = [await makeCustomer(), await makeCustomer()];
  const key = { ...anna, subject: 'raced' };
  const linked = await Promise.all([link(one, key), link(other, key)]);
  expect(linked.filter((id) => id !== null)).toHaveLength(1);
  const holder = (await find(key))?.customerId ?? '';
  expect(await link(holder, key)).toBeNull();
});

test('nothing that says who it is lies there in the clear', async () => {
  const customerId = await makeCustomer();
  await link(customerId, { ...anna, subject: 'secret-subject', tokens: '{"refresh_token":"secret-token"}' });
  const [row] = await db.sql<Record<string, unknown>>('select * from customer_identities where customer_id = $1', [
    customerId,
  ]);
  const kept = Object.values(row ?? {})
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
  for (const plain of ['secret-subject', 'secret-token', 'anna@example.com', 'Anna']) expect(kept).not.toContain(plain);
});

test('a use is noted with what the account looked like then; kept tokens stay unless there are newer ones', async () => {
  const customerId = await makeCustomer();
  const identityId = (await link(customerId, { ...anna, subject: 'used', tokens: 'first' })) ?? '';
  const note = (email: string, tokens?: string) =>
    write(customerId, (tx) =>
      credentials.identities.noteUse(tx, tenantId, identityId, { email, name: null }, tokens ?? null),
    );
  expect(await note('anna@new.example')).toBe(true);
  const [held] = await credentials.identities.of(reader(), tenantId, customerId);
  expect(held).toMatchObject({ identityId, subject: 'used', email: 'anna@new.example', name: null });
  expect(held?.lastUsedAt).toBeInstanceOf(Date);
  await write(customerId, (tx) => credentials.identities.unlink(tx, tenantId, customerId, identityId));
  expect((await credentials.identities.leaving.find(reader(), tenantId, identityId))?.tokens).toBe('first');
  expect(await note('anna@late.example')).toBe(false);
});

test('only its owner unlinks it, once; its kept tokens wait for their provider, under a key that outlives the customer', async () => {
  const [customerId, other] = [await makeCustomer(), await makeCustomer()];
  const key = { ...anna, subject: 'unlinked', tokens: 'kept' };
  const identityId = (await link(customerId, key)) ?? '';
  const unlink = (id: string) => write(id, (tx) => credentials.identities.unlink(tx, tenantId, id, identityId));
  expect(await unlink(other)).toBeNull();
  expect(await unlink(customerId)).toMatchObject({ connectionId: 'google', email: anna.email });
  expect(await unlink(customerId)).toBeNull();
  expect(await find(key)).toBeNull();
  await write(customerId, (tx) => encryption.destroySubjectKeys(tx, tenantId, customerId));
  const { leaving } = credentials.identities;
  expect(await leaving.find(reader(), tenantId, identityId)).toEqual({
    identityId,
    connectionId: 'google',
    tokens: 'kept',
    connection: null,
  });
  expect(await leaving.take(reader(), 1000)).toContainEqual({ tenantId, identityId, tries: 1 });
  expect(await leaving.take(reader(), 1000)).toEqual([]);
  await leaving.settle(reader(), tenantId, identityId);
  expect(await leaving.find(reader(), tenantId, identityId)).toBeNull();
});

test('it is a way in only while its connection is on, and never a second factor', async () => {
  const customerId = await makeCustomer();
  await link(customerId, { ...anna, subject: 'ways' });
  const methods = () => credentials.methodsOf(reader(), tenantId, customerId);
  expect(await methods()).toEqual(['connection']);
  expect(await credentials.factorsOf(reader(), tenantId, customerId)).toEqual([]);
  await db.sql("update connections set state = 'disabled' where tenant_id = $1 and connection_id = 'google'", [
    tenantId,
  ]);
  expect(await methods()).toEqual([]);
  expect(await credentials.identities.of(reader(), tenantId, customerId)).toHaveLength(1);
  await db.sql("update connections set state = 'active' where tenant_id = $1", [tenantId]);
});

test('what was linked lately goes with the other young factors; what is old stays', async () => {
  const customerId = await makeCustomer();
  const old = (await link(customerId, { ...anna, subject: 'old' })) ?? '';
  await db.sql("update customer_identities set linked_at = now() - interval '8 days' where identity_id = $1", [old]);
  const young = await link(customerId, { ...anna, subject: 'young' });
  const removed = await write(customerId, (tx) =>
    credentials.removeYoungFactors(tx, tenantId, customerId, { seconds: 7 * 86_400 }),
  );
  expect(removed.factors).toEqual([]);
  expect(removed.identities.map(({ identityId }) => identityId)).toEqual([young]);
  expect((await credentials.identities.of(reader(), tenantId, customerId)).map((held) => held.identityId)).toEqual([
    old,
  ]);
});

test('it goes with its customer, and with its connection', async () => {
  const [one, other] = [await makeCustomer(), await makeCustomer()];
  await link(one, { ...anna, subject: 'customer-goes' });
  await db.sql('delete from customers where customer_id = $1', [one]);
  await link(other, { ...anna, connectionId: 'google-two', subject: 'connection-goes' });
  expect(await credentials.identities.count(reader(), tenantId, 'google-two')).toBe(1);
  await db.sql("delete from connections where tenant_id = $1 and connection_id = 'google-two'", [tenantId]);
  const left = await db.sql('select 1 from customer_identities where customer_id in ($1, $2)', [one, other]);
  expect(left).toHaveLength(0);
});
