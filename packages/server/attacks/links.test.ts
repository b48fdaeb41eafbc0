/**
 * One-time codes and links: cases 43 (scanners that open links), 44 (a link in another browser), 45 (reuse, also at
 * the same moment), 46 (an older one after a newer), 47 (expiry) and 48 (used where it does not belong).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Visitor } from '../test/visitor.ts';
import {
  codeOf,
  faceOf,
  flowOf,
  goodPassword,
  isSignedIn,
  registerCustomer,
  signIn,
  signUp,
  tokenOf,
  tracesOf,
} from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

type Waiting = { visitor: Visitor; flow: string; code: string; token: string };

async function waiting(email: string): Promise<Waiting> {
  const visitor = house.visitor();
  const flow = flowOf(await signUp(visitor, email, { password: goodPassword, name: 'Anna' }));
  const mail = await house.mailTo(email);
  return { visitor, flow, code: codeOf(mail), token: tokenOf(mail) };
}

const proofsOf = (flow: string) => house.sql('select * from proofs where flow_id = $1 order by created_at', [flow]);
const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

describe('opening a link', () => {
  it('as often as scanners like uses nothing up and signs nobody in (case 43)', async () => {
    const { visitor, flow, token } = await waiting('anna@links.example');
    const before = await tracesOf(house);
    const proofs = await proofsOf(flow);
    const path = `/verify/link?token=${token}`;
    const scanner = house.visitor({ userAgent: 'Mozilla/5.0 (compatible; LinkScanner/1.0)' });
    for (const browser of [scanner, visitor]) {
      expect((await browser.request(path, { method: 'HEAD' })).status).toBe(200);
      for (let count = 0; count < 3; count += 1) expect((await browser.get(path)).status).toBe(200);
      for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
        expect((await browser.request(path, { method })).status).toBeGreaterThanOrEqual(400);
      }
      expect(browser.cookies.has('cardea_session')).toBe(false);
    }
    expect(await proofsOf(flow)).toEqual(proofs);
    expect(await tracesOf(house)).toEqual(before);
    // A page that sends itself would let a scanner with a browser press the button.
    expect((await visitor.get(path)).body).not.toMatch(/http-equiv="refresh"|onload|\.submit\(/i);
    expect((await visitor.fill(path, {})).headers['location']).toBe('/account');
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('a link in another browser', () => {
  it('takes with it the journey that asks for a second factor, and leaves nothing in the first (case 62)', async () => {
    const { visitor, flow, token } = await waiting('bruno@links.example');
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.house.tenants.changeSettings(tenantId, { signIn: { secondFactor: 'required' } });
    await letMemoryFade();
    const other = house.visitor();
    const answer = await other.fill(`/verify/link?token=${token}`, { password: goodPassword });
    expect(answer.headers['location']).toBe(`/sign-in/enrol?flow=${flow}`);
    expect((await other.request(`/sign-in/enrol?flow=${flow}`)).status).toBe(200);
    expect((await visitor.request(`/sign-in/enrol?flow=${flow}`)).status).toBe(403);
    await house.house.tenants.changeSettings(tenantId, {});
    await letMemoryFade();
  });

  it('asks for the password chosen at sign-up, and shows where it was asked (case 44)', async () => {
    const { visitor, flow, token } = await waiting('berta@links.example');
    const path = `/verify/link?token=${token}`;
    const before = await tracesOf(house);
    const other = house.visitor();
    const page = await other.get(path);
    expect(page.body).toContain('type="password"');
    expect(page.body).toContain('Firefox');
    expect(page.body).not.toContain('berta@links.example');
    expect((await visitor.get(path)).body).not.toContain('type="password"');

    expect((await other.post('/verify/link', { token })).status).toBe(422);
    expect((await other.post('/verify/link', { token, password: '' })).status).toBe(422);
    expect((await other.post('/verify/link', { token, password: 'a wrong password' })).status).toBe(422);
    expect(await isSignedIn(other)).toBe(false);
    expect(await tracesOf(house)).toEqual(before);

    expect((await other.post('/verify/link', { token, password: goodPassword })).status).toBe(303);
    expect(await isSignedIn(other)).toBe(true);
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await visitor.post('/verify', { flow, code: '000000' })).status).toBe(410);
  });

  it('does not become a way to guess that password without end (case 44)', async () => {
    const { token } = await waiting('carl@links.example');
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      statuses.push((await house.visitor().post('/verify/link', { token, password: `wrong guess ${count}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429, 429]);
  });
});

describe('a code or link', () => {
  it('makes one account and one session, however often and at once it is used (case 45)', async () => {
    for (const [index, kind] of (['code', 'link'] as const).entries()) {
      const { visitor, flow, code, token } = await waiting(`dora${index}@links.example`);
      const use = () =>
        kind === 'code' ? visitor.post('/verify', { flow, code }) : visitor.post('/verify/link', { token });
      const before = await tracesOf(house);
      const answers = await Promise.all(Array.from({ length: 20 }, use));
      expect(answers.filter(({ headers }) => headers['location'] === '/account')).toHaveLength(1);
      expect(answers.every(({ status }) => status < 500)).toBe(true);
      expect((await use()).status).toBe(410);
      const after = await tracesOf(house);
      for (const rows of ['customers', 'identifiers', 'passwords', 'sessions'] as const) {
        expect([rows, after[rows] - before[rows]]).toEqual([rows, 1]);
      }
      for (const event of ['customer.registered', 'identifier.verified', 'password.set', 'session.started']) {
        expect([event, (after.entries[event] ?? 0) - (before.entries[event] ?? 0)]).toEqual([event, 1]);
      }
    }
  });

  it('dies when a newer one is asked for (case 46)', async () => {
    const { visitor, flow, code, token } = await waiting('emil@links.example');
    expect((await visitor.post('/verify/resend', { flow })).status).toBe(303);
    const newer = await house.mailTo('emil@links.example', 2);
    const before = await tracesOf(house);
    if (codeOf(newer) !== code) expect((await visitor.post('/verify', { flow, code })).status).toBe(400);
    expect((await visitor.post('/verify/link', { token })).status).toBe(410);
    expect((await visitor.get(`/verify/link?token=${token}`)).status).toBe(410);
    expect(await tracesOf(house)).toEqual(before);
    expect((await visitor.post('/verify', { flow, code: codeOf(newer) })).status).toBe(303);
  });

  it('dies after five wrong tries, the right one included (case 46)', async () => {
    const { visitor, flow, code } = await waiting('emma@links.example');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => visitor.post('/verify', { flow, code: wrong(code) })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    expect((await visitor.post('/verify', { flow, code })).status).toBe(400);
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    expect(await proofsOf(flow)).toMatchObject([{ tries_left: 0, consumed_at: null }]);
  });

  it('dies a second after its time by the clock of the database (case 47)', async () => {
    const { visitor, flow, code, token } = await waiting('frida@links.example');
    const before = await tracesOf(house);
    await house.sql("update proofs set code_expires_at = now() - interval '1 second' where flow_id = $1", [flow]);
    expect((await visitor.post('/verify', { flow, code })).status).toBe(400);
    expect((await visitor.get(`/verify/link?token=${token}`)).status).toBe(200);
    await house.sql("update proofs set link_expires_at = now() - interval '1 second' where flow_id = $1", [flow]);
    expect((await visitor.get(`/verify/link?token=${token}`)).status).toBe(410);
    expect((await visitor.post('/verify/link', { token })).status).toBe(410);
    expect(await tracesOf(house)).toEqual(before);

    const late = await waiting('gerda@links.example');
    await house.sql("update flows set expires_at = now() - interval '1 second' where flow_id = $1", [late.flow]);
    expect((await late.visitor.post('/verify', { flow: late.flow, code: late.code })).status).toBe(410);
    expect((await late.visitor.post('/verify/link', { token: late.token })).status).toBe(410);
    expect((await tracesOf(house)).customers).toBe(before.customers);
    const [lives] = await house.sql<{ code: number; link: number }>(`
      select extract(epoch from max(code_expires_at - minted_at))::int as code,
             extract(epoch from max(link_expires_at - minted_at))::int as link from proofs where consumed_at is null`);
    expect(lives).toEqual({ code: 600, link: 3600 });
  });

  it('is worth nothing at another field, journey, browser, tenant or cookie (case 48)', async () => {
    const customer = await registerCustomer(house, 'hanna@links.example');
    const first = await waiting('ida@links.example');
    const second = await waiting('jane@links.example');
    await house.house.tenants.create({ name: 'Second', host: 'second.localhost' });
    const elsewhere = house.visitor({ host: 'second.localhost', origin: 'http://second.localhost' });
    for (const [name, value] of first.visitor.cookies) elsewhere.cookies.set(name, value);
    const session = customer.cookies.get('cardea_session') ?? '';
    const { flow, code, token, visitor } = first;
    const before = await tracesOf(house);
    const attempts = [
      [await visitor.post('/verify', { flow, code: token }), 400],
      [await visitor.post('/verify/link', { token: code }), 410],
      [await visitor.post('/verify/link', { token: flow }), 410],
      [await visitor.post('/verify/link', { token: session }), 410],
      [await visitor.post('/verify/link', { token: visitor.cookies.get('cardea_browser') ?? '' }), 410],
      [await visitor.post('/verify', { flow: token, code }), 410],
      [await visitor.post('/verify', { flow, code: second.code === code ? wrong(code) : second.code }), 400],
      [await visitor.post('/verify', { flow: second.flow, code: second.code }), 403],
      [await second.visitor.post('/verify', { flow, code }), 403],
      [await elsewhere.post('/verify', { flow, code }), 410],
      [await elsewhere.post('/verify/link', { token }), 410],
      [await elsewhere.request(`/verify/link?token=${token}`), 410],
      [await visitor.post('/sign-in', { flow, identifier: 'ida@links.example', password: code }), 410],
    ] as const;
    for (const [index, [answer, status]] of attempts.entries()) expect([index, answer.status]).toEqual([index, status]);
    for (const secret of [code, token, flow])
      expect((await signIn(house.visitor(), 'ida@links.example', secret)).status).toBe(401);
    const thief = house.visitor();
    for (const secret of [token, visitor.cookies.get('cardea_browser') ?? '']) {
      thief.cookies.set('cardea_session', secret);
      expect(await isSignedIn(thief)).toBe(false);
    }
    const { customers, sessions, identifiers } = before;
    expect(await tracesOf(house)).toMatchObject({ customers, sessions, identifiers });
    expect((await visitor.post('/verify', { flow, code })).status).toBe(303);
  });

  it('says no more about an address that is taken than about a free one (case 10)', async () => {
    await registerCustomer(house, 'klara@links.example');
    const faces = [];
    for (const email of ['klara@links.example', 'lotte@links.example']) {
      const visitor = house.visitor();
      const accepted = await signUp(visitor, email);
      const flow = flowOf(accepted);
      await house.mailTo(email, email.startsWith('klara') ? 2 : 1);
      const answers = [accepted, await visitor.get(`/verify?flow=${flow}`)];
      for (let count = 0; count < 7; count += 1) answers.push(await visitor.post('/verify', { flow, code: '00000x' }));
      answers.push(await visitor.post('/verify/resend', { flow }));
      faces.push(answers.map((answer) => faceOf(answer, email, `${email[0]}•••`)));
    }
    expect(faces[0]).toEqual(faces[1]);
  });
});
