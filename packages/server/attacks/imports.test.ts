/** Files that would be weapons: sizes, compressed bombs, costs, and cells that a spreadsheet would run (cases 186, 191). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLines } from '../src/rooms/directory/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { createManager } from '../test/management.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

describe('186: a cell that a spreadsheet would run', () => {
  it.each(['=HYPERLINK("https://evil.example")', '+1+1', '-2', '@SUM(A1)', '\tx', '\rx', "'=1"])(
    'gets an apostrophe before it and is quoted: %j',
    (name) => {
      const csv = csvLines(['name'], { withPasswordHashes: false });
      const line = csv.line({ email: 'a@x.example', attributes: { name } });
      expect(line).toContain(`"'${name.replaceAll('"', '""')}"`);
      expect(csv.prefixed()).toBe(1);
    },
  );

  it('comes back as it was', async () => {
    const csv = csvLines(['name'], { withPasswordHashes: false });
    const record = { email: 'formula@x.example', attributes: { name: '=cmd|calc' } };
    const { outcome } = await importText(house, csv.header + csv.line(record), { format: 'csv' });
    expect(outcome).toMatchObject({ counts: { imported: 1 } });
    const [first = ''] = await house.house.tenants.listIds();
    const tenant = await house.house.tenants.byId(first);
    if (tenant === null) throw new Error('no such tenant');
    const exported = { tenant, format: 'csv', includePasswordHashes: false, actor: { kind: 'system' } } as const;
    const names = [];
    for await (const { attributes } of (await house.house.moving.exportCustomers(exported)).records)
      names.push(attributes?.['name']);
    expect(names).toEqual(['=cmd|calc']);
  });
});

describe('191: a file that is a weapon', () => {
  it('compressed is refused unread, so nothing can swell', async () => {
    const { outcome } = await importText(house, Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff]));
    expect(outcome).toEqual({ kind: 'refused', reason: 'file.compressed' });
  });

  it('of one endless line is read through without being kept', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const { outcome, findings } = await importText(house, async function* () {
      for (let megabytes = 0; megabytes < 512; megabytes += 1) {
        yield chunk;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    });
    expect(outcome).toMatchObject({ kind: 'finished', counts: { imported: 0, rejected: 1 } });
    expect(findings[0]?.code).toBe('record.too_long');
    expect(most).toBeLessThan(64 * 1024 * 1024);
  });

  it('of hashes with absurd costs is refused line by line and never computed', async () => {
    const digest = 'A'.repeat(43);
    const { outcome, findings } = await importText(
      house,
      lines(
        { email: 'a1@x.example', password_hash: `$argon2id$v=19$m=4194304,t=9,p=1$c29tZXNhbHQ$${digest}` },
        { email: 'a2@x.example', password_hash: '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW' },
        { email: 'a3@x.example', password_hash: `$scrypt$ln=40,r=8,p=1$c29tZXNhbHQ$${digest}` },
        { email: 'a4@x.example', password_hash: `pbkdf2_sha256$2000000000$salt$${digest}` },
      ),
    );
    expect(outcome).toMatchObject({ counts: { imported: 0, rejected: 4 } });
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['hash.too_costly']));
  });

  it('of other ids than its own cannot take over who is here, nor pass for an application', async () => {
    const kept = 'cus_00000000000000000000000001';
    const own = lines({ id: kept, email: 'first@x.example' });
    await importText(house, own, { keepSubjects: true });
    const { outcome, findings } = await importText(
      house,
      lines(
        { id: kept, email: 'second@x.example', email_verified: true },
        { id: 'console', email: 'third@x.example' },
        { id: 'app_00000000000000000000000001', email: 'fourth@x.example' },
        { id: 'cus_short', email: 'fifth@x.example' },
        { id: 'other|1', email: 'FIRST@x.example' },
      ),
      { keepSubjects: true },
    );
    expect(findings.map(({ code }) => code)).toEqual([
      'duplicate.in_database',
      'id.reserved',
      'id.reserved',
      'id.reserved',
      'duplicate.in_database',
    ]);
    expect(outcome).toMatchObject({ counts: { imported: 0 } });
    expect(await house.sql('select 1 from customer_identifiers where customer_id = $1', [kept])).toHaveLength(1);
  });
});

describe('a name for two: a subject that is a customer and an application', () => {
  const machine = (clientId: string) => ({
    client_id: clientId,
    client_name: 'X',
    grant_types: ['client_credentials' as const],
    scope: 'customers:read',
  });
  const applications = (id: string) => house.sql('select 1 from applications where application_id = $1', [id]);

  it('is refused to an application, by whatever way it comes', async () => {
    const manager = await createManager(house, 'applications:write', 'settings:write', 'customers:read');
    const brought = await importText(
      house,
      lines({ id: 'legacy-7', email: 'seven@names.example' }, { id: 'legacy-8', email: 'eight@names.example' }),
      { keepSubjects: true },
    );
    expect(brought.outcome).toMatchObject({ counts: { imported: 2 } });
    const made = await manager.call('POST', '/applications', { body: machine('legacy-7') });
    expect(made).toMatchObject({ status: 400, body: { code: 'application.invalid' } });
    expect(JSON.stringify(made.body)).toContain('taken');
    const document =
      'applications: { legacy-8: { client_name: X, grant_types: [client_credentials], scope: "customers:read" } }';
    const applied = await manager.call('POST', '/configuration/apply', { body: { document } });
    expect(applied.status).toBe(400);
    const [tenantId = ''] = await house.house.tenants.listIds();
    const client = { clientId: 'legacy-8', clientSecret: 'x'.repeat(43) };
    await expect(house.house.applications.makeBootstrapClient(tenantId, client)).rejects.toMatchObject({
      code: 'application.invalid',
    });
    for (const id of ['legacy-7', 'legacy-8']) expect(await applications(id)).toEqual([]);
    // Whoever is not named so by tokens stands in nobody's way.
    await importText(house, lines({ id: 'legacy-9', email: 'nine@names.example' }));
    expect((await manager.call('POST', '/applications', { body: machine('legacy-9') })).status).toBe(201);
  });

  it('is refused to a customer, though the application came when the import was under way', async () => {
    const [tenantId = ''] = await house.house.tenants.listIds();
    let opened = 0;
    const file = async function* () {
      opened += 1;
      // Looked at, digested, and then read for good.
      const { client_id: applicationId, ...metadata } = machine('late-shop');
      if (opened === 3)
        await house.house.applications.register(tenantId, { applicationId, firstParty: true, metadata });
      yield Buffer.from(
        lines({ id: 'late-shop', email: 'late@names.example' }, { id: 'early-shop', email: 'early@names.example' }),
      );
    };
    const { outcome, findings } = await importText(house, file, { keepSubjects: true });
    expect(await applications('late-shop')).toHaveLength(1);
    expect(findings).toEqual([{ record: 1, line: 1, outcome: 'rejected', code: 'id.reserved', field: 'id' }]);
    expect(outcome).toMatchObject({ counts: { imported: 1, rejected: 1 } });
  });
});
