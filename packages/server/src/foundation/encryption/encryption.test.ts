import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock/index.ts';
import { newId, newKeyBytes } from '../ids/index.ts';
import { createEncryption, type Encryption, isSealBroken, masterKeyFrom, type Place } from './index.ts';
import { openBytes, sealBytes } from './sealed-box.ts';

const masterKey = masterKeyFrom(newKeyBytes(32));
let test: TestDatabase;
let encryption: Encryption;
let tenantId: string;
let customerId: string;
let place: Place;

const fresh = (key = masterKey, clock = systemClock) => createEncryption({ masterKey: key, clock });

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function makeTenant(): Promise<string> {
  const id = newId('tenant');
  await test.database.transaction({}, (tx) => encryption.createTenantKeys(tx, id));
  return id;
}

async function makeCustomer(tenant: string): Promise<string> {
  const id = newId('customer');
  await test.database.transaction({}, (tx) => encryption.createSubjectKey(tx, tenant, id));
  return id;
}

/** What `rotate` will do: a further version of a key, wrapped like the first. */
async function addVersion(tenant: string, subject: string, version: number): Promise<void> {
  const [row] = await test.sql<{ wrapped: Buffer }>(
    `select wrapped from key_envelopes where tenant_id = $1 and subject_id = '' and purpose = 'data' and version = 1`,
    [tenant],
  );
  const binding = (id: string, number: number) => ['key', tenant, id, 'data', String(number)];
  const master = { version: 1, key: masterKey.derive('wrap') };
  const tenantKey = { version: 1, key: openBytes(master, binding('', 1), row?.wrapped ?? Buffer.alloc(0)) };
  const parent = subject === '' ? master : tenantKey;
  await test.sql('insert into key_envelopes values ($1, $2, $3, $4, $5)', [
    tenant,
    subject,
    'data',
    version,
    sealBytes(parent, binding(subject, version), newKeyBytes(32)),
  ]);
}

beforeAll(async () => {
  encryption = fresh();
  tenantId = await makeTenant();
  customerId = await makeCustomer(tenantId);
  place = { tenantId, subjectId: customerId, field: 'name' };
});

const q = () => test.database.reader;

describe('a sealed value', () => {
  it.each(['', 'Anna', 'Zoë 😀 \u0000 \u202e', 'x'.repeat(100_000)])(
    'opens at its place, also after a restart',
    async (text) => {
      const sealed = await encryption.seal(q(), place, text);
      expect(await encryption.open(q(), place, sealed)).toBe(text);
      expect(await fresh().open(q(), place, sealed)).toBe(text);
    },
  );

  it('never looks the same twice and never shows its text', async () => {
    const [one, two] = await Promise.all([encryption.seal(q(), place, 'Anna'), encryption.seal(q(), place, 'Anna')]);
    expect(one.equals(two)).toBe(false);
    expect(one.includes('Anna')).toBe(false);
  });

  it('moved to another tenant, customer or field does not open', async () => {
    const sealed = await encryption.seal(q(), place, 'Anna');
    const otherTenant = await makeTenant();
    const places: Place[] = [
      { ...place, field: 'email' },
      { ...place, subjectId: await makeCustomer(tenantId) },
      { ...place, subjectId: null },
      { ...place, tenantId: otherTenant, subjectId: await makeCustomer(otherTenant) },
      { ...place, tenantId: otherTenant, subjectId: null },
    ];
    for (const elsewhere of places) {
      const error = await encryption.open(q(), elsewhere, sealed).catch((thrown: unknown) => thrown);
      expect(isSealBroken(error)).toBe(true);
      expect(error).toMatchObject({ code: 'not_authentic' });
    }
  });

  it('moved together with its wrapped key does not open either', async () => {
    const sealed = await encryption.seal(q(), place, 'Anna');
    const thief = newId('customer');
    await test.sql(
      'insert into key_envelopes select tenant_id, $1, purpose, version, wrapped from key_envelopes where subject_id = $2',
      [thief, customerId],
    );
    await expect(fresh().open(q(), { ...place, subjectId: thief }, sealed)).rejects.toMatchObject({
      code: 'not_authentic',
    });
  });

  it('altered in any byte, cut short or lengthened does not open', async () => {
    const sealed = await encryption.seal(q(), place, 'Anna');
    const wrong = [
      Buffer.alloc(0),
      Buffer.from('Anna'),
      sealed.subarray(0, -1),
      Buffer.concat([sealed, Buffer.alloc(1)]),
    ];
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      wrong.push(altered);
    }
    for (const bytes of wrong) {
      const error = await encryption.open(q(), place, bytes).catch((thrown: unknown) => thrown);
      expect(isSealBroken(error)).toBe(true);
      expect(String(error)).not.toContain('Anna');
    }
  });

  it('of the tenant itself opens for the tenant', async () => {
    const own: Place = { tenantId, subjectId: null, field: 'flow' };
    expect(await encryption.open(q(), own, await encryption.seal(q(), own, 'state'))).toBe('state');
  });

  it('does not open with another master key', async () => {
    const sealed = await encryption.seal(q(), place, 'Anna');
    await expect(fresh(masterKeyFrom(newKeyBytes(32))).open(q(), place, sealed)).rejects.toMatchObject({
      code: 'not_authentic',
    });
  });

  it('is refused for text that could not come back as it was', async () => {
    await expect(encryption.seal(q(), place, 'a\ud800')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(encryption.blindIndex(q(), tenantId, 'email', 'a\ud800')).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('cannot be made for somebody without a key', async () => {
    const nobody = { ...place, subjectId: newId('customer') };
    await expect(encryption.seal(q(), nobody, 'Anna')).rejects.toMatchObject({ code: 'key_missing' });
    await expect(encryption.seal(q(), { ...place, subjectId: '' }, 'Anna')).rejects.toThrow();
  });
});

describe('key versions', () => {
  it('the newest seals and any opens, also when another process added it', async () => {
    const customer = await makeCustomer(tenantId);
    const at: Place = { tenantId, subjectId: customer, field: 'name' };
    const old = await encryption.seal(q(), at, 'old');
    await addVersion(tenantId, customer, 2);
    const other = fresh();
    const recent = await other.seal(q(), at, 'recent');
    expect([old.readUInt32BE(1), recent.readUInt32BE(1)]).toEqual([1, 2]);
    expect(await other.open(q(), at, old)).toBe('old');
    expect(await encryption.open(q(), at, recent)).toBe('recent');
  });

  it('customers keep opening when their tenant has a newer key', async () => {
    const tenant = await makeTenant();
    const at: Place = { tenantId: tenant, subjectId: await makeCustomer(tenant), field: 'name' };
    const sealed = await encryption.seal(q(), at, 'Anna');
    await addVersion(tenant, '', 2);
    const other = fresh();
    expect(await other.open(q(), at, sealed)).toBe('Anna');
    const later: Place = { ...at, subjectId: newId('customer') };
    await test.database.transaction({}, (tx) => other.createSubjectKey(tx, tenant, later.subjectId ?? ''));
    expect(await encryption.open(q(), later, await other.seal(q(), later, 'Zoë'))).toBe('Zoë');
  });
});

describe('keys in transactions', () => {
  it('made in a transaction serve it at once, and nobody else until it commits', async () => {
    const at: Place = { tenantId, subjectId: newId('customer'), field: 'name' };
    await test.database.transaction({}, async (tx) => {
      await encryption.createSubjectKey(tx, tenantId, at.subjectId ?? '');
      const sealed = await encryption.seal(tx, at, 'Anna');
      expect(await encryption.open(tx, at, sealed)).toBe('Anna');
      await expect(encryption.open(q(), at, sealed)).rejects.toMatchObject({ code: 'key_missing' });
    });
    expect(await encryption.open(q(), at, await encryption.seal(q(), at, 'Anna'))).toBe('Anna');
  });

  it('rolled back are forgotten, so nothing is ever sealed under a key that does not exist', async () => {
    const tenant = newId('tenant');
    const own: Place = { tenantId: tenant, subjectId: null, field: 'x' };
    const failing = test.database.transaction({}, async (tx) => {
      await encryption.createTenantKeys(tx, tenant);
      await encryption.seal(tx, own, 'x');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await expect(encryption.seal(q(), own, 'x')).rejects.toMatchObject({ code: 'key_missing' });
    await test.database.transaction({}, (tx) => encryption.createTenantKeys(tx, tenant));
    expect(await fresh().open(q(), own, await encryption.seal(q(), own, 'x'))).toBe('x');
  });

  it('are made once', async () => {
    const again = test.database.transaction({}, (tx) => encryption.createSubjectKey(tx, tenantId, customerId));
    await expect(again).rejects.toThrow();
  });
});

describe('destruction', () => {
  it('makes every value of the customer unreadable at once, and of nobody else', async () => {
    const customer = await makeCustomer(tenantId);
    const at: Place = { tenantId, subjectId: customer, field: 'name' };
    await addVersion(tenantId, customer, 2);
    const sealed = await encryption.seal(q(), at, 'Anna');
    const neighbour = await encryption.seal(q(), place, 'Zoë');
    await test.database.transaction({}, async (tx) => {
      await encryption.destroySubjectKeys(tx, tenantId, customer);
      await expect(encryption.seal(tx, at, 'Anna')).rejects.toMatchObject({ code: 'key_missing' });
    });
    await expect(encryption.open(q(), at, sealed)).rejects.toMatchObject({ code: 'key_missing' });
    expect(await encryption.open(q(), place, neighbour)).toBe('Zoë');
    expect(await test.sql('select 1 from key_envelopes where subject_id = $1', [customer])).toEqual([]);
  });

  it('rolled back leaves the customer readable', async () => {
    const at: Place = { tenantId, subjectId: await makeCustomer(tenantId), field: 'name' };
    const sealed = await encryption.seal(q(), at, 'Anna');
    const failing = test.database.transaction({}, async (tx) => {
      await encryption.destroySubjectKeys(tx, tenantId, at.subjectId ?? '');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await encryption.open(q(), at, sealed)).toBe('Anna');
  });

  it('never takes the tenant’s own keys', async () => {
    const empty = test.database.transaction({}, (tx) => encryption.destroySubjectKeys(tx, tenantId, ''));
    await expect(empty).rejects.toThrow();
    expect(
      await test.sql(`select 1 from key_envelopes where tenant_id = $1 and subject_id = ''`, [tenantId]),
    ).toHaveLength(2);
  });

  it('in another process is noticed within a minute', async () => {
    let now = 0;
    const other = fresh(masterKey, { now: () => new Date(), monotonicMilliseconds: () => now });
    const at: Place = { tenantId, subjectId: await makeCustomer(tenantId), field: 'name' };
    const sealed = await encryption.seal(q(), at, 'Anna');
    now = 1;
    expect(await other.open(q(), at, sealed)).toBe('Anna');
    await test.database.transaction({}, (tx) => encryption.destroySubjectKeys(tx, tenantId, at.subjectId ?? ''));
    now = 60_002;
    await expect(other.open(q(), at, sealed)).rejects.toMatchObject({ code: 'key_missing' });
  });
});

describe('look-ups', () => {
  it('give equal digests for equal values of one tenant and field only', async () => {
    const other = await makeTenant();
    const one = await encryption.blindIndex(q(), tenantId, 'email', 'anna@example.org');
    expect(await fresh().blindIndex(q(), tenantId, 'email', 'anna@example.org')).toEqual(one);
    expect(one).toMatchObject({ version: 1 });
    expect(one.digest).toHaveLength(32);
    const digests = await Promise.all([
      encryption.blindIndex(q(), tenantId, 'email', 'anna@example.com'),
      encryption.blindIndex(q(), tenantId, 'emaila', 'nna@example.org'),
      encryption.blindIndex(q(), other, 'email', 'anna@example.org'),
    ]);
    for (const { digest } of digests) expect(digest.equals(one.digest)).toBe(false);
  });

  it('of short codes differ by tenant, purpose and code', async () => {
    const one = await encryption.mac(q(), tenantId, 'verify-email', '123456');
    expect(await fresh().mac(q(), tenantId, 'verify-email', '123456')).toEqual(one);
    expect(await encryption.mac(q(), tenantId, 'verify-email', '123457')).not.toEqual(one);
    expect(await encryption.mac(q(), tenantId, 'recover', '123456')).not.toEqual(one);
    expect(await encryption.mac(q(), await makeTenant(), 'verify-email', '123456')).not.toEqual(one);
  });
});
