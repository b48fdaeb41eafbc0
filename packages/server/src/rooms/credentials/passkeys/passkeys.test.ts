import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { createPasskeyAuthenticator, type Lies } from '../../../../test/passkey-authenticator.ts';
import { systemClock } from '../../../foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../../../foundation/encryption/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import { createPasskeys, type Passkeys } from './index.ts';
import { mostPasskeys, type NewPasskey, readPasskeyName } from './passkey.ts';

const tenantId = newId('tenant');
const otherTenantId = newId('tenant');
const origin = 'https://login.shop.example';
const party = { id: 'login.shop.example', name: 'Shop', origins: [origin] };
const bindingOf = (name: string) => ({ boundTo: name, browserHash: createHash('sha256').update(name).digest() });
const binding = bindingOf('flw_1');

let db: TestDatabase;
let passkeys: Passkeys;
let customerId: string;
let otherId: string;

const makeCustomer = async (tenant: string) => {
  const id = newId('customer');
  await db.sql("insert into customers (tenant_id, customer_id, locale) values ($1, $2, 'en')", [tenant, id]);
  const encryption = createEncryption({ masterKey: masterKeyFrom(Buffer.alloc(32, 9)), clock: systemClock });
  await db.database.transaction({ customers: [id] }, (tx) => encryption.createSubjectKey(tx, tenant, id));
  return id;
};

beforeAll(async () => {
  db = await createTestDatabase();
  const encryption = createEncryption({ masterKey: masterKeyFrom(Buffer.alloc(32, 9)), clock: systemClock });
  for (const id of [tenantId, otherTenantId]) {
    await db.sql("insert into tenants (tenant_id, name) values ($1, 'Shop')", [id]);
    await db.database.transaction({}, (tx) => encryption.createTenantKeys(tx, id));
  }
  passkeys = createPasskeys({ encryption });
  customerId = await makeCustomer(tenantId);
  otherId = await makeCustomer(tenantId);
});
afterAll(() => db.drop());

const reader = () => db.database.reader;
const askToMake = (id = customerId, bound = binding) =>
  passkeys.askToMake(reader(), tenantId, {
    party,
    binding: bound,
    customerId: id,
    userName: 'a@b.c',
    displayName: 'A',
  });
const askToUse = (bound = binding) =>
  passkeys.askToUse(reader(), tenantId, { party, binding: bound, customerId: null });
const write = (passkey: NewPasskey, id = customerId, name = 'My phone', tenant = tenantId) =>
  db.database.transaction({ customers: [id] }, (tx) => passkeys.add(tx, tenant, id, { passkey, name }));

async function make(authenticator: ReturnType<typeof createPasskeyAuthenticator>, id = customerId) {
  const made = authenticator.make(await askToMake(id));
  const checked = await passkeys.checkMade(reader(), tenantId, { party, binding }, made);
  if ('refused' in checked) throw new Error(checked.refused);
  const credentialId = await write(checked, id);
  if (credentialId === null) throw new Error('not written');
  return { credentialId, checked };
}

async function use(authenticator: ReturnType<typeof createPasskeyAuthenticator>, lies: Lies = {}) {
  const response = authenticator.use(await askToUse(), lies);
  return passkeys.checkUse(reader(), tenantId, { party, binding }, { response, isDiscoverable: true });
}

test('a key is made, kept with what its authenticator said, and used', async () => {
  const authenticator = createPasskeyAuthenticator({ origin, aaguid: 'bada5566-a7aa-401f-bd96-45619a55120d' });
  const { credentialId } = await make(authenticator);
  const used = await use(authenticator);
  expect(used).toMatchObject({ credentialId, customerId, isUserVerified: true, isSynced: true, isBackedUp: true });
  if ('refused' in used) throw new Error(used.refused);
  await expect(
    db.database.transaction({ customers: [customerId] }, (tx) => passkeys.noteUse(tx, tenantId, used)),
  ).resolves.toBe('noted');
  const item = (await passkeys.list(reader(), tenantId, customerId)).find((key) => key.credentialId === credentialId);
  expect(item).toMatchObject({ name: 'My phone', isSynced: true, isBackedUp: true, flaggedAt: null });
  expect(item?.lastUsedAt).toBeInstanceOf(Date);
  const [row] = await db.sql('select * from passkeys where credential_id = $1', [credentialId]);
  expect(row?.['aaguid']).toBe('bada5566-a7aa-401f-bd96-45619a55120d');
  expect(JSON.stringify(row)).not.toContain('My phone');
});

test('the handle at the authenticator is 32 bytes, the same for every key of a customer, and nobody else’s', async () => {
  const [mine, again, other] = [await askToMake(), await askToMake(), await askToMake(otherId)];
  expect(Buffer.from(mine.user.id, 'base64url')).toHaveLength(32);
  expect(again.user.id).toBe(mine.user.id);
  expect(other.user.id).not.toBe(mine.user.id);
  expect(Buffer.from(mine.user.id, 'base64url').toString('latin1')).not.toContain(customerId);
});

test('a customer’s keys are left out when another is made', async () => {
  const id = await makeCustomer(tenantId);
  const authenticator = createPasskeyAuthenticator({ origin });
  const { checked } = await make(authenticator, id);
  expect((await askToMake(id)).excludeCredentials.map((key) => key.id)).toEqual([checked.keyId.toString('base64url')]);
});

test('a challenge has 256 bits and counts once, even for two requests at the same moment', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  await make(authenticator);
  const asked = await askToUse();
  expect(Buffer.from(asked.challenge, 'base64url')).toHaveLength(32);
  const response = authenticator.use(asked);
  const tries = Array.from({ length: 10 }, () =>
    passkeys.checkUse(reader(), tenantId, { party, binding }, { response, isDiscoverable: true }),
  );
  const outcomes = await Promise.all(tries);
  expect(outcomes.filter((outcome) => !('refused' in outcome))).toHaveLength(1);
});

test('a wrong answer uses its challenge up', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  await make(authenticator);
  const asked = await askToUse();
  const check = (lies: Lies) =>
    passkeys.checkUse(
      reader(),
      tenantId,
      { party, binding },
      { response: authenticator.use(asked, lies), isDiscoverable: true },
    );
  await expect(check({ origin: 'https://evil.example' })).resolves.toHaveProperty('refused');
  await expect(check({})).resolves.toEqual({ refused: 'the challenge is not open' });
});

test('a challenge of another journey, browser, purpose or tenant, an unknown one, and an old one are refused', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  await make(authenticator);
  const check = (response: ReturnType<typeof authenticator.use>, bound = binding, tenant = tenantId) =>
    passkeys.checkUse(reader(), tenant, { party, binding: bound }, { response, isDiscoverable: true });
  const refused = { refused: 'the challenge is not open' };
  const response = authenticator.use(await askToUse());
  await expect(check(response, bindingOf('flw_2'))).resolves.toEqual(refused);
  await expect(check(response, { ...binding, browserHash: Buffer.alloc(32) })).resolves.toEqual(refused);
  await expect(check(response, binding, otherTenantId)).resolves.toEqual(refused);
  await expect(
    check(authenticator.use(await askToUse(), { challenge: randomBytes(32).toString('base64url') })),
  ).resolves.toEqual(refused);
  const { challenge } = await askToMake();
  await expect(check(authenticator.use({ challenge, rpId: party.id }))).resolves.toEqual(refused);
  const late = authenticator.use(await askToUse());
  await db.sql("update passkey_challenges set expires_at = now() - interval '1 second'");
  await expect(check(late)).resolves.toEqual(refused);
});

test.each<[string, Lies]>([
  ['another origin', { origin: 'https://login.shop.example.evil.example' }],
  ['the same host without https', { origin: 'http://login.shop.example' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['the type of a new key', { type: 'webauthn.create' }],
  ['a frame of another site', { crossOrigin: true }],
  ['a page around it', { crossOrigin: true, topOrigin: 'https://evil.example' }],
  ['a page around it that is ours', { topOrigin: origin }],
  ['nobody there', { userPresent: false }],
  ['a backup of what cannot leave', { backupEligible: false, backedUp: true }],
  ['another backup eligibility than before', { backupEligible: false, backedUp: false }],
  ['another user handle', { userHandle: Buffer.alloc(32, 1) }],
  ['no user handle', { userHandle: null }],
  ['a forged signature', { signature: Buffer.from('3006020101020101', 'hex') }],
])('a use with %s is refused', async (_, lies) => {
  const authenticator = createPasskeyAuthenticator({ origin });
  await make(authenticator);
  await expect(use(authenticator, lies)).resolves.toHaveProperty('refused');
  await expect(use(authenticator)).resolves.toHaveProperty('credentialId');
});

test.each<[string, Lies]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['the type of a use', { type: 'webauthn.get' }],
  ['a frame of another site', { crossOrigin: true }],
  ['nobody there', { userPresent: false }],
  ['a backup of what cannot leave', { backupEligible: false, backedUp: true }],
])('a new key with %s is refused', async (_, lies) => {
  const authenticator = createPasskeyAuthenticator({ origin });
  const made = authenticator.make(await askToMake(), lies);
  await expect(passkeys.checkMade(reader(), tenantId, { party, binding }, made)).resolves.toHaveProperty('refused');
});

test('what an authenticator says of its maker is not read, and no address in it is fetched', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  // { "alg": -7, "sig": h'00', "x5c": [h'00'] }
  const attStmt = Buffer.from('a363616c672663736967410063783563814100', 'hex');
  const made = authenticator.make(await askToMake(), { attestation: { fmt: 'packed', attStmt } });
  await expect(passkeys.checkMade(reader(), tenantId, { party, binding }, made)).resolves.toHaveProperty('keyId');
});

test('a key that is another customer’s already is not written, nor the same one twice', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  await make(authenticator);
  const [key] = authenticator.keys;
  for (const id of [otherId, customerId]) {
    const made = authenticator.make(await askToMake(id), {}, key);
    const checked = await passkeys.checkMade(reader(), tenantId, { party, binding }, made);
    if ('refused' in checked) throw new Error(checked.refused);
    await expect(write(checked, id)).resolves.toBeNull();
  }
});

test('a counter that goes back or stands still flags the key, for good', async () => {
  const authenticator = createPasskeyAuthenticator({ origin, synced: false, counts: true });
  const { credentialId } = await make(authenticator);
  const note = async (signCount: number) => {
    const used = await use(authenticator, { signCount });
    if ('refused' in used) throw new Error(used.refused);
    return db.database.transaction({ customers: [customerId] }, (tx) => passkeys.noteUse(tx, tenantId, used));
  };
  await expect(note(7)).resolves.toBe('noted');
  await expect(note(7)).resolves.toBe('went-back');
  await expect(note(3)).resolves.toBe('flagged');
  await expect(note(0)).resolves.toBe('flagged');
  const [row] = await db.sql('select sign_count, flagged_at from passkeys where credential_id = $1', [credentialId]);
  expect(row).toEqual({ sign_count: '7', flagged_at: expect.any(Date) });
  await expect(note(8)).resolves.toBe('flagged');
  await db.database.transaction({ customers: [customerId] }, (tx) =>
    passkeys.remove(tx, tenantId, customerId, credentialId),
  );
});

test('a key that never counts is never flagged, and one that is gone is not noted', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  const { credentialId } = await make(authenticator);
  const used = await use(authenticator);
  if ('refused' in used) throw new Error(used.refused);
  const inTransaction = <T>(work: Parameters<typeof db.database.transaction<T>>[1]) =>
    db.database.transaction({ customers: [customerId] }, work);
  await expect(inTransaction((tx) => passkeys.noteUse(tx, tenantId, used))).resolves.toBe('noted');
  await expect(inTransaction((tx) => passkeys.noteUse(tx, tenantId, used))).resolves.toBe('noted');
  await expect(inTransaction((tx) => passkeys.remove(tx, tenantId, customerId, credentialId))).resolves.toBe(true);
  await expect(inTransaction((tx) => passkeys.noteUse(tx, tenantId, used))).resolves.toBe('gone');
});

test('another customer can neither rename nor remove a key', async () => {
  const authenticator = createPasskeyAuthenticator({ origin });
  const { credentialId } = await make(authenticator);
  await db.database.transaction({ customers: [otherId] }, async (tx) => {
    await expect(passkeys.rename(tx, tenantId, otherId, { credentialId, name: 'Mine now' })).resolves.toBe(false);
    await expect(passkeys.remove(tx, tenantId, otherId, credentialId)).resolves.toBe(false);
  });
  await db.database.transaction({ customers: [customerId] }, async (tx) => {
    await expect(passkeys.rename(tx, tenantId, customerId, { credentialId, name: 'Key ring' })).resolves.toBe(true);
  });
  const names = (await passkeys.list(reader(), tenantId, customerId)).map(({ name }) => name);
  expect(names).toContain('Key ring');
});

test('nobody piles up keys without end', async () => {
  const id = await makeCustomer(tenantId);
  const authenticator = createPasskeyAuthenticator({ origin });
  for (let count = 0; count < mostPasskeys; count += 1) await make(authenticator, id);
  await expect(make(authenticator, id)).rejects.toThrow('not written');
});

test('a name is what its owner typed, without what cannot be seen', () => {
  expect(readPasskeyName('  Anna’s\u202e  phone\n')).toBe('Anna’s phone');
  expect(readPasskeyName(' \u200b ')).toBeNull();
  expect(readPasskeyName('x'.repeat(61))).toBeNull();
  expect(readPasskeyName('🔑'.repeat(60))).not.toBeNull();
});

test('challenges whose time is over are purged', async () => {
  await askToUse();
  await db.sql("update passkey_challenges set expires_at = now() - interval '1 second'");
  await passkeys.purgeChallenges(reader(), 1000);
  await expect(db.sql('select 1 from passkey_challenges')).resolves.toEqual([]);
});
