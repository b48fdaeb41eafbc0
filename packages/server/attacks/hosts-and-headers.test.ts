/**
 * Who is asked for, and what every answer carries. The tenant follows the Host header alone, and each kind of answer
 * has the same protective headers. Cases 13 (of forwarded names), 85, 96.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { password, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await house.house.tenants.create({ name: 'Second', host: 'second.localhost:4000' });
});
afterAll(() => house.stop());

describe('a host name', () => {
  it.each([
    'evil.example',
    'localhost',
    'localhost:4001',
    'localhost:4000.evil.example',
    'localhost:4000@evil.example',
    'evil.example#localhost:4000',
    'localhost:4000/..',
    'localhost:99999',
    '127.1:4000',
    '[::1]:4000',
    'second.localhost',
    'xn--.example',
    '..',
    '%00',
    'a'.repeat(300),
  ])('%s that nobody set is refused everywhere but for health', async (host) => {
    const visitor = house.visitor({ host });
    for (const path of [
      '/',
      '/sign-in',
      '/account',
      '/assets/pages.css',
      '/dev/outbox.json',
      '/nothing',
      '/%68ealth/live',
    ]) {
      const answer = await visitor.request(path);
      expect(answer.status).toBe(421);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'request.unknown_host' });
      expect(answer.setCookies).toEqual([]);
    }
    expect((await visitor.request('/health/live')).status).toBe(200);
    expect((await visitor.request('/health/ready')).status).toBe(200);
    expect((await visitor.request('/health/nothing')).status).toBe(404);
  });

  it('is required, once', async () => {
    expect(await raw('GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw('GET /sign-in HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
    const twice = 'GET /sign-in HTTP/1.1\r\nHost: localhost:4000\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    const answer = await raw(twice);
    expect(answer).not.toContain('evil.example');
    const absolute = 'GET http://localhost:4000/sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    expect(await raw(absolute)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('in a forwarded header changes nothing: neither the tenant, nor a link, nor a mail', async () => {
    const lies = {
      'x-forwarded-host': 'second.localhost:4000',
      forwarded: 'for=127.0.0.1;host=second.localhost:4000;proto=https',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      'x-forwarded-prefix': '/evil',
      'x-host': 'evil.example',
      'x-original-url': '/dev/outbox',
      'x-rewrite-url': '/dev/outbox',
    };
    const visitor = house.visitor();
    const begun = await visitor.request('/sign-up', { headers: lies });
    expect(begun.headers['location']).toMatch(/^\/sign-up\?flow=/);
    const page = await visitor.request(begun.headers['location'] ?? '', { headers: lies });
    expect(page.body).not.toMatch(/second\.localhost|evil/i);
    const fields = { ...page.hidden('/sign-up'), email: 'forwarded@example.com', password, name: '' };
    expect((await visitor.post('/sign-up', fields, lies)).status).toBe(303);
    const mail = await house.mailTo('forwarded@example.com');
    expect(mail.text).toContain('http://localhost:4000/verify/link?');
    expect(`${mail.text}${mail.html}`).not.toMatch(/second\.localhost|evil/);
    const unknown = await house.visitor({ host: 'evil.example' }).request('/sign-in', {
      headers: { 'x-forwarded-host': 'localhost:4000', forwarded: 'host=localhost:4000' },
    });
    expect(unknown.status).toBe(421);
  });

  it('in the path never becomes a link to another site', async () => {
    for (const path of [
      '//',
      '//evil.example',
      '/.//evil.example',
      '/x/..//evil.example/',
      '/\\evil.example',
      '///evil.example',
    ]) {
      const answer = await house.visitor().request(path);
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).not.toMatch(/href="(?:https?:)?(?:\/\/|\/\\)/);
    }
  });
});

describe('every kind of answer carries the protective headers', () => {
  const kinds: [string, number, () => Promise<{ status: number; headers: Readonly<Record<string, string>> }>][] = [
    ['a page', 200, () => house.visitor().get('/sign-in')],
    ['a page of a customer', 200, async () => (await signUp(house, 'anna@example.com')).get('/account')],
    ['a redirect', 303, () => house.visitor().request('/')],
    ['an asset', 200, () => house.visitor().request('/assets/pages.css')],
    ['the theme', 200, () => house.visitor().request('/assets/theme.css')],
    ['the outbox', 200, () => house.visitor().request('/dev/outbox')],
    ['the outbox as JSON', 200, () => house.visitor().request('/dev/outbox.json')],
    ['health', 200, () => house.visitor().request('/health/live')],
    ['a page that is not there', 404, () => house.visitor().request('/nothing')],
    ['a problem as JSON', 404, () => house.visitor().request('/nothing', { headers: { accept: '*/*' } })],
    ['an unknown host', 421, () => house.visitor({ host: 'evil.example' }).request('/')],
    ['a broken address', 400, () => house.visitor().request('/%zz')],
    ['a broken query', 400, () => house.visitor().request('/verify?flow=a&flow=b')],
    ['a foreign form', 403, () => house.visitor().post('/sign-in', {}, { origin: 'https://evil.example' })],
    ['a form without a session', 401, () => house.visitor().post('/account/sign-out-everywhere', { token: 'x' })],
    ['a body that is too large', 413, () => house.visitor().post('/sign-in', { password: 'x'.repeat(70_000) })],
    ['a body of another kind', 415, () => house.visitor().post('/sign-in', {}, { 'content-type': 'application/json' })],
    [
      'headers that are too large',
      431,
      () => house.visitor().request('/', { headers: { 'x-much': 'x'.repeat(20_000) } }),
    ],
  ];

  it.each(kinds)('%s', async (name, status, ask) => {
    const answer = await ask();
    // Style sheets are the same for everybody, and a preview that has no origin is drawn with them.
    const mayBeShown = name === 'an asset' || name === 'the theme' ? 'cross-origin' : 'same-origin';
    expect(answer.status).toBe(status);
    const csp = answer.headers['content-security-policy'] ?? '';
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
      expect(csp).toContain(rule);
    expect(csp).not.toContain('unsafe');
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': mayBeShown,
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': expect.stringMatching(status === 200 ? /^(no-store|public, .*max-age=\d+.*)$/ : /^no-store$/),
    });
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['server']).toBeUndefined();
  });
});

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(house.port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
