import { hashSync } from '@node-rs/bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';

let house: TestHouse;
let tenantId: string;
const password = 'the quiet river bends twice';
const hash = hashSync(password, { cost: 4 });

beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());

const emails = (count: number, stem: string) =>
  Array.from({ length: count }, (_, index) => ({ email: `${stem}${index}@import.example`, password_hash: hash }));
const countOf = async (like: string) => {
  const { records } = await house.house.moving.exportCustomers({
    tenant: (await house.house.tenants.byId(tenantId)) ?? never(),
    format: 'ndjson',
    includePasswordHashes: false,
    actor: { kind: 'system' },
  });
  let count = 0;
  for await (const { email } of records) if (email?.startsWith(like)) count += 1;
  return count;
};
const never = (): never => {
  throw new Error('no such tenant');
};
const signIn = async (email: string, tried = password) =>
  (await house.visitor().fill('/sign-in', { identifier: email, password: tried })).status;

describe('an import', () => {
  it('brings people in who sign in with the password they had, and makes its hash our own at the first time', async () => {
    const { outcome } = await importText(
      house,
      lines({ email: 'anna@import.example', email_verified: true, password_hash: hash, attributes: { name: 'Anna' } }),
    );
    expect(outcome).toMatchObject({ kind: 'finished', counts: { records: 1, imported: 1, skipped: 0, rejected: 0 } });
    expect(await signIn('anna@import.example', 'wrong password here')).toBe(401);
    expect(await signIn('anna@import.example')).toBe(303);
    const rehashed = await house.sql("select customer_id from ledger_entries where event = 'password.rehashed'");
    expect(rehashed).toHaveLength(1);
    expect(await signIn('anna@import.example')).toBe(303);
    expect(await house.sql("select 1 from ledger_entries where event = 'password.rehashed'")).toHaveLength(1);
  });

  it('respects what was verified and what was not', async () => {
    await importText(
      house,
      lines({ email: 'yes@import.example', email_verified: true }, { email: 'no@import.example' }),
    );
    const rows = await house.sql<{ count: string; verified: boolean }>(
      `select verified_at is not null as verified, count(*) from customer_identifiers
       where customer_id in (select customer_id from ledger_entries where event = 'customer.imported') group by 1 order by 1`,
    );
    expect(rows.map(({ verified }) => verified)).toEqual([false, true]);
  });

  it('names each line that it does not take, with a code and without what it holds', async () => {
    const { outcome, findings } = await importText(
      house,
      `${lines({ email: 'fine@import.example' })}{"email":\n${lines(
        { email: 'not an address' },
        {},
        { email: 'x1@import.example', password_hash: '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW' },
        { email: 'x2@import.example', password_hash: 'secret-in-clear' },
        { email: 'x3@import.example', attributes: { shoe_size: 43 } },
        { email: 'x4@import.example', attributes: { name: 17 } },
        { email: 'x5@import.example', admin: true },
        { email: 'x6@import.example', locale: '??' },
        { email: 'FINE@import.example' },
      )}`,
    );
    expect(outcome).toMatchObject({ counts: { records: 11, imported: 1, skipped: 1, rejected: 9 } });
    expect(findings.map(({ line, code, field }) => [line, code, field])).toEqual([
      [2, 'record.malformed', null],
      [3, 'email.malformed', 'email'],
      [4, 'email.missing', 'email'],
      [5, 'hash.too_costly', 'password_hash'],
      [6, 'hash.unknown', 'password_hash'],
      [7, 'attribute.undeclared', 'shoe_size'],
      [8, 'attribute.malformed', 'name'],
      [9, 'record.unknown_field', 'admin'],
      [10, 'locale.malformed', 'locale'],
      [11, 'duplicate.in_file', 'email'],
    ]);
    const importId = outcome.kind === 'finished' ? (outcome.importId ?? '') : '';
    const kept = [];
    for await (const finding of house.house.moving.findings(tenantId, importId)) kept.push(finding);
    expect(kept).toEqual(findings);
  });

  it('finds whoever is here already, over batches too, and passes them over', async () => {
    const people = emails(900, 'many');
    const { outcome } = await importText(house, lines(...people, people[0] ?? {}, { email: 'anna@import.example' }));
    expect(outcome).toMatchObject({ counts: { records: 902, imported: 900, skipped: 2 } });
    const again = await importText(house, lines(...people.slice(0, 3)));
    expect(again.outcome).toMatchObject({ counts: { imported: 0, skipped: 3 } });
    expect(again.findings.map(({ code }) => code)).toEqual(Array(3).fill('duplicate.in_database'));
    expect(await countOf('many')).toBe(900);
  });

  it('stops at a duplicate where it is told to, and keeps nothing of that batch', async () => {
    const { outcome } = await importText(
      house,
      lines({ email: 'before-stop@import.example' }, { email: 'anna@import.example' }),
      { duplicates: 'fail' },
    );
    expect(outcome).toMatchObject({ kind: 'stopped', at: { line: 2, code: 'duplicate.in_database' } });
    expect(await countOf('before-stop')).toBe(0);
  });

  it('that was cut off goes on behind its last batch, once, as it was begun, and of no other file', async () => {
    const text = lines(...emails(1300, 'resumed'));
    let batches = 0;
    const cut = importText(house, text, {
      keepSubjects: true,
      onProgress: () => {
        batches += 1;
        if (batches === 2) throw new Error('the power is gone');
      },
    });
    await expect(cut).rejects.toThrow('power');
    expect((await importText(house, text)).outcome).toEqual({ kind: 'refused', reason: 'import.begun_before' });
    expect((await importText(house, `${text} `, { begin: 'resume' })).outcome).toEqual({
      kind: 'refused',
      reason: 'import.nothing_to_resume',
    });
    const resumed = await importText(house, text, { begin: 'resume' });
    expect(resumed.outcome).toMatchObject({ kind: 'finished', counts: { records: 1300, imported: 1300, skipped: 0 } });
    expect(await countOf('resumed')).toBe(1300);
    const [kept] = await house.sql<{ options: { keepSubjects: boolean } }>(
      'select options from imports where imported = 1300',
    );
    expect(kept?.options.keepSubjects).toBe(true);
  });

  it('by two processes at once imports everybody once', async () => {
    const text = lines(...emails(1200, 'racing'));
    const cut = importText(house, text, {
      onProgress: () => {
        throw new Error('cut');
      },
    });
    await expect(cut).rejects.toThrow('cut');
    const both = await Promise.all([
      importText(house, text, { begin: 'resume' }),
      importText(house, text, { begin: 'resume' }),
    ]);
    const kinds = both.map(({ outcome }) => outcome.kind).sort();
    expect(kinds).toContain('finished');
    expect(await countOf('racing')).toBe(1200);
  });

  it('as a dry run tells the same and changes nothing', async () => {
    const before = await house.sql('select count(*) from customers');
    const people = emails(500, 'dry');
    const { outcome, findings } = await importText(
      house,
      lines(...people, people[7] ?? {}, { email: 'anna@import.example' }, { email: 'no' }),
      { isDryRun: true },
    );
    expect(outcome).toMatchObject({ importId: null, counts: { records: 503, imported: 500, skipped: 2, rejected: 1 } });
    expect(findings.map(({ code }) => code)).toEqual(['duplicate.in_file', 'duplicate.in_database', 'email.malformed']);
    expect(await house.sql('select count(*) from customers')).toEqual(before);
    expect(await house.sql("select 1 from imports where format = 'dry-run'")).toEqual([]);
  });

  it('completes a customer with the hash that a later file brings, once', async () => {
    const user = { user_id: 'auth0|5f01', email: 'later@import.example', email_verified: true, name: 'Later' };
    await importText(house, lines(user), { format: 'auth0', keepSubjects: true });
    expect(await signIn('later@import.example')).toBe(401);
    const exported = { _id: { $oid: '5f01' }, email: 'later@import.example', passwordHash: hash };
    const hashes = await importText(house, lines(exported), { format: 'auth0', keepSubjects: true });
    expect(hashes.outcome).toMatchObject({ counts: { imported: 0, completed: 1 } });
    expect(await signIn('later@import.example')).toBe(303);
    const twice = await importText(house, lines(exported, {}), { format: 'auth0' });
    expect(twice.findings.map(({ code }) => code)).toEqual(['password.set_already', 'email.missing']);
  });
});

describe('a file', () => {
  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['zip', [0x50, 0x4b, 3, 4]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ])('that is compressed (%s) is refused unread', async (_name, bytes) => {
    const { outcome } = await importText(house, Uint8Array.from(bytes));
    expect(outcome).toEqual({ kind: 'refused', reason: 'file.compressed' });
  });

  it('that is empty is refused', async () => {
    expect((await importText(house, '')).outcome).toEqual({ kind: 'refused', reason: 'file.empty' });
  });
});
