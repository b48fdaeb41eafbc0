import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock/index.ts';
import { newId, newKeyBytes } from '../ids/index.ts';
import { createEncryption, type Encryption, isSealBroken, masterKeyFrom } from './index.ts';
import { sealBytes } from './sealed-box.ts';

const masterKey = masterKeyFrom(newKeyBytes(32));
let test: TestDatabase;
let encryption: Encryption;
let tenantId: string;

const fresh = (key = masterKey) => createEncryption({ masterKey: key, clock: systemClock });
const q = () => test.database.reader;

async function makeTenant(): Promise<string> {
  const id = newId('tenant');
  await test.database.transaction({}, (tx) => encryption.createTenantKeys(tx, id));
  return id;
}

/** A further version of a tenant's key, as another process may make it. */
async function addVersion(tenant: string, version: number): Promise<void> {
  const master = { version: 1, key: masterKey.derive('wrap') };
  const wrapped = sealBytes(master, ['key', tenant, '', 'data', String(version)], newKeyBytes(32));
  await test.sql('insert into key_envelopes values ($1, $2, $3, $4, $5)', [tenant, '', 'data', version, wrapped]);
}

beforeAll(async () => {
  test = await createTestDatabase();
  encryption = fresh();
  tenantId = await makeTenant();
});
afterAll(() => test.drop());

const text = Buffer.from('grant and scopes');
const seal = (tenant = tenantId, purpose = 'token') => encryption.sealTravelling(q(), tenant, purpose, text);
const open = (sealed: Buffer, tenant = tenantId, purpose = 'token', by = encryption) =>
  by.openTravelling(q(), tenant, purpose, sealed).then(
    (bytes) => bytes.toString(),
    (error: unknown) => isSealBroken(error),
  );

it('opens for its tenant and purpose, also after a restart, and never looks the same twice', async () => {
  const [one, two] = [await seal(), await seal()];
  expect(one.equals(two)).toBe(false);
  expect(one.subarray(21, -16).equals(two.subarray(21, -16))).toBe(false);
  expect(one.includes('scopes')).toBe(false);
  expect(await open(one)).toBe(text.toString());
  expect(await open(two, tenantId, 'token', fresh())).toBe(text.toString());
});

it('does not open for another tenant, purpose or master key, nor as a sealed value', async () => {
  const sealed = await seal();
  expect(await open(sealed, await makeTenant())).toBe(true);
  expect(await open(sealed, tenantId, 'else')).toBe(true);
  expect(await open(sealed, tenantId, 'token', fresh(masterKeyFrom(newKeyBytes(32))))).toBe(true);
  expect(await open(await encryption.seal(q(), { tenantId, subjectId: null, field: 'token' }, 'x'))).toBe(true);
  await expect(encryption.open(q(), { tenantId, subjectId: null, field: 'token' }, sealed)).rejects.toMatchObject({
    code: 'format',
  });
});

it('altered in any byte, cut short or lengthened does not open', async () => {
  const sealed = await seal();
  const wrong = [Buffer.alloc(0), sealed.subarray(0, 36), sealed.subarray(0, -1), Buffer.concat([sealed, text])];
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    wrong.push(altered);
  }
  for (const bytes of wrong) expect(await open(bytes)).toBe(true);
});

it('goes on opening when the tenant has a newer key', async () => {
  const tenant = await makeTenant();
  const before = await seal(tenant);
  await addVersion(tenant, 2);
  const [node, after] = [fresh(), fresh()];
  const sealed = await node.sealTravelling(q(), tenant, 'token', text);
  expect(sealed.readUInt32BE(1)).toBe(2);
  for (const bytes of [before, sealed]) expect(await open(bytes, tenant, 'token', after)).toBe(text.toString());
  expect(await open(sealed, tenant)).toBe(text.toString());
});
