import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';

let house: TestHouse;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());

describe('accounts elsewhere in a file', () => {
  const connect = (connectionId: string, tenant: string, issuer = `https://${connectionId}.example`) =>
    house.house.connections.create(tenant, {
      ...{ connection_id: connectionId, name: connectionId, preset: 'openid' },
      ...{ client_id: 'cardea', client_secret: 'not for anybody', issuer },
    });
  const linked = () =>
    house.sql(
      `select connection_id, issuer from customer_identities where identity_id in (
         select jsonb_array_elements_text(data -> 'identityIds') from ledger_entries where event = 'customer.imported')`,
    );
  beforeAll(async () => {
    await connect('contoso', tenantId);
    await connect('fabrikam', tenantId);
  });

  it('are linked where a connection stands for their provider, and left out where none does', async () => {
    const user = (subject: string, further: object = {}) => ({
      user_id: `google-oauth2|${subject}`,
      email: `by${subject}@import.example`,
      email_verified: true,
      ...further,
    });
    const text = lines(
      user('1043'),
      user('1044', {
        identities: [
          { provider: 'google-oauth2', user_id: 1044, connection: 'google-oauth2', isSocial: true },
          { provider: 'auth0', user_id: '77', connection: 'Username-Password-Authentication' },
          { provider: 'github', user_id: 4, connection: 'github', profileData: { name: 'By 4' } },
        ],
      }),
    );
    const unmapped = await importText(house, text, { format: 'auth0', isDryRun: true });
    expect(unmapped.outcome).toMatchObject({ leftOut: { 'identities.google-oauth2': 2, 'identities.github': 1 } });
    const connections = { 'google-oauth2': 'contoso' };
    const { outcome } = await importText(house, text, { format: 'auth0', connections });
    expect(outcome).toMatchObject({ counts: { imported: 2 }, leftOut: { 'identities.github': 1 } });
    const issuer = 'https://contoso.example';
    expect(await linked()).toEqual(Array(2).fill({ connection_id: 'contoso', issuer }));
  });

  it('of a connection that is not there stop the import before it begins, or their line, or are dropped', async () => {
    const text = (subject: string) =>
      lines({ email: `nowhere${subject}@import.example`, identities: [{ connection: 'nowhere', subject }] });
    const named = await importText(house, text('1'), { connections: { google: 'nowhere' } });
    expect(named.outcome).toEqual({ kind: 'refused', reason: 'import.connection_unknown' });
    const { outcome, findings } = await importText(house, text('2'));
    expect(outcome).toMatchObject({ counts: { imported: 0, rejected: 1 } });
    expect(findings).toMatchObject([{ line: 1, code: 'identity.connection_unknown', field: 'identities' }]);
    const dropped = await importText(house, text('3'), { undeclared: 'drop' });
    expect(dropped.outcome).toMatchObject({ counts: { imported: 1 }, leftOut: { identities: 1 } });
  });

  it('of another issuer, or of no form that a provider uses, stop their line', async () => {
    const record = (email: string, identity: object) => ({
      email: `${email}@import.example`,
      identities: [{ connection: 'contoso', subject: '9', ...identity }],
    });
    const { findings } = await importText(
      house,
      lines(
        record('i1', { issuer: 'https://evil.example' }),
        record('i2', { issuer: 'https://contoso.example/' }),
        record('i3', { subject: ' 9' }),
        record('i4', { subject: '9\u0000' }),
        record('i5', { token: 'x' }),
      ),
    );
    expect(findings.map(({ code }) => code)).toEqual([
      ...['identity.issuer_unknown', 'identity.issuer_unknown'],
      ...['identity.subject_malformed', 'identity.subject_malformed', 'record.unknown_field'],
    ]);
  });

  it('that are somebody’s already make nobody new: here, further up in the file, and in a dry run', async () => {
    const person = (email: string, subject: string) => ({
      email: `${email}@import.example`,
      identities: [{ connection: 'fabrikam', subject }],
    });
    await importText(house, lines(person('holder', 'h')));
    const filler = Array.from({ length: 450 }, (_, at) => ({ email: `between${at}@import.example` }));
    const text = lines(
      ...[person('thief', 'h'), person('one', 'o'), person('two', 'o')],
      ...filler,
      ...[person('three', 'o'), person('four', 'f')],
    );
    const expected = ['duplicate.in_database', 'duplicate.in_file', 'duplicate.in_file'];
    const dry = await importText(house, text, { isDryRun: true });
    expect(dry.findings.map(({ code }) => code)).toEqual(expected);
    const { outcome, findings } = await importText(house, text);
    expect(findings.map(({ code, field }) => [code, field])).toEqual(expected.map((code) => [code, 'identities']));
    expect(outcome).toMatchObject({ counts: { imported: 452, skipped: 3 } });
    const rows = await house.sql("select 1 from customer_identities where connection_id = 'fabrikam'");
    expect(rows).toHaveLength(3);
  });

  it('whose number lost digits when it was read stop their line, where they would be linked', async () => {
    const text = (email: string, number: string) =>
      `{"user_id":"auth0|${email}","email":"${email}@import.example","identities":[{"provider":"twitter","user_id":${number}}]}\n`;
    const file = text('exact', '9007199254740991') + text('rounded', '1234567890123456789') + text('part', '1.5');
    const { outcome, findings } = await importText(house, file, {
      ...{ format: 'auth0', connections: { twitter: 'fabrikam' } },
    });
    expect(outcome).toMatchObject({ counts: { imported: 1, rejected: 2 } });
    expect(findings.map(({ code, field }) => [code, field])).toEqual(
      Array(2).fill(['identity.subject_not_text', 'identities']),
    );
    const unmapped = await importText(house, text('left', '1234567890123456789'), { format: 'auth0', isDryRun: true });
    expect(unmapped.outcome).toMatchObject({ counts: { imported: 1 }, leftOut: { 'identities.twitter': 1 } });
  });

  it('of a connection that goes or asks somebody else meanwhile end the import, and nothing of the batch is there', async () => {
    await connect('leaving', tenantId);
    const person = (email: string) =>
      lines({ email: `${email}@import.example`, identities: [{ connection: 'leaving', subject: email }] });
    // The connections are read between the first bytes and the rest.
    const during = (stem: string, change: string) =>
      importText(house, async function* () {
        yield Buffer.from(person(`${stem}-1`));
        await house.sql(`${change} where connection_id = 'leaving'`);
        yield Buffer.from(person(`${stem}-2`));
      });
    const refused = { kind: 'refused', reason: 'import.connection_changed' };
    const elsewhere = `update connections set settings = settings || '{"issuer":"https://elsewhere.example"}'`;
    expect((await during('moved', elsewhere)).outcome).toEqual(refused);
    const renamed = await during('renamed', "update connections set name = 'Called otherwise'");
    expect(renamed.outcome).toMatchObject({ kind: 'finished', counts: { imported: 2 } });
    expect((await during('gone', 'delete from connections')).outcome).toEqual(refused);
    expect(await house.sql("select 1 from customer_identities where connection_id = 'leaving'")).toEqual([]);
  });

  it('come once, however often the import is cut off, and with what was decided when it began', async () => {
    const people = Array.from({ length: 900 }, (_, at) => ({
      email: `away${at}@import.example`,
      identities: [{ connection: 'google', subject: `away-${at}` }],
    }));
    let batches = 0;
    const cut = importText(house, lines(...people), {
      connections: { google: 'contoso' },
      onProgress: () => {
        batches += 1;
        if (batches === 1) throw new Error('the power is gone');
      },
    });
    await expect(cut).rejects.toThrow('power');
    const { outcome } = await importText(house, lines(...people), { begin: 'resume' });
    expect(outcome).toMatchObject({ kind: 'finished', counts: { imported: 900, skipped: 0 } });
    const [{ count } = { count: 0 }] = await house.sql<{ count: number }>(
      "select count(*)::int as count from customer_identities where connection_id = 'contoso'",
    );
    expect(count).toBe(902);
  });
});
