/**
 * Two tenants on one server: nothing that one hands out is worth anything at the other. Case 93.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor, VisitorOptions } from '../test/visitor.ts';
import { codeOf, isSignedIn, password, signIn, signUp } from './signed-in.ts';

const host = 'second.localhost:4000';
let house: TestHouse;
let tenantId: string;
const second = (options: VisitorOptions = {}) => house.visitor({ host, origin: `http://${host}`, ...options });

/** The same cookies and network address, asking for the other host: what a confused or hostile browser would send. */
function carry(from: Visitor, to: Visitor): Visitor {
  for (const [name, value] of from.cookies) to.cookies.set(name, value);
  return to;
}

beforeAll(async () => {
  house = await startTestHouse();
  tenantId = (await house.house.tenants.create({ name: 'Second', host })) ?? '';
});
afterAll(() => house.stop());

const customersAt = async (tenant: string) =>
  (await house.sql('select 1 from customers where tenant_id = $1', [tenant])).length;

describe('what one tenant hands out', () => {
  it('says nothing at the other: its session cookie is none there (case 93)', async () => {
    const anna = await signUp(house, 'anna@example.com');
    const there = carry(anna, second());
    expect(await isSignedIn(there)).toBe(false);
    const page = await anna.get('/account');
    const everywhere = await there.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
    expect(everywhere.status).toBe(401);
    await there.post('/sign-out', page.hidden('/sign-out'));
    expect(await isSignedIn(anna)).toBe(true);
  });

  it('names no account at the other: the same address is free there and has a password of its own (case 93)', async () => {
    await signUp(house, 'both@example.com');
    const before = await customersAt(tenantId);
    expect((await signIn(second(), 'both@example.com')).status).toBe(401);
    const there = second();
    const accepted = await there.fill('/sign-up', {
      email: 'both@example.com',
      password: 'six grey herons wait',
      name: '',
    });
    const mail = await house.mailTo('both@example.com', 2);
    expect(mail.text).toContain(`http://${host}/verify/link?`);
    await there.fill(accepted.headers['location'] ?? '', { code: codeOf(mail.subject) });
    expect(await isSignedIn(there)).toBe(true);
    expect(await customersAt(tenantId)).toBe(before + 1);
    expect((await signIn(second(), 'both@example.com', password)).status).toBe(401);
    expect((await signIn(house.visitor(), 'both@example.com', 'six grey herons wait')).status).toBe(401);
    expect((await signIn(house.visitor(), 'both@example.com')).status).toBe(303);
  });

  it('opens no journey at the other: flow, code and link are unknown there, and still good at home (case 93)', async () => {
    const here = house.visitor();
    const accepted = await here.fill('/sign-up', { email: 'flow@example.com', password, name: 'Flora' });
    const verify = accepted.headers['location'] ?? '';
    const flow = new URL(verify, house.origin).searchParams.get('flow') ?? '';
    const mail = await house.mailTo('flow@example.com');
    const token = /\/verify\/link\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
    expect(token).not.toBe('');
    const before = await customersAt(tenantId);

    const there = carry(here, second());
    expect((await there.request(verify)).status).toBe(410);
    expect((await there.post('/verify', { flow, code: codeOf(mail.subject) })).status).toBe(410);
    expect((await there.post('/verify/resend', { flow })).status).toBe(410);
    expect((await there.request(`/verify/link?token=${token}`)).status).toBe(410);
    expect((await there.post('/verify/link', { token, password })).status).toBe(410);
    expect((await there.post('/sign-up', { flow, email: 'flow@example.com', password, name: '' })).status).toBe(410);
    expect(await customersAt(tenantId)).toBe(before);

    const finished = await here.fill(verify, { code: codeOf(mail.subject) });
    expect(finished.headers['location']).toBe('/account');
  });

  it('begins no sign-in at the other, and is begun by none (case 93)', async () => {
    const here = house.visitor();
    const page = await here.get('/sign-in');
    const fields = { ...page.hidden('/sign-in'), identifier: 'anna@example.com', password };
    const there = carry(here, second());
    const answer = await there.post('/sign-in', fields);
    expect(answer.status).toBe(410);
    expect(there.cookies.has('cardea_session')).toBe(false);
    expect((await here.post('/sign-in', fields)).status).toBe(303);
  });

  it('ends no session at the other by its id (case 93)', async () => {
    const there = second();
    await there.fill('/sign-up', { email: 'ida@example.com', password, name: 'Ida' });
    const mail = await house.mailTo('ida@example.com');
    const token = /\/verify\/link\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
    expect((await there.post('/verify/link', { token })).status).toBe(303);
    const [row] = await house.sql<{ session_id: string }>(
      'select session_id from sessions where tenant_id = $1 and ended_at is null order by created_at desc limit 1',
      [tenantId],
    );
    const here = await signUp(house, 'neighbour@example.com');
    const { token: formToken = '' } = (await here.get('/account')).hidden('/sign-out');
    await here.post('/account/sessions/end', { token: formToken, session: row?.session_id ?? '' });
    expect(await isSignedIn(there)).toBe(true);
  });

  it('is not accepted as its own origin: a form of one tenant does not reach the other (case 93)', async () => {
    const there = second();
    const page = await there.get('/sign-in');
    const answer = await there.post(
      '/sign-in',
      { ...page.hidden('/sign-in'), identifier: 'a@example.com', password },
      {
        origin: house.origin,
      },
    );
    expect(answer.status).toBe(403);
  });
});

describe('a suspended tenant', () => {
  it('says so on every page, refuses everything else, keeps everything, and the other goes on (case 93)', async () => {
    const third = 'third.localhost:4000';
    const { tenants } = house.house;
    const suspended = (await tenants.create({ name: 'Third', host: third })) ?? '';
    const there = () => house.visitor({ host: third, origin: `http://${third}` });
    const visitor = there();
    const accepted = await visitor.fill('/sign-up', { email: 'tom@third.example', password, name: '' });
    const mail = await house.mailTo('tom@third.example');
    await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(mail.subject) });
    expect(await isSignedIn(visitor)).toBe(true);
    const form = (await visitor.get('/account')).hidden('/sign-out');

    await tenants.suspend(suspended);
    for (const path of [
      '/sign-in',
      '/account',
      '/nothing',
      '/',
      '/oauth/authorize',
      '/.well-known/openid-configuration',
    ])
      expect((await visitor.request(path)).status, path).toBe(403);
    const page = await visitor.request('/account');
    expect(page.body).toContain('We are taking a break');
    expect(page.body).not.toContain('class="button');
    const style = /href="(\/assets\/theme[^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await visitor.request(style.replaceAll('&amp;', '&'))).status).toBe(200);
    for (const path of ['/oauth/token', '/api/flows', '/sign-in'])
      expect((await visitor.post(path, form, { accept: '*/*' })).status, path).toBe(403);
    for (const path of ['/api/account', '/api/admin/me', '/oauth/jwks']) {
      const refused = await visitor.request(path, { headers: { accept: 'application/json' } });
      expect(JSON.parse(refused.body), path).toMatchObject({ code: 'tenant.suspended' });
    }
    expect((await house.visitor().get('/sign-in')).status).toBe(200);

    await tenants.resume(suspended);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('is suspended on every node', async () => {
    const { tenants } = house.house;
    const fourth = 'fourth.localhost:4000';
    const tenantId = (await tenants.create({ name: 'Fourth', host: fourth })) ?? '';
    const node = await house.anotherNode();
    try {
      const there = house.visitor({ host: fourth, port: node.port });
      expect((await there.get('/sign-in')).status).toBe(200);
      await tenants.suspend(tenantId);
      await expect.poll(async () => (await there.request('/sign-in')).status).toBe(403);
    } finally {
      await node.stop();
    }
  });

  it('is never the first one: it manages the others', async () => {
    const [first = ''] = await house.house.tenants.listIds();
    await expect(house.house.tenants.suspend(first)).rejects.toMatchObject({ code: 'tenant.is_default' });
  });
});
