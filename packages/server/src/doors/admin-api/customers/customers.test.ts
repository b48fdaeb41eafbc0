import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword, registerCustomer, signIn } from '../../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { because, createManager, type Manager } from '../../../../test/management.ts';
import type { JsonAnswer } from '../../../../test/own-interface.ts';

let house: TestHouse;
let manager: Manager;
let reader: Manager;
const seen = { headers: because('Ticket 1') };
const whole = async (path: string) => manager.call('GET', path, seen);

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'customers:read', 'customers:write', 'customers.personal:read', 'ledger:read');
  reader = await createManager(house, 'customers:read');
});
afterAll(() => house.stop());

const create = async (body: object, headers = {}) => manager.call('POST', '/customers', { body, headers });
const idOf = (answer: JsonAnswer) => String(answer.body['customer_id']);
const itemsOf = ({ body }: JsonAnswer) => body['items'] as Record<string, unknown>[];
const search = (body: object, who = manager) => who.call('POST', '/customers/search', { body });
/** With a reason: then also by the beginnings of words. */
const searchSeeing = (body: object) => manager.call('POST', '/customers/search', { body, ...seen });
const act = (customerId: string, action: string) =>
  manager.call('POST', `/customers/${customerId}/${action}`, { body: {} });

describe('a customer whom staff create', () => {
  it('has no password until they choose one behind the link that they are mailed', async () => {
    const body = { email: 'anna@example.com', attributes: { name: 'Anna Bergmann' }, external_id: 'crm-1' };
    const made = await create(body);
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'a•••@example.com', email_verified: false, name: 'A•••', external_id: 'c•••', masked: true },
    });
    expect(made.body['password_set_at']).toBeNull();
    expect(made.headers['location']).toBe(`/api/admin/customers/${idOf(made)}`);

    const mail = await house.mailTo('anna@example.com');
    expect(mail.subject).toBe('Choose your password for Cardea');
    expect(mail.text).not.toMatch(/\b\d{3} \d{3}\b/);
    const visitor = house.visitor();
    const link = /\/recover\/link\?token=[\w-]+/.exec(mail.text)?.[0] ?? '';
    const opened = await visitor.get(link);
    expect(opened.status).toBe(200);
    const proven = await visitor.post('/recover/link', opened.hidden('/recover/link'));
    const choose = await visitor.get(proven.headers['location'] ?? '');
    const chosen = await visitor.post('/recover/password', {
      ...choose.hidden('/recover/password'),
      password: goodPassword,
    });
    expect(chosen.status).toBe(303);
    const after = await whole(`/customers/${idOf(made)}`);
    expect(after.body).toMatchObject({ email: 'anna@example.com', email_verified: true, masked: false });
    expect((await signIn(house.visitor(), 'anna@example.com')).status).toBe(303);
  });

  it('is made once for a call that is repeated, and refused where the address or external id is somebody’s', async () => {
    const body = { email: 'bert@example.com', external_id: 'crm-2', send: 'nothing' };
    const key = { 'idempotency-key': 'k1' };
    const [first, again] = [await create(body, key), await create(body, key)];
    expect(idOf(again)).toBe(idOf(first));
    expect(await create({ ...body, external_id: null })).toMatchObject({
      status: 409,
      body: { code: 'identifier.taken' },
    });
    const twice = await create({ email: 'bert2@example.com', external_id: 'crm-2', send: 'nothing' });
    expect(twice).toMatchObject({ status: 409, body: { errors: [{ pointer: '/external_id' }] } });
    expect(itemsOf(await search({ email: 'bert2@example.com' }))).toEqual([]);
  });
});

describe('finding customers', () => {
  it('finds by each identifier, the external id, and beginnings of words of the name, page by page', async () => {
    const made = await create({
      email: 'Cleo.Klein@example.com',
      attributes: { name: 'Cleopatra Klein' },
      external_id: 'crm-3',
      send: 'nothing',
    });
    await create({ email: 'c2@example.com', attributes: { name: 'Cleopatra Gross' }, send: 'nothing' });
    const found = [{ customer_id: idOf(made), email: 'C•••@example.com' }];
    expect(itemsOf(await search({ email: 'cleo.klein@EXAMPLE.com' }))).toMatchObject(found);
    expect(itemsOf(await search({ external_id: 'crm-3' }))).toMatchObject(found);
    expect(itemsOf(await search({ customer_id: idOf(made) }))).toMatchObject(found);
    expect(itemsOf(await search({ name: 'klein cleopatra' }))).toMatchObject(found);
    const whole = [{ customer_id: idOf(made), external_id: 'crm-3' }];
    expect(itemsOf(await searchSeeing({ name: 'klei cleo' }))).toMatchObject(whole);
    expect(itemsOf(await searchSeeing({ name: 'Cleopatra K' }))).toMatchObject(whole);
    expect(itemsOf(await search({ attribute: 'name', value: 'cleopatra klein' }))).toMatchObject(found);
    expect(itemsOf(await search({ username: 'nobody' }))).toEqual([]);
    expect(itemsOf(await search({ phone: '+49 151 23456789' }))).toEqual([]);
    const first = await search({ name: 'cleopatra', limit: 1 });
    const cursor = first.body['next_cursor'];
    const second = await search({ name: 'cleopatra', limit: 1, cursor });
    expect([...itemsOf(first), ...itemsOf(second)].map(({ customer_id: id }) => id)).toContain(idOf(made));
    expect(second.body['next_cursor']).toBeNull();
    const other = await search({ name: 'anna', limit: 1, cursor });
    expect(other).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });
});

describe('changing a customer', () => {
  it('changes what was read and nothing newer, as the schema lets staff', async () => {
    const made = await create({ email: 'dora@example.com', attributes: { name: 'Dora' }, send: 'nothing' });
    const path = `/customers/${idOf(made)}`;
    const etag = made.headers['etag'] ?? '';
    const patch = (body: object, headers = {}) => manager.call('PATCH', path, { body, headers });
    expect(await patch({ attributes: { name: 'D' } })).toMatchObject({ status: 428 });
    const changed = await patch(
      { attributes: { name: 'Dora Dorn' }, external_id: 'crm-4', locale: 'de' },
      { 'if-match': etag },
    );
    expect(changed).toMatchObject({ status: 200, body: { external_id: 'c•••', locale: 'de' } });
    expect(await patch({ external_id: null }, { 'if-match': etag })).toMatchObject({ status: 412 });
    const now = { 'if-match': changed.headers['etag'] };
    expect(await patch({ attributes: { role: 'admin' } }, now)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/attributes/role', text_id: 'attribute.unknown' }] },
    });
    expect(await patch({ state: 'disabled' }, now)).toMatchObject({ status: 400 });
    expect((await patch({ external_id: null }, now)).body['external_id']).toBeNull();
    expect(itemsOf(await search({ name: 'dorn' }))).toMatchObject([{ customer_id: idOf(made) }]);
    const entries = await house.sql(
      `select event, actor_kind, actor_id from ledger_entries where customer_id = $1 order by entry_id`,
      [idOf(made)],
    );
    expect(entries.map((entry) => entry['event'])).toEqual([
      'customer.created',
      'profile.changed',
      'customer.changed',
      'customer.changed',
    ]);
    expect(entries.every((entry) => entry['actor_id'] === manager.applicationId)).toBe(true);
  });
});

describe('what staff do to an account', () => {
  it('pauses it at once: its sessions end and nobody is signed in until it is opened again', async () => {
    const browser = await registerCustomer(house, 'emil@example.com', { name: 'Emil' });
    const customerId = String(itemsOf(await search({ email: 'emil@example.com' }))[0]?.['customer_id']);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await act(customerId, 'disable')).status).toBe(204);
    expect((await browser.request('/account')).status).toBe(303);
    expect((await signIn(house.visitor(), 'emil@example.com')).status).not.toBe(303);
    expect(await act(customerId, 'disable')).toMatchObject({ status: 409, body: { code: 'customer.not_in_state' } });
    expect((await act(customerId, 'send-password-link')).status).toBe(409);
    expect((await act(customerId, 'enable')).status).toBe(204);
    expect((await browser.request('/account')).status).toBe(303);
    expect((await signIn(house.visitor(), 'emil@example.com')).status).toBe(303);
  });

  it('ends one session, or all of them', async () => {
    const browser = await registerCustomer(house, 'finn@example.com');
    const customerId = String(itemsOf(await search({ email: 'finn@example.com' }))[0]?.['customer_id']);
    const listed = await manager.call('GET', `/customers/${customerId}/sessions`);
    expect(itemsOf(listed)).toMatchObject([{ address: null, applications: [] }]);
    expect(itemsOf(await whole(`/customers/${customerId}/sessions`))[0]?.['address']).toEqual(
      expect.stringMatching(/\d/),
    );
    const [session] = itemsOf(listed);
    const end = () => manager.call('DELETE', `/customers/${customerId}/sessions/${session?.['session_id']}`);
    expect((await end()).status).toBe(204);
    expect((await end()).status).toBe(404);
    expect((await browser.request('/account')).status).toBe(303);
    const again = house.visitor({ address: '8.8.8.8' });
    await signIn(again, 'finn@example.com');
    const path = `/customers/${customerId}/sessions`;
    expect(itemsOf(await manager.call('GET', path))).toMatchObject([{ address: null, place: null }]);
    const place = { country: 'US', region: null, city: null, private: false };
    expect(itemsOf(await whole(path))).toMatchObject([{ address: '8.8.8.8', place }]);
    expect((await act(customerId, 'end-sessions')).status).toBe(204);
    expect((await again.request('/account')).status).toBe(303);
    expect((await act(customerId, 'end-sessions')).status).toBe(204);
    expect(itemsOf(await manager.call('GET', `/customers/${customerId}/devices`)).length).toBeGreaterThan(0);
    expect(itemsOf(await manager.call('GET', `/customers/${customerId}/consents`))).toEqual([]);
    expect(itemsOf(await manager.call('GET', `/customers/${customerId}/recipients`))).toEqual([]);
  });

  it('closes it with a grace that its owner is told of, and keeps it after all', async () => {
    await registerCustomer(house, 'greta@example.com');
    const customerId = String(itemsOf(await search({ email: 'greta@example.com' }))[0]?.['customer_id']);
    expect((await act(customerId, 'close')).status).toBe(204);
    expect((await whole(`/customers/${customerId}`)).body).toMatchObject({
      state: 'closing',
      closes_at: expect.any(String),
    });
    const mail = await house.mailTo('greta@example.com', 2);
    expect(mail.text).toContain('/keep-account?token=');
    expect((await act(customerId, 'keep')).status).toBe(204);
    expect((await whole(`/customers/${customerId}`)).body).toMatchObject({ state: 'active', closes_at: null });
  });

  it('mails a link to a new password, which ends what anybody else held', async () => {
    const browser = await registerCustomer(house, 'hanna@example.com');
    const customerId = String(itemsOf(await search({ email: 'hanna@example.com' }))[0]?.['customer_id']);
    const sent = await act(customerId, 'send-password-link');
    expect([sent.status, sent.body]).toEqual([202, {}]);
    const mail = await house.mailTo('hanna@example.com', 2);
    expect(mail.text).toContain('/recover/link?token=');
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('is refused for who is nobody here', async () => {
    for (const id of ['cus_00000000000000000000000000', 'nonsense', "' or 1=1 --"]) {
      const path = `/customers/${encodeURIComponent(id)}`;
      expect(await manager.call('GET', path)).toMatchObject({ status: 404, body: { code: 'customer.not_found' } });
      expect((await manager.call('GET', `${path}/activity`)).status).toBe(404);
      expect((await manager.call('POST', `${path}/disable`, { body: {} })).status).toBe(404);
    }
  });
});

describe('notes', () => {
  it('rest sealed under the customer’s key, and are read whole with a reason alone', async () => {
    const made = await create({ email: 'ida@example.com', send: 'nothing' });
    const path = `/customers/${idOf(made)}/notes`;
    const texts = ['first', 'second', 'third'];
    for (const text of texts) expect((await manager.call('POST', path, { body: { text } })).status).toBe(201);
    expect(itemsOf(await manager.call('GET', path))[0]).toMatchObject({ text: null, author: { kind: 'application' } });
    expect(itemsOf(await reader.call('GET', path, seen))[0]).toMatchObject({ text: null });
    const page = await whole(`${path}?limit=2`);
    expect(itemsOf(page).map(({ text }) => text)).toEqual(['third', 'second']);
    const rest = await whole(`${path}?limit=2&cursor=${page.body['next_cursor']}`);
    expect(itemsOf(rest).map(({ text }) => text)).toEqual(['first']);
    const id = itemsOf(rest)[0]?.['note_id'];
    expect((await manager.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await manager.call('DELETE', `${path}/${id}`)).status).toBe(404);
    expect(JSON.stringify(await house.sql('select * from customer_notes'))).not.toContain('second');
  });
});

describe('the ledger', () => {
  it('is read by customer, actor, event and time, and its personal part with a reason alone', async () => {
    const made = await create({ email: 'jan@example.com', send: 'nothing' });
    await registerCustomer(house, 'kim@example.com');
    const kim = String(itemsOf(await search({ email: 'kim@example.com' }))[0]?.['customer_id']);
    const events = async (query: string) =>
      itemsOf(await manager.call('GET', `/ledger?limit=100${query}`)).map(({ event }) => event);
    expect(await events(`&customer_id=${idOf(made)}`)).toEqual(['customer.created']);
    expect(await events(`&customer_id=${kim}&event=session.started&event=password.set`)).toEqual([
      'session.started',
      'password.set',
    ]);
    expect(new Set(await events(`&actor_id=${manager.applicationId}&event=customer.created`))).toEqual(
      new Set(['customer.created']),
    );
    expect(await events('&from=2200-01-01T00:00:00Z')).toEqual([]);
    expect(await events('&to=2020-01-01T00:00:00Z')).toEqual([]);
    const now = new Date(Date.now() + 60_000).toISOString();
    expect((await events(`&from=2020-01-01T00:00:00Z&to=${now}`)).length).toBeGreaterThan(10);
    expect((await manager.call('GET', '/ledger?event=no.such')).status).toBe(400);

    const started = `/ledger?customer_id=${kim}&event=session.started`;
    expect(itemsOf(await manager.call('GET', started))[0]).toMatchObject({ personal: null, masked: true });
    expect(itemsOf(await whole(started))[0]).toMatchObject({
      personal: { address: expect.any(String) },
      masked: false,
    });
    const activity = await manager.call('GET', `/customers/${kim}/activity?limit=2`);
    expect(itemsOf(activity)).toHaveLength(2);
    expect(activity.body['next_cursor']).not.toBeNull();
  });

  it('leads through all entries, none twice, whatever the filter leaves on a page', async () => {
    const seenIds: string[] = [];
    for (let query = '?limit=7'; ; ) {
      const page = await manager.call('GET', `/ledger${query}`);
      seenIds.push(...itemsOf(page).map(({ entry_id: id }) => String(id)));
      if (page.body['next_cursor'] === null) break;
      query = `?limit=7&cursor=${page.body['next_cursor']}`;
    }
    const all = await house.sql<{ entry_id: string }>(
      'select entry_id::text from ledger_entries order by ledger_entries.entry_id desc',
    );
    expect(seenIds).toEqual(all.map(({ entry_id: id }) => id));
  });
});

describe('an invitation', () => {
  it('is mailed, listed masked, and taken back', async () => {
    const invited = await manager.call('POST', '/invitations', { body: { email: 'lara@example.com' } });
    expect(invited.status).toBe(201);
    expect((await house.mailTo('lara@example.com')).text).toContain('/invitation?token=');
    const listed = await manager.call('GET', '/invitations');
    expect(itemsOf(listed)).toMatchObject([{ email: 'l•••@example.com', state: 'open' }]);
    const path = `/invitations/${invited.body['invitation_id']}`;
    expect((await manager.call('DELETE', path)).status).toBe(204);
    expect((await manager.call('DELETE', path)).status).toBe(404);
  });
});
