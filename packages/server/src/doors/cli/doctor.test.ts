import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type DnsServer, startDnsServer } from '../../../test/dns-server.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { mmdbOf } from '../../../test/mmdb.ts';
import { openMasterKey } from '../../foundation/encryption/index.ts';
import { examine } from './doctor.ts';

let test: TestDatabase;
let dataDirectory: string;
const environment = (changes: Record<string, string> = {}) => ({
  DATABASE_URL: test.urls.owner,
  DATA_DIR: dataDirectory,
  ...changes,
});

beforeEach(async () => {
  test = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'cardea-doctor-'));
});
afterEach(async () => {
  await test.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

describe('the doctor', () => {
  it('finds a new installation in order and leaves its key to the first start', async () => {
    const findings = await examine(environment());
    expect(findings.map(({ name, ok }) => [name, ok])).toEqual([
      ['settings', true],
      ['text messages', true],
      ['geography', true],
      ['database', true],
      ['ledger', true],
      ['proxies', true],
      ['master key', true],
    ]);
    expect(await readdir(dataDirectory)).toEqual([]);
  });

  it('says which master key is wrong and how to bring the right one back', async () => {
    await openMasterKey({ queries: test.database.reader, dataDirectory });
    const another = randomBytes(32).toString('base64');
    const findings = await examine(environment({ MASTER_KEY: another }));
    expect(findings.at(-1)).toMatchObject({ ok: false, remedy: expect.stringContaining('recovery key') });
  });

  it('says where places come from and how old that is, and which file cannot be used', async () => {
    const file = join(dataDirectory, 'cities.mmdb');
    const examined = () => examine(environment({ GEOGRAPHY_FILE: file }));
    const refused = (await examined()).filter(({ ok }) => !ok);
    expect(refused.map(({ remedy }) => remedy)).toEqual([expect.stringContaining('cities.mmdb cannot be read')]);
    await writeFile(file, mmdbOf('GeoLite2-City', {}, new Date(Date.now() - 200 * 24 * 60 * 60 * 1000)));
    expect((await examined()).find(({ name }) => name === 'geography')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(
        /^cities\.mmdb \(GeoLite2-City\), of .*, 200 days old; the countries .* built in, of /,
      ),
      remedy: expect.stringContaining('newer edition'),
    });
  });

  it('names a proxy that hands requests on and is not listed, and a Valkey that is away', async () => {
    await test.sql("insert into unlisted_proxies (address) values ('10.0.0.5')");
    const wrong = (await examine(environment({ VALKEY_URL: 'redis://127.0.0.1:1' }))).filter(({ ok }) => !ok);
    expect(wrong).toMatchObject([
      { name: 'valkey', remedy: expect.stringContaining('VALKEY_URL') },
      { name: 'proxies', remedy: expect.stringContaining('TRUSTED_PROXIES=10.0.0.5') },
    ]);
    const listed = await examine(environment({ TRUSTED_PROXIES: '10.0.0.5' }));
    expect(listed.find(({ name }) => name === 'proxies')).toMatchObject({ ok: true, detail: '10.0.0.5/32' });
  });

  it('names every setting that is wrong', async () => {
    const findings = await examine(environment({ PUBLIC_ULR: 'x', TRUSTED_PROXIES: 'everybody' }));
    expect(findings.filter((finding) => !finding.ok)).toHaveLength(2);
    expect(findings.map((finding) => finding.remedy).join()).toContain('PUBLIC_URL');
  });
});

describe('the doctor of mails', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const good = {
    'mail.acme.example': ['google-site-verification=x', 'v=spf1 include:spf.mail.example -all'],
    'cardea._domainkey.mail.acme.example': [`v=DKIM1; k=rsa; p=${published}`],
    '_dmarc.acme.example': ['v=DMARC1; p=reject; rua=mailto:dmarc@acme.example'],
  };
  let dns: DnsServer;
  let server: MailServer;

  beforeEach(async () => {
    dns = await startDnsServer(good);
    server = await startMailServer();
  });
  afterEach(async () => {
    await dns.stop();
    await server.stop();
  });

  const look = async (options: { testMailTo?: string } = {}, changes: Record<string, string> = {}) => {
    const settings = {
      PUBLIC_URL: 'https://id.acme.example',
      SMTP_URL: server.url,
      MAIL_FROM: 'Acme <no-reply@mail.acme.example>',
      DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      DKIM_SELECTOR: 'cardea',
      MASTER_KEY: randomBytes(32).toString('base64'),
      ...changes,
    };
    const findings = await examine(environment(settings), { nameServers: [dns.address], ...options });
    return new Map(findings.map((finding) => [finding.name, finding]));
  };

  it('finds records in order, the policy in the domain above too', async () => {
    const found = await look();
    for (const name of ['mail spf', 'mail dkim', 'mail dmarc']) expect(found.get(name)).toMatchObject({ ok: true });
    expect(found.get('mail dmarc')?.detail).toContain('reject');
  });

  it('gives the record to publish where there is none', async () => {
    dns.records.clear();
    const found = await look();
    expect(found.get('mail spf')?.remedy).toContain('v=spf1');
    expect(found.get('mail dkim')?.remedy).toContain(
      `cardea._domainkey.mail.acme.example: v=DKIM1; k=rsa; p=${published}`,
    );
    expect(found.get('mail dmarc')?.remedy).toContain('_dmarc.mail.acme.example');
  });

  it.each([
    ['mail spf', 'mail.acme.example', ['v=spf1 a -all', 'v=spf1 mx -all'], '2 records'],
    ['mail spf', 'mail.acme.example', ['v=spf1 a +all'], 'everybody'],
    ['mail spf', 'mail.acme.example', ['v=spf1 a'], 'other senders'],
    ['mail spf', 'mail.acme.example', ['v=spf10 a -all'], 'does not say who'],
    ['mail dkim', 'cardea._domainkey.mail.acme.example', ['v=DKIM1; p=AAAA'], 'another key'],
    ['mail dkim', 'cardea._domainkey.mail.acme.example', ['v=DKIM1; p='], 'no key'],
    ['mail dmarc', '_dmarc.acme.example', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'several'],
    ['mail dmarc', '_dmarc.acme.example', ['v=DMARC1; rua=mailto:a@b.example'], 'cannot be read'],
  ])('sees what is wrong with %s at %s: %j', async (name, place, texts, detail) => {
    dns.records.set(place, texts);
    const finding = (await look()).get(name);
    expect(finding).toMatchObject({ ok: false, detail: expect.stringContaining(detail) });
    expect(finding?.remedy).not.toBe(null);
  });

  it.each([
    ['a short one', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
    ['one of another kind', generateKeyPairSync('ed25519').privateKey],
  ])('does not take a key that receivers would not believe: %s', async (_, key) => {
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect((await look({}, { DKIM_PRIVATE_KEY: pem })).get('mail dkim')).toMatchObject({ ok: false });
  });

  it('sends a test mail that is signed, and says what the server answered', async () => {
    expect((await look({ testMailTo: 'ann@example.com' })).get('test mail')).toMatchObject({ ok: true });
    expect(server.received[0]?.headers.some((line) => line.startsWith('DKIM-Signature: '))).toBe(true);
    server.recipientAnswers.push(550);
    expect((await look({ testMailTo: 'ann@example.com' })).get('test mail')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('refused for good'),
    });
    await server.stop();
    expect((await look({ testMailTo: 'ann@example.com' })).get('test mail')).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('SMTP_URL'),
    });
  });
});
