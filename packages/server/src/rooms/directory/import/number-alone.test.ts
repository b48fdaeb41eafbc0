/** People who come with a number and no address, and leave so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letters } from '../../../../attacks/lone-methods.ts';
import { createNumberHouse, type NumberHouse } from '../../../../attacks/number-accounts.ts';
import { flowOf, isSignedIn } from '../../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';
import { csvLines } from '../export/csv-lines.ts';

let house: TestHouse;
let numbers: NumberHouse;
beforeAll(async () => {
  house = await startTestHouse();
  numbers = await createNumberHouse(house);
  await numbers.settings();
});
afterAll(() => house.stop());

const verified = (typed: string, more: object = {}) => ({ phone_number: typed, phone_number_verified: true, ...more });
const codes = ({ findings }: Awaited<ReturnType<typeof importText>>) =>
  findings.map(({ record, outcome, code, field }) => [record, outcome, code, field]);

describe('people with a number alone', () => {
  it('are brought in, sign in by a code to it, and recover by it', async () => {
    const number = '+4915905570001';
    await house.house.connections.create(numbers.tenantId, {
      ...{ connection_id: 'contoso', name: 'Contoso', preset: 'openid', issuer: 'https://contoso.example' },
      ...{ client_id: 'cardea', client_secret: 'not for anybody' },
    });
    const file = lines(
      verified('0159 05570001', {
        attributes: { name: 'Nora' },
        created_at: '2021-03-04T05:06:07.891Z',
        identities: [{ connection: 'contoso', subject: '00u-9' }],
      }),
    );
    const { outcome } = await importText(house, file, { invite: true });
    expect(outcome).toMatchObject({ kind: 'finished', counts: { imported: 1, rejected: 0 } });
    const visitor = house.visitor();
    const sent = await letters(house, number);
    const flow = flowOf(await visitor.request('/sign-in'));
    await visitor.post('/sign-in/code/request', { flow, identifier: number });
    await visitor.post('/sign-in/code', { flow, code: await sent.code() });
    expect(await isSignedIn(visitor)).toBe(true);
    // The number is what leads back: it stays until there is an address of some age.
    const { token = '' } = (await visitor.get('/account/sign-in')).hidden('/sign-out');
    expect((await visitor.post('/account/sign-in/phone/remove', { token })).status).toBe(409);

    const back = house.visitor();
    const asked = await letters(house, number);
    const recovery = flowOf(await back.fill('/recover', { email: number }));
    const proven = await back.post('/recover/verify', { flow: recovery, code: await asked.code() });
    await back.post('/recover/password', { flow: recovery, password: 'a lantern beside the stairs' });
    expect([proven.status, await isSignedIn(back), await isSignedIn(visitor)]).toEqual([303, true, false]);
    // The file's word for the number was the first; what came with it does not outlive the first proof.
    expect(await house.sql('select 1 from customer_identities')).toEqual([]);
    const held = await house.sql(
      `select verified_by, identifier.created_at = customer.created_at as is_first
       from customer_identifiers identifier join customers customer using (tenant_id, customer_id)`,
    );
    expect(held).toEqual([{ verified_by: 'sms-code', is_first: true }]);
  });

  it('are found when they are here, in a dry run too, whichever way the number is written', async () => {
    await numbers.settings({ identifiers: { defaultCountry: 'DE', phone: 'optional' } });
    const one = verified('+49 159 05570010');
    await importText(house, lines(one));
    const file = lines(
      verified('0049-159-05570010'),
      verified('0159/05570011'),
      verified('+4915905570011'),
      { email: 'also@number.example', ...verified('+4915905570012') },
      verified('0159 05570012'),
    );
    const dry = await importText(house, file, { isDryRun: true });
    const done = await importText(house, file);
    for (const told of [dry, done]) {
      expect(told.outcome).toMatchObject({ counts: { records: 5, imported: 2, skipped: 3 } });
      expect(told.findings.map(({ record, code }) => [record, code])).toEqual([
        [1, 'duplicate.in_database'],
        [3, 'duplicate.in_file'],
        [5, 'duplicate.in_file'],
      ]);
    }
    expect(done.findings.map(({ field }) => field)).toEqual(['phone_number', 'phone_number', 'phone_number']);
  });

  it('are refused one by one: without a number, with one that is none, or that nobody has proven', async () => {
    const file = lines({}, verified('12'), { phone_number: '+4915905570020' }, verified('+493012345678'));
    expect(codes(await importText(house, file))).toEqual([
      [1, 'rejected', 'email.missing', 'email'],
      [2, 'rejected', 'phone_number.malformed', 'phone_number'],
      [3, 'rejected', 'phone_number.unverified', 'phone_number'],
      [4, 'rejected', 'phone_number.malformed', 'phone_number'],
    ]);
  });

  it('are refused where a business takes no such accounts', async () => {
    for (const change of [
      { registration: { numberAlone: 'off' } },
      { signIn: { methods: { smsCode: 'second' } } },
    ] as const) {
      await numbers.settings(change);
      const told = await importText(house, lines(verified(`+491590557003${Object.keys(change).length}`)), {
        begin: 'anew',
      });
      expect(codes(told)).toEqual([[1, 'rejected', 'phone_number.not_alone', 'phone_number']]);
    }
    await numbers.settings();
  });

  it('leave as they came, by lines and by a table, and enter another tenant so', async () => {
    const tenant = await house.house.tenants.byId(numbers.tenantId);
    if (tenant === null) throw new Error('no such tenant');
    const wanted = { tenant, format: 'ndjson', includePasswordHashes: false, actor: { kind: 'system' } } as const;
    const { records } = await house.house.moving.exportCustomers(wanted);
    const all = [];
    for await (const record of records) if (record.email === undefined) all.push(record);
    expect(all.map(({ phone_number: number }) => number).sort()).toEqual([
      '+4915905570001',
      '+4915905570010',
      '+4915905570011',
    ]);
    const elsewhere = await house.house.tenants.create({ name: 'Elsewhere', host: 'elsewhere.example' });
    if (elsewhere === null) throw new Error('there is no other tenant');
    await house.house.tenants.changeSettings(elsewhere, {
      registration: { numberAlone: 'on' },
      signIn: { methods: { smsCode: 'on' } },
    });
    const { header, line } = csvLines(['name'], { withPasswordHashes: false });
    const table = `${header}${all.map(line).join('')}`;
    const there = await importText(house, table, { format: 'csv', tenantId: elsewhere, keepSubjects: true });
    expect(there).toMatchObject({ findings: [], outcome: { counts: { imported: 3 } } });
    const again = await importText(house, lines(...all), { tenantId: elsewhere, keepSubjects: true });
    expect(again.outcome).toMatchObject({ counts: { imported: 0, skipped: 3, rejected: 0 } });
  });
});
