/** What the pages of an account show, and to whom: cases 92, 93 and 98, and the activity that is only one's own. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { isSignedIn, sessionOf, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const pages = [
  '',
  '/profile',
  '/sign-in',
  '/devices',
  '/secure',
  '/sessions',
  '/applications',
  '/activity',
  '/close',
  '/sign-in/email',
];

describe('every page of the account', () => {
  it('is shown to its owner, and leads anybody else to the sign-in page and back', async () => {
    const anna = await signUp(house, 'anna@pages.example');
    for (const page of pages) {
      expect([page, (await anna.request(`/account${page}`)).status]).toEqual([page, 200]);
      const { status, headers } = await house.visitor().request(`/account${page}`);
      expect([page, status, headers['location']]).toEqual([
        page,
        303,
        `/sign-in?return_to=${encodeURIComponent(`/account${page}`)}`,
      ]);
    }
  });
});

describe('the sessions', () => {
  it('end all at once but the one that asks', async () => {
    const bert = await signUp(house, 'bert@pages.example');
    const others = [house.visitor(), house.visitor()];
    for (const other of others) await signIn(other, 'bert@pages.example');
    const stranger = await signUp(house, 'stranger@pages.example');
    const path = '/account/sessions/end-others';
    const hidden = (await bert.get('/account/sessions')).hidden(path);
    expect((await stranger.post(path, hidden)).status).toBe(403);
    expect((await bert.post(path, hidden, { origin: 'https://evil.example' })).status).toBe(403);
    for (const other of others) expect(await isSignedIn(other)).toBe(true);
    expect((await bert.post(path, hidden)).headers['location']).toBe('/account/sessions?notice=others_ended');
    for (const other of others) expect(await isSignedIn(other)).toBe(false);
    for (const kept of [bert, stranger]) expect(await isSignedIn(kept)).toBe(true);
    expect((await bert.post(path, hidden)).status).toBe(303);
  });

  it('are a hundred at most: one more ends the one that was used longest ago (case 98)', async () => {
    const email = 'carla@pages.example';
    const carla = await signUp(house, email);
    const { sessionId, customerId } = await sessionOf(house, carla);
    await house.sql(
      `insert into sessions (tenant_id, session_id, customer_id, secret_hash, tenant_epoch, customer_epoch, amr, acr, client,
         cookie_idle_at, ends_at, last_seen_at)
       select tenant_id, 'ses_' || lpad(n::text, 26, '0'), customer_id, $2 || int4send(n), tenant_epoch, customer_epoch, amr, acr,
         client, cookie_idle_at, ends_at, now() - make_interval(mins => n)
       from sessions, generate_series(1, 99) n where session_id = $1`,
      [sessionId, randomBytes(28)],
    );
    const open = () =>
      house.sql<{ session_id: string }>(
        'select session_id from session_standings where customer_id = $1 and is_live order by last_seen_at desc',
        [customerId],
      );
    expect(await open()).toHaveLength(100);
    const longestAgo = (await open()).at(-1)?.session_id;
    const next = house.visitor();
    expect((await signIn(next, email)).status).toBe(303);
    const left = await open();
    expect(left).toHaveLength(100);
    expect(left.map((row) => row.session_id)).not.toContain(longestAgo);
    for (const browser of [carla, next]) expect(await isSignedIn(browser)).toBe(true);
    const entries = await house.sql(
      "select actor_kind, data from ledger_entries where event = 'session.ended' and customer_id = $1",
      [customerId],
    );
    expect(entries).toEqual([{ actor_kind: 'system', data: { sessionId: longestAgo, reason: 'too_many' } }]);
    expect((await next.get('/account/activity')).body).toContain('because there were too many');
    // Its end has been told already: it is none of those that an operator ended in the database alone.
    expect(await house.sql('select 1 from sessions where ended_at is not null and announced_at is null')).toEqual([]);
  });

  it('are shown with the applications each signed in to, and with nobody else’s', async () => {
    const dora = await signUp(house, 'dora@pages.example');
    const emil = await signUp(house, 'emil@pages.example');
    const [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
    await house.house.applications.register(tenantId, {
      metadata: { client_name: 'Diary <i>', redirect_uris: ['https://diary.example/'] },
      firstParty: true,
      applicationId: 'diary',
    });
    const { sessionId } = await sessionOf(house, dora);
    await house.sql(
      `insert into session_applications (tenant_id, session_id, application_id, sid, grant_id, granted_at)
       values ($1, $2, 'diary', 'sid-of-dora', 'grant-of-dora', now() - interval '3 hours')`,
      [tenantId, sessionId],
    );
    const page = await dora.get('/account/sessions');
    expect(page.body).toContain('Diary &lt;i&gt;');
    expect(page.body).toContain('3 hours ago');
    expect((await emil.get('/account/sessions')).body).not.toContain('Diary');
    await house.sql("update session_applications set revoked_at = now() where sid = 'sid-of-dora'");
    expect((await dora.get('/account/sessions')).body).not.toContain('Diary');
  });
});

describe('the activity', () => {
  const olderOf = (body: string) => /href="(\/account\/activity\?before=[\w-]+)" rel="next"/.exec(body)?.[1] ?? '';
  const timesOf = (body: string) => [...body.matchAll(/<time datetime="([^"]+)"/g)].map((match) => match[1] ?? '');

  it('says in plain words what happened, with browser and address, in the reader’s language', async () => {
    const visitor = house.visitor({ address: '203.0.113.7' });
    const fanny = await signUp(house, 'fanny@pages.example', { visitor });
    await signIn(house.visitor({ address: '198.51.100.9' }), 'fanny@pages.example', 'not the password');
    const { body } = await fanny.get('/account/activity');
    for (const words of [
      'You created this account',
      'Signed in',
      'Firefox on Linux',
      '203.0.113.7',
      'A sign-in failed',
    ])
      expect(body).toContain(words);
    const german = await fanny.request('/account/activity', { headers: { 'accept-language': 'de' } });
    expect(german.body).toContain('Sie haben dieses Konto angelegt');
    expect(body).not.toMatch(/[a-z]{3}_[0-9a-z]{26}/);
  });

  it('is nobody else’s, whatever the cursor says, and comes page by page without gap or repetition', async () => {
    const gerd = await signUp(house, 'gerd@pages.example');
    const hans = await signUp(house, 'hans@pages.example');
    const { customerId } = await sessionOf(house, gerd);
    await house.sql(
      `insert into ledger_entries (lane, tenant_id, customer_id, event, actor_kind, data)
       select 0, tenant_id, customer_id, 'sign_in.failed', 'visitor',
         '{"flowId":"flw_x","reason":"no_match"}'
       from customers, generate_series(1, 60) n where customer_id = $1`,
      [customerId],
    );
    let seen = 0;
    for (let path = '/account/activity', count = 0; path !== '' && count < 10; count += 1) {
      const { body } = await gerd.get(path);
      seen += body.match(/A sign-in failed/g)?.length ?? 0;
      path = olderOf(body);
    }
    expect(seen).toBe(60);
    const cursor = olderOf((await gerd.get('/account/activity')).body);
    const own = timesOf((await hans.get('/account/activity')).body).length;
    const foreign = await hans.get(cursor);
    expect(foreign.body).not.toContain('A sign-in failed');
    expect(timesOf(foreign.body).length).toBeLessThanOrEqual(own);
    for (const before of [
      'x',
      'W10',
      Buffer.from('["2026-01-01T00:00:00.000Z","1; drop table x"]').toString('base64url'),
    ]) {
      const { status, body } = await hans.request(`/account/activity?before=${before}`);
      expect([before, status]).toEqual([before, 200]);
      expect(body).not.toContain('A sign-in failed');
    }
  });

  it('reads one index of the customer’s own, whatever else the ledger holds', async () => {
    const ines: Visitor = await signUp(house, 'ines@pages.example');
    const { customerId } = await sessionOf(house, ines);
    const plan = await house.sql<{ 'QUERY PLAN': string }>(
      `explain select entry_id from ledger_entries
       where tenant_id = (select tenant_id from tenants limit 1) and customer_id = '${customerId}'
         and recorded_at > now() - interval '366 days' and event = any('{session.started}')
       order by entry_id desc limit 26`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).not.toContain('Seq Scan on ledger_entries');
  });
});
