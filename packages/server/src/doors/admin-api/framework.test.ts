import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword, registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { because, callerWith, createManager, type Manager } from '../../../test/management.ts';

let house: TestHouse;
let reader: Manager;
let personal: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  for (const name of ['anna', 'bert', 'cleo']) await registerCustomer(house, `${name}@example.com`, { name });
  reader = await createManager(house, 'customers:read');
  personal = await createManager(house, 'customers:read', 'customers.personal:read');
});
afterAll(() => house.stop());

const itemsOf = ({ body }: { body: Readonly<Record<string, unknown>> }) => body['items'] as Record<string, unknown>[];

describe('the management door', () => {
  it('lists customers page by page, masked, the newest first', async () => {
    const first = await reader.call('GET', '/customers?limit=2');
    expect(first.status).toBe(200);
    expect(itemsOf(first)).toMatchObject([
      { email: 'c•••@example.com', name: 'c•••', masked: true, state: 'active' },
      { email: 'b•••@example.com' },
    ]);
    const next = await reader.call('GET', `/customers?limit=2&cursor=${first.body['next_cursor']}`);
    expect(itemsOf(next)).toMatchObject([{ email: 'a•••@example.com' }]);
    expect(next.body['next_cursor']).toBeNull();
    const oldest = await reader.call('GET', '/customers?sort=created_at&state=active');
    expect(itemsOf(oldest)).toMatchObject([{ name: 'a•••' }, { name: 'b•••' }, { name: 'c•••' }]);
  });

  it('does not begin anew where the row that a list went on after has gone', async () => {
    const writer = await createManager(house, 'customers:read', 'customers:write');
    for (const name of ['x', 'y', 'z'])
      await writer.call('POST', '/invitations', { body: { email: `${name}@example.com` } });
    const first = await writer.call('GET', '/invitations?limit=1');
    await house.sql('delete from invitations where invitation_id = $1', [itemsOf(first)[0]?.['invitation_id']]);
    const next = await writer.call('GET', `/invitations?limit=1&cursor=${first.body['next_cursor']}`);
    expect(next).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });

    const browser = house.visitor();
    for (let times = 0; times < 3; times += 1) {
      browser.cookies.clear();
      await browser.fill('/sign-in', { identifier: 'bert@example.com', password: goodPassword });
    }
    const [bert] = itemsOf(await writer.call('POST', '/customers/search', { body: { email: 'bert@example.com' } }));
    const path = `/customers/${String(bert?.['customer_id'])}/sessions?limit=1`;
    const sessions = await writer.call('GET', path);
    const gone = String(itemsOf(sessions)[0]?.['session_id']);
    await writer.call('DELETE', `/customers/${String(bert?.['customer_id'])}/sessions/${gone}`);
    const further = await writer.call('GET', `${path}&cursor=${sessions.body['next_cursor']}`);
    expect(further).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });

  it('shows personal fields whole only for the permission and a reason, and records each reading', async () => {
    expect(itemsOf(await personal.call('GET', '/customers'))[0]).toMatchObject({ email: 'c•••@example.com' });
    const withReason = { headers: because('Ticket 4711 – Rückruf') };
    expect(itemsOf(await reader.call('GET', '/customers', withReason))[0]).toMatchObject({ masked: true });
    expect(await house.sql(`select from ledger_entries where event = 'customer.viewed'`)).toHaveLength(0);
    const shown = await personal.call('GET', '/customers?limit=1', withReason);
    expect(itemsOf(shown)).toMatchObject([{ email: 'cleo@example.com', name: 'cleo', masked: false }]);
    const [entry] = await house.sql(
      `select customer_id, actor_kind, actor_id, data from ledger_entries where event = 'customer.viewed'`,
    );
    expect(entry).toMatchObject({
      customer_id: itemsOf(shown)[0]?.['customer_id'],
      actor_kind: 'application',
      actor_id: personal.applicationId,
      data: { fields: ['attributes.name', 'email'] },
    });
    expect(await house.sql(`select recipient_kind, recipient_id, purpose, attributes from disclosure_log`)).toEqual([
      {
        recipient_kind: 'staff',
        recipient_id: personal.applicationId,
        purpose: 'administration',
        attributes: ['attributes.name', 'email'],
      },
    ]);
  });

  it('refuses a reason that is too long or hides something', async () => {
    for (const reason of ['x'.repeat(201), 'a\u202eb', '  ', 'a\nb'])
      expect(await personal.call('GET', '/customers', { headers: because(reason) })).toMatchObject({ status: 400 });
  });

  it('takes no cursor that it did not make for this very list', async () => {
    const { body } = await reader.call('GET', '/customers?limit=1');
    const cursor = String(body['next_cursor']);
    const changed = `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const query of [`cursor=${changed}`, 'cursor=AAAA', `state=active&cursor=${cursor}`]) {
      const answer = await reader.call('GET', `/customers?limit=1&${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
    }
  });

  it('says who is no caller, before it reads what was sent', async () => {
    const nobody = callerWith(house, null);
    expect(await nobody('GET', '/customers')).toMatchObject({ status: 401, body: { code: 'token.required' } });
    expect(await callerWith(house, 'abc')('GET', '/customers?nonsense=1')).toMatchObject({
      status: 401,
      body: { code: 'token.invalid' },
    });
    const other = await createManager(house, 'ledger:read');
    expect(await other.call('GET', '/customers?nonsense=1')).toMatchObject({
      status: 403,
      body: { code: 'token.insufficient_scope' },
    });
    expect(await reader.call('GET', '/customers?nonsense=1')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('lets no page of another origin in, and answers with no word of CORS', async () => {
    const foreign = await reader.call('GET', '/customers', { headers: { origin: 'https://evil.example' } });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'request.cross_site' } });
    const own = await reader.call('GET', '/customers', { headers: { origin: house.origin } });
    expect(own.status).toBe(200);
    for (const { headers } of [foreign, own])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
