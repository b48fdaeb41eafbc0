import { hash as argon2Hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail, createAdministrator } from '../../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';

let house: TestHouse;
let tenantId: string;
const password = 'the quiet river bends twice';
const hash = '$2b$10$tIWgkIYKtinCbd1Kku2XquWaii2mT.lBz4jtvFvvYdqwo70h9fua2';

beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());

const never = (): never => {
  throw new Error('no such tenant');
};

describe('an export', () => {
  it('brings hashes out, when asked for, that another library verifies', async () => {
    const own = await argon2Hash(password);
    await importText(house, lines({ email: 'out@import.example', password_hash: own }));
    const tenant = (await house.house.tenants.byId(tenantId)) ?? never();
    const take = async (includePasswordHashes: boolean) => {
      const { records } = await house.house.moving.exportCustomers({
        tenant,
        format: 'ndjson',
        includePasswordHashes,
        actor: { kind: 'system' },
      });
      for await (const record of records) if (record.email === 'out@import.example') return record;
      return null;
    };
    expect(await take(false)).not.toHaveProperty('password_hash');
    expect(await take(true)).toMatchObject({ password_hash: own });
    const exported = await house.sql("select data from ledger_entries where event = 'customers.exported'");
    expect(exported.length).toBeGreaterThanOrEqual(2);
    const disclosed = await house.sql("select 1 from disclosure_log where purpose = 'export' limit 1");
    expect(disclosed).toHaveLength(1);
  });

  it('that is imported elsewhere gives the same people, with consents, hashes and subjects', async () => {
    const elsewhere = await house.house.tenants.create({ name: 'Elsewhere', host: 'elsewhere.example' });
    if (elsewhere === null) throw new Error('there is no other tenant');
    const metadata = { client_name: 'Videos', redirect_uris: ['https://videos.example/callback'] };
    for (const place of [tenantId, elsewhere]) {
      await house.house.applications.register(place, { metadata, firstParty: false, applicationId: 'videos' });
      await house.house.connections.create(place, {
        ...{ connection_id: 'contoso', name: 'Contoso', preset: 'openid', issuer: 'https://contoso.example' },
        ...{ client_id: 'cardea', client_secret: 'not for anybody' },
      });
    }
    await importText(
      house,
      lines(
        {
          id: 'former|77',
          email: 'whole@import.example',
          email_verified: true,
          password_hash: hash,
          attributes: { name: '=Whole & "quoted"' },
          locale: 'pt-BR',
          state: 'disabled',
          created_at: '2020-02-03T04:05:06.000Z',
          consents: [{ client_id: 'videos', scopes: ['email', 'openid'], granted_at: '2021-01-01T00:00:00.000Z' }],
        },
        { external_id: 'K-1', email: 'named@import.example' },
        {
          email: 'linked@import.example',
          identities: [{ connection: 'contoso', subject: '00u-7', email: 'elsewhere@contoso.example', name: 'Anna' }],
        },
      ),
      { keepSubjects: true },
    );
    const take = async (place: string) => {
      const tenant = (await house.house.tenants.byId(place)) ?? never();
      const wanted = { tenant, format: 'ndjson', includePasswordHashes: true, actor: { kind: 'system' } } as const;
      const taken = new Map<string, object>();
      for await (const record of (await house.house.moving.exportCustomers(wanted)).records)
        taken.set(record.email ?? '', record);
      return taken;
    };
    const here = await take(tenantId);
    const { outcome } = await importText(house, lines(...here.values()), { keepSubjects: true, tenantId: elsewhere });
    expect(outcome).toMatchObject({ kind: 'finished', counts: { imported: here.size, skipped: 0, rejected: 0 } });
    expect(await take(elsewhere)).toEqual(here);
    expect(here.get('whole@import.example')).toMatchObject({
      id: 'former|77',
      state: 'disabled',
      locale: 'pt-BR',
      consents: [{ client_id: 'videos' }],
    });
    expect(here.get('linked@import.example')).toMatchObject({
      identities: [
        {
          ...{ connection: 'contoso', issuer: 'https://contoso.example', subject: '00u-7' },
          ...{ email: 'elsewhere@contoso.example', name: 'Anna' },
        },
      ],
    });
  });

  it('is told to owners by mail', async () => {
    await createAdministrator(house, 'owner@import.example', 'owner');
    const tenant = (await house.house.tenants.byId(tenantId)) ?? never();
    const wanted = { tenant, format: 'csv', includePasswordHashes: false, actor: { kind: 'system' } } as const;
    await house.house.moving.exportCustomers(wanted);
    const mail = await awaitMail(house, 'owner@import.example', 'Customers of');
    expect(mail.subject).toContain('were exported');
  });
});
