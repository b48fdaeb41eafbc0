import { afterAll, beforeAll, expect, test } from 'vitest';
import { awaitMail, createAdministrator } from '../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { ownerNotices } from './notices.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const entry = { actor: { kind: 'system' } } as const;

test('owners are told of exports and of keys that somebody changed; not of schedules', () => {
  const of = (name: keyof typeof ownerNotices, about: object) =>
    (ownerNotices[name] as (entry: object) => string | null)({ ...entry, ...about });
  expect(of('customers.exported', {})).toBe('customers_exported');
  expect(of('signing_key.withdrawn', {})).toBe('keys_changed');
  expect(of('signing_key.created', {})).toBeNull();
  expect(of('signing_key.created', { actor: { kind: 'administrator', id: 'cus_x' } })).toBe('keys_changed');
});

test('each owner, and whoever it is about, is told of every change of who administers, once, with who did it', async () => {
  const first = await createAdministrator(house, 'first@example.com', 'owner');
  await createAdministrator(house, 'second@example.com', 'owner');
  const third = await createAdministrator(house, 'third@example.com', 'support');
  await awaitMail(house, 'second@example.com', 'New administrator', 2);

  const read = await first.call('GET', `/administrators/${third.customerId}`);
  const headers = { 'if-match': read.headers['etag'] };
  const changed = await first.call('PATCH', `/administrators/${third.customerId}`, {
    body: { roles: ['auditor'], state: 'suspended' },
    headers,
  });
  expect(changed.body).toMatchObject({
    roles: ['auditor'],
    state: 'suspended',
    is_live: false,
    email: 't•••@example.com',
  });
  for (const address of ['first@example.com', 'second@example.com']) {
    const mail = await awaitMail(house, address, 'Roles of an administrator changed');
    expect(mail.text).toContain('It is about t•••@example.com.');
    expect(mail.text).toContain('by f•••@example.com');
    expect(mail.text).toContain('Auditor');
    await awaitMail(house, address, 'Administrator suspended');
  }
  expect((await awaitMail(house, 'third@example.com', 'Administrator suspended')).text).toContain(
    'You cannot administer',
  );
  const told = await house.sql(
    `select 1 from ledger_entries where event = 'administrator.notified' and data->>'occasion' = 'administrator_changed'`,
  );
  expect(told).toHaveLength(3);

  const removed = await first.call('DELETE', `/administrators/${third.customerId}`, {
    headers: { 'if-match': changed.headers['etag'] },
  });
  expect(removed.status).toBe(204);
  expect((await awaitMail(house, 'third@example.com', 'Administrator removed')).text).toContain('no longer');
});

test('a change is refused when it builds on what is no longer so', async () => {
  const owner = await createAdministrator(house, 'fourth@example.com', 'owner');
  const other = await createAdministrator(house, 'fifth@example.com', 'support');
  const path = `/administrators/${other.customerId}`;
  const { headers } = await owner.call('GET', path);
  const put = (roles: string[]) =>
    owner.call('PATCH', path, { body: { roles }, headers: { 'if-match': headers['etag'] } });
  expect((await put(['auditor'])).status).toBe(200);
  expect((await put(['developer'])).status).toBe(412);
  expect((await owner.call('PATCH', path, { body: { roles: ['auditor'] } })).status).toBe(428);
});

test('administrators and invitations are listed page by page, addresses masked', async () => {
  const owner = await createAdministrator(house, 'sixth@example.com', 'owner');
  const found: unknown[] = [];
  let cursor = '';
  do {
    const page = await owner.call('GET', `/administrators?limit=2${cursor}`);
    found.push(...(page.body['items'] as unknown[]));
    cursor = page.body['next_cursor'] === null ? '' : `&cursor=${String(page.body['next_cursor'])}`;
  } while (cursor !== '');
  const rows = await house.sql('select 1 from administrators');
  expect(found).toHaveLength(rows.length);
  expect(JSON.stringify(found)).not.toMatch(/(first|second|sixth)@example/);

  const body = { email: 'asked@example.com', roles: ['support'] };
  const sent = await owner.call('POST', '/administrator-invitations', { body });
  expect(sent.status).toBe(201);
  const mail = await awaitMail(house, 'asked@example.com', 'Cardea asks you to administer');
  expect(mail.text).toContain('Support');
  const list = await owner.call('GET', '/administrator-invitations?limit=1');
  expect(list.body['items']).toMatchObject([{ email: 'a•••@example.com', state: 'open', roles: ['support'] }]);
  const path = `/administrator-invitations/${String(sent.body['invitation_id'])}`;
  expect((await owner.call('DELETE', path)).status).toBe(204);
  expect((await owner.call('DELETE', path)).status).toBe(404);
  const link = /http\S+(\/setup\?token=\S+)/.exec(mail.text)?.[1] ?? '';
  expect((await house.visitor().get(link)).status).toBe(410);
});
