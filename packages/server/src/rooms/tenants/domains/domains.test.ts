import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { type DnsServer, startDnsServer } from '../../../../test/dns-server.ts';
import { silentLogger as logger } from '../../../../test/silent-logger.ts';
import { systemClock as clock } from '../../../foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../../../foundation/encryption/index.ts';
import { createTextRecords, type HttpAnswer } from '../../../foundation/http-client/index.ts';
import { newKeyBytes } from '../../../foundation/ids/index.ts';
import { createJobs } from '../../../foundation/jobs/index.ts';
import { createLedger } from '../../ledger/index.ts';
import { createTenants, system, type Tenants } from '../index.ts';

let test: TestDatabase;
let dns: DnsServer;
let tenants: Tenants;
let acme: string;
let other: string;
let count = 0;
const files = new Map<string, string>();
const freshHost = () => {
  count += 1;
  return `login${count}.acme.example`;
};
const claim = async (host: string, tenantId = acme) => {
  const domain = await tenants.domains.add(tenantId, host, system);
  if (domain.state !== 'pending') throw new Error('it was not to be proved');
  return domain;
};
const prove = async (host: string, tenantId = acme) => {
  const { record, proof } = await claim(host, tenantId);
  dns.records.set(record, [proof]);
  return tenants.domains.verify(tenantId, host, system);
};

beforeAll(async () => {
  test = await createTestDatabase();
  dns = await startDnsServer({});
  const { database } = test;
  const encryption = createEncryption({ masterKey: masterKeyFrom(newKeyBytes(32)), clock });
  const jobs = createJobs({ database, logger });
  tenants = createTenants({
    database,
    encryption,
    ledger: createLedger({ database, encryption, jobs, clock, logger }),
    jobs,
    clock,
    logger,
    publicUrl: new URL('https://id.operator.example'),
    developmentHosts: [],
    development: false,
    countHolders: async () => new Map(),
    isPictureUsed: async () => false,
    textRecords: createTextRecords([dns.address]),
    http: {
      async send({ url }): Promise<HttpAnswer> {
        const file = files.get(url);
        if (file === undefined) return { outcome: 'failed', reason: 'unreachable' };
        return { outcome: 'answered', status: 200, headers: {}, body: Buffer.from(file) };
      },
    },
  });
  await tenants.ensureDefault();
  acme = (await tenants.create({ name: 'Acme', host: 'id.acme.example' })) ?? '';
  other = (await tenants.create({ name: 'Other', host: 'id.other.example' })) ?? '';
});
afterAll(async () => {
  await dns.stop();
  await test.drop();
});
beforeEach(() => files.clear());

describe('a domain', () => {
  it('serves once a text record proves it, and leads to the primary one', async () => {
    const host = freshHost();
    const { record, proof } = await claim(host);
    expect(await tenants.byHost(host)).toBeNull();
    await expect(tenants.domains.verify(acme, host, system)).rejects.toMatchObject({ code: 'domain.unproven' });
    dns.records.set(record, ['v=spf1 -all', proof]);
    expect(await tenants.domains.verify(acme, host, system)).toMatchObject({ state: 'verified', isPrimary: false });
    expect(await tenants.byHost(host)).toMatchObject({
      tenantId: acme,
      isAlias: true,
      origin: 'https://id.acme.example',
    });
    expect(await tenants.byHost('id.acme.example')).toMatchObject({ isAlias: false });
  });

  it('serves once a file proves it, and only by exactly that', async () => {
    const host = freshHost();
    const { url, proof } = await claim(host);
    for (const wrong of [`${proof}x`, '', `${proof}\n${proof}`, `<p>${proof}</p>`]) {
      files.set(url, wrong);
      await expect(tenants.domains.verify(acme, host, system)).rejects.toMatchObject({ code: 'domain.unproven' });
    }
    files.set(url, `${proof}\n`);
    expect(await tenants.domains.verify(acme, host, system)).toMatchObject({ state: 'verified' });
  });

  it('is not proved by the proof of another tenant, and a claim keeps nobody from it', async () => {
    const host = freshHost();
    const theirs = await claim(host, other);
    const ours = await claim(host);
    expect(ours.proof).not.toBe(theirs.proof);
    dns.records.set(ours.record, [theirs.proof]);
    await expect(tenants.domains.verify(acme, host, system)).rejects.toMatchObject({ code: 'domain.unproven' });
    dns.records.set(ours.record, [ours.proof]);
    await tenants.domains.verify(acme, host, system);
    dns.records.set(ours.record, [theirs.proof]);
    await expect(tenants.domains.verify(other, host, system)).rejects.toMatchObject({ code: 'domain.taken' });
    await expect(tenants.domains.add(other, host, system)).rejects.toMatchObject({ code: 'domain.taken' });
    expect(await tenants.byHost(host)).toMatchObject({ tenantId: acme });
  });

  it('belongs to one tenant when two prove it at once', async () => {
    const host = freshHost();
    const [ours, theirs] = [await claim(host), await claim(host, other)];
    dns.records.set(ours.record, [ours.proof, theirs.proof]);
    const outcomes = await Promise.allSettled([acme, other].map((id) => tenants.domains.verify(id, host, system)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps the proof it was claimed with, and none when its time is over', async () => {
    const host = freshHost();
    const { record, proof } = await claim(host);
    expect((await claim(host)).proof).toBe(proof);
    dns.records.set(record, [proof]);
    await test.sql("update tenant_domain_claims set expires_at = now() - interval '1 second' where host = $1", [host]);
    await expect(tenants.domains.verify(acme, host, system)).rejects.toMatchObject({ code: 'domain.not_found' });
    expect((await claim(host)).proof).not.toBe(proof);
  });

  it('is none when it is configured, taken, on loopback, or no name', async () => {
    for (const host of ['id.operator.example', 'id.other.example'])
      await expect(tenants.domains.add(acme, host, system)).rejects.toMatchObject({ code: 'domain.taken' });
    for (const host of ['shop.localhost:4000', '10.0.0.1', 'https://a.example'])
      await expect(tenants.domains.add(acme, host, system)).rejects.toMatchObject({ code: 'domain.refused' });
    await expect(tenants.create({ name: 'Twice', host: 'id.acme.example' })).rejects.toMatchObject({
      code: 'domain.taken',
    });
    expect((await tenants.list({ after: null, limit: 100 })).map(({ name }) => name)).not.toContain('Twice');
  });
});

describe('the primary domain', () => {
  it('moves only for who says the new issuer, and takes issuer and links along', async () => {
    const tenantId = (await tenants.create({ name: 'Moving', host: 'id.moving.example' })) ?? '';
    const host = 'login.moving.example';
    await prove(host, tenantId);
    for (const confirmed of [undefined, '', 'https://id.moving.example', 'http://login.moving.example', host])
      await expect(tenants.domains.makePrimary(tenantId, host, confirmed, system)).rejects.toMatchObject({
        code: 'domain.changes_issuer',
      });
    await tenants.domains.makePrimary(tenantId, host, `https://${host}`, system);
    expect(await tenants.byId(tenantId)).toMatchObject({ origin: `https://${host}` });
    expect(await tenants.byHost(host)).toMatchObject({ origin: `https://${host}`, isAlias: false });
    expect(await tenants.byHost('id.moving.example')).toMatchObject({ origin: `https://${host}`, isAlias: true });
    expect((await tenants.domains.list(tenantId)).map((domain) => domain.host)).toEqual([host, 'id.moving.example']);
    const [entry] = await test.sql<{ data: unknown }>(
      "select data from ledger_entries where event = 'domain.made_primary' and tenant_id = $1",
      [tenantId],
    );
    expect(entry?.data).toEqual({ host, former: 'id.moving.example' });
  });

  it('is never removed, and another is no tenant’s any more at once', async () => {
    const host = freshHost();
    await prove(host);
    await expect(tenants.domains.remove(acme, 'id.acme.example', system)).rejects.toMatchObject({
      code: 'domain.is_primary',
    });
    await expect(tenants.domains.remove(other, host, system)).rejects.toMatchObject({ code: 'domain.not_found' });
    await tenants.domains.remove(acme, host, system);
    expect(await tenants.byHost(host)).toBeNull();
  });

  it('of the first tenant is the public address, whatever else it answers at', async () => {
    const [first = ''] = await tenants.listIds();
    const host = 'www.operator.example';
    expect(await prove(host, first)).toMatchObject({ isPrimary: false });
    expect(await tenants.byHost(host)).toMatchObject({ origin: 'https://id.operator.example', isAlias: true });
    await expect(tenants.domains.makePrimary(first, host, `https://${host}`, system)).rejects.toMatchObject({
      code: 'domain.is_configured',
    });
    await tenants.domains.remove(first, host, system);
  });

  it('is the first of those that an older node wrote', async () => {
    const tenantId = (await tenants.create({ name: 'Older', host: 'id.older.example' })) ?? '';
    await test.sql('update tenant_domains set is_primary = false where tenant_id = $1', [tenantId]);
    expect(await tenants.byHost('id.older.example')).toMatchObject({
      origin: 'https://id.older.example',
      isAlias: false,
    });
  });
});

it('tenants are listed a page at a time, oldest first', async () => {
  const names: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await tenants.list({ after, limit: 2 });
    names.push(...page.map(({ name }) => name));
    if (page.length < 2) break;
    after = page.at(-1)?.tenantId ?? null;
  }
  expect(names.slice(0, 3)).toEqual(['Cardea', 'Acme', 'Other']);
  expect(new Set(names).size).toBe(names.length);
});
