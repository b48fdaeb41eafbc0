/**
 * What another site can make a signed-in browser do: nothing. Cases 94, 95, 96 and 97.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { isSignedIn, liveSessions, password, sessionOf, signUp } from './signed-in.ts';

let house: TestHouse;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const acting = ['/sign-out', '/account/sign-out-everywhere', '/account/sessions/end', '/account/sessions/end-others'];
const starting = ['/sign-up', '/sign-in', '/verify', '/verify/resend', '/verify/link'];

/** A form that would be accepted if our own page had sent it. */
async function rightFields(path: string): Promise<Record<string, string>> {
  if (acting.includes(path)) {
    const { token = '' } = (await anna.get('/account')).hidden('/sign-out');
    const { sessionId } = await sessionOf(house, anna);
    return path === '/account/sessions/end' ? { token, session: sessionId } : { token };
  }
  const flow = 'flw_00000000000000000000000000';
  if (path === '/sign-up') return { flow, email: 'new@example.com', password, name: '' };
  if (path === '/sign-in') return { flow, identifier: 'anna@example.com', password };
  if (path === '/verify') return { flow, code: '000000' };
  return path === '/verify/resend' ? { flow } : { token: 'x', password };
}

/** Everything that an accepted form could have changed. */
const state = async () =>
  (
    await house.sql(
      `select (select count(*) from ledger_entries) as entries, (select count(*) from messages) as messages,
        (select count(*) from customers) as customers,
        (select count(*) from sessions where ended_at is null) as sessions`,
    )
  )[0];

const foreign: [string, Record<string, string | undefined>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['an origin that begins like ours', { origin: 'http://localhost:4000.evil.example' }],
  ['an origin that ends like ours', { origin: 'http://evil-localhost:4000' }],
  ['our host on another port', { origin: 'http://localhost:4001' }],
  ['our host over another scheme', { origin: 'https://localhost:4000' }],
  ['our origin with a path', { origin: 'http://localhost:4000/' }],
  ['our origin in capitals', { origin: 'HTTP://LOCALHOST:4000' }],
  ['an empty origin', { origin: '' }],
  ['no origin, but a cross-site fetch', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
  ['no origin, but a same-site fetch of a sister host', { origin: undefined, 'sec-fetch-site': 'same-site' }],
];

describe.each([...acting, ...starting])('a form for %s', (path) => {
  it.each(foreign)('is refused from %s, and nothing changes (case 94)', async (_name, headers) => {
    const fields = await rightFields(path);
    const before = await state();
    const answer = await anna.post(path, fields, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(await state()).toEqual(before);
    expect(await isSignedIn(anna)).toBe(true);
  });

  it.each([
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencodedx',
    '',
  ])('is refused as %j, and nothing changes (case 94)', async (type) => {
    const fields = new URLSearchParams(await rightFields(path)).toString();
    const before = await state();
    const answer = await anna.request(path, {
      method: 'POST',
      headers: { 'content-type': type === '' ? undefined : type, origin: house.origin },
      body: type === 'application/json' ? JSON.stringify(await rightFields(path)) : fields,
    });
    expect([400, 415]).toContain(answer.status);
    expect(await state()).toEqual(before);
    expect(await isSignedIn(anna)).toBe(true);
  });
});

describe('a form that acts on a session', () => {
  it.each(acting)('%s needs the token of a page drawn for this very session (case 94)', async (path) => {
    const other = await signUp(house, `token-${acting.indexOf(path)}@example.com`);
    const { token: foreignToken = '' } = (await other.get('/account')).hidden('/sign-out');
    const fields = await rightFields(path);
    const before = await state();
    for (const token of ['', 'x', foreignToken, fields['token']?.toUpperCase() ?? '', `${fields['token']}A`]) {
      for (const headers of [{}, { origin: undefined }]) {
        const answer = await anna.post(path, { ...fields, token }, headers);
        expect([400, 403]).toContain(answer.status);
      }
    }
    expect(await state()).toEqual(before);
    expect(await isSignedIn(anna)).toBe(true);
  });
});

describe('a link on another site', () => {
  it.each([...acting, '/oauth/logout', '/session/end', '/logout'])(
    'GET %s does not sign anybody out (case 97)',
    async (path) => {
      const before = await liveSessions(house);
      const { token = '' } = (await anna.get('/account')).hidden('/sign-out');
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const answer = await anna.request(`${path}?token=${token}`, {
          method,
          headers: { 'sec-fetch-site': 'cross-site' },
        });
        const mayAsk = ['/sign-out', '/oauth/logout'].includes(path) && ['GET', 'HEAD'].includes(method);
        // A person may be asked; nothing more.
        if (mayAsk) expect([200, 303]).toContain(answer.status);
        else expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }
      expect(await isSignedIn(anna)).toBe(true);
      expect(await liveSessions(house)).toBe(before);
    },
  );

  it('cannot frame any page (case 96)', async () => {
    for (const path of [
      '/account',
      '/sign-in',
      '/sign-up',
      '/signed-out',
      '/verify/link?token=x',
      '/nothing',
      '/dev/outbox',
    ]) {
      for (const visitor of [anna, house.visitor()]) {
        const { headers } = await visitor.get(path);
        expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
        expect(headers['x-frame-options']).toBe('DENY');
      }
    }
  });
});

describe('a script on another site', () => {
  it('may read the public styles, which are the same for everybody, and nothing with a cookie (case 95)', async () => {
    const styles = await anna.request('/assets/pages.css', { headers: { origin: 'https://evil.example' } });
    expect(styles.headers['access-control-allow-origin']).toBe('*');
    expect(styles.headers['access-control-allow-credentials']).toBeUndefined();
    const stranger = await house.visitor().request('/assets/pages.css');
    expect(styles.body).toBe(stranger.body);
  });

  it.each(['https://evil.example', 'null', 'http://localhost:4001', 'http://localhost:4000'])(
    'of origin %s may read nothing (case 95)',
    async (origin) => {
      for (const path of ['/', '/account', '/sign-in', '/health/live', '/dev/outbox.json', '/nothing']) {
        const plain = await anna.request(path, { headers: { origin } });
        const preflight = await anna.request(path, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        });
        for (const answer of [plain, preflight]) {
          const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
          expect(names).toEqual([]);
        }
        expect(preflight.status).toBeGreaterThanOrEqual(400);
      }
    },
  );
});
