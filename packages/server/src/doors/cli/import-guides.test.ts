/** The pages on moving in and out say what works: their commands are run, in order, against a server of their own. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
}, 120_000);
afterAll(() => guide.close(), 60_000);

const password = 'the quiet river bends twice';
const signIn = async (identifier: string, tried: string) =>
  (await guide.visitor().fill('/sign-in', { identifier, password: tried })).status;
/** The customers of the page before are somebody else's: they make room. */
const rename = (text: string, page: string) => text.replaceAll('@example.com', `@${page}.example.com`);

it('people come from Auth0 with their passwords', { timeout: 300_000 }, async () => {
  const [schema, dry, users, hashes, ...rest] = await guide.blocks('import/auth0.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  const run = (block = '') => shell.run(rename(block, 'auth0'));
  await run(schema);
  expect(await run(dry)).toContain('2 would be imported, 0 skipped, 0 rejected');
  expect(await run(users)).toContain('2 imported, 0 skipped, 0 rejected');
  expect(await run(hashes)).toContain('1 customers given the password hash that they lacked');
  expect(await signIn('anna@auth0.example.com', password)).toBe(303);
});

it('people come from Firebase with their passwords', { timeout: 300_000 }, async () => {
  const [users, ...rest] = await guide.blocks('import/firebase.md', 'sh');
  expect(rest).toEqual([]);
  expect(await guide.shell.run(rename(users ?? '', 'firebase'))).toContain('1 imported, 0 skipped, 1 rejected');
  expect(await signIn('anna@firebase.example.com', 'user1password')).toBe(303);
});

it('people come from Keycloak with their passwords', { timeout: 300_000 }, async () => {
  const [realm, rejected, ...rest] = await guide.blocks('import/keycloak.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  expect(await shell.run(rename(realm ?? '', 'keycloak'))).toContain('1 imported, 0 skipped, 1 rejected');
  expect(JSON.parse(await shell.run(rejected ?? ''))).toMatchObject({ line: 22, code: 'record.not_a_person' });
  expect(await signIn('anna@keycloak.example.com', password)).toBe(303);
});

it('people come from WordPress with their passwords', { timeout: 300_000 }, async () => {
  const [csv, dump, ...rest] = await guide.blocks('import/wordpress.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  for (const block of [csv, dump])
    expect(await shell.run(rename(block ?? '', 'wordpress'))).toContain('1 imported, 0 skipped, 0 rejected');
  expect(await signIn('anna@wordpress.example.com', 'test12345')).toBe(303);
  expect(await signIn('paul@wordpress.example.com', 'test12345')).toBe(303);
});

it('people come from a table, are invited, and choose a password behind a link that works once', {
  timeout: 240_000,
}, async () => {
  const [csv, numbers, ...rest] = await guide.blocks('import/csv.md', 'sh');
  expect(rest).toEqual([]);
  expect(await guide.shell.run(numbers ?? '')).toContain('1 imported, 0 skipped, 1 rejected');
  const told = await guide.shell.run(rename(csv ?? '', 'table'));
  expect(told).toContain('2 would be imported');
  expect(told).toContain('2 imported, 0 skipped, 0 rejected');
  const visitor = guide.visitor();
  const link = await vi.waitFor(
    async () => {
      const mails = JSON.parse((await visitor.request('/dev/outbox.json')).body) as { to: string; text: string }[];
      const mail = mails.find(({ to }) => to === 'anna@table.example.com');
      expect(mail).toBeDefined();
      return /\/invitation\?token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
    },
    { timeout: 60_000, interval: 200 },
  );
  const chosen = await visitor.fill(link, { password: 'a lantern beside the stairs' });
  expect(chosen.status).toBe(303);
  expect(await signIn('anna@table.example.com', 'a lantern beside the stairs')).toBe(303);
  expect((await guide.visitor().get(link)).status).not.toBe(200);
});

it('people leave again', { timeout: 300_000 }, async () => {
  const [ndjson, look, again, csv, ...rest] = await guide.blocks('leaving.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  expect(await shell.run(ndjson ?? '')).toMatch(
    /Exported \d+ customers to customers.ndjson, with their password hashes/,
  );
  expect(await shell.run(look ?? '')).toMatch(/600$/);
  const outcome = JSON.parse(await shell.run(again ?? ''));
  expect(outcome).toMatchObject({ state: 'dry_run', imported: 0, rejected: 0 });
  expect(outcome.skipped).toBe(outcome.records);
  expect(await shell.run(csv ?? '')).toContain('"id","external_id","email"');
});
