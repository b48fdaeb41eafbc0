/**
 * A server with a public https address behind a local proxy: cookies that no subdomain can plant, and nothing of
 * development. Case 85, and the promise that /dev/* and /metrics do not exist there.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isSettingsRefusal, readSettings } from '../src/foundation/config/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { type MailServer, startMailServer } from '../test/mail-server.ts';
import type { Visitor } from '../test/visitor.ts';
import { codeOf, isSignedIn, password } from './signed-in.ts';

const publicUrl = 'https://id.example.com';
let mailServer: MailServer;
let house: TestHouse;
let anna: Visitor;
const lines: string[] = [];

beforeAll(async () => {
  mailServer = await startMailServer();
  house = await startTestHouse({
    PUBLIC_URL: publicUrl,
    SMTP_URL: mailServer.url,
    MAIL_FROM: 'no-reply@example.com',
    METRICS_PORT: '9464',
  });
  anna = house.visitor();
  const remember = (answer: { setCookies: readonly string[] }) => lines.push(...answer.setCookies);
  remember(await anna.request('/sign-up'));
  const accepted = await anna.fill('/sign-up', { email: 'anna@example.com', password, name: 'Anna' });
  remember(accepted);
  await vi.waitFor(() => expect(mailServer.received).toHaveLength(1), { timeout: 30_000 });
  const subject = mailServer.received[0]?.headers.find((line) => /^subject:/i.test(line)) ?? '';
  remember(await anna.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) }));
});
afterAll(async () => {
  await house.stop();
  await mailServer.stop();
});

describe('each cookie of a public address', () => {
  it('is host-only, secure, unreadable for scripts and not sent with foreign forms (case 85)', () => {
    const names = lines.map((line) => line.split('=')[0]);
    expect(new Set(names)).toEqual(new Set(['__Host-cardea_browser', '__Host-cardea_device', '__Host-cardea_session']));
    for (const line of lines) {
      const attributes = line
        .split(';')
        .slice(1)
        .map((part) => part.trim().toLowerCase());
      expect(attributes).toEqual(expect.arrayContaining(['path=/', 'secure', 'httponly', 'samesite=lax']));
      expect(attributes.some((attribute) => attribute.startsWith('domain'))).toBe(false);
      expect(attributes.some((attribute) => /^max-age=[1-9]/.test(attribute))).toBe(true);
    }
  });

  it('is not read under a name that a subdomain could plant (case 85)', async () => {
    expect(await isSignedIn(anna)).toBe(true);
    const secret = anna.cookies.get('__Host-cardea_session') ?? '';
    for (const name of ['cardea_session', '__Secure-cardea_session', '__host-cardea_session']) {
      const planted = house.visitor();
      planted.cookies.set(name, secret);
      expect(await isSignedIn(planted)).toBe(false);
    }
  });

  it('is cleared under the same name and attributes (case 85)', async () => {
    const page = await anna.get('/account');
    const answer = await anna.post('/sign-out', page.hidden('/sign-out'));
    const [cleared = ''] = answer.setCookies.filter((line) => line.startsWith('__Host-cardea_session=;'));
    expect(cleared).toMatch(/Path=\//i);
    expect(cleared).toMatch(/Secure/i);
    expect(cleared).not.toMatch(/Domain/i);
    expect(anna.cookies.has('__Host-cardea_session')).toBe(false);
  });
});

describe('a public address', () => {
  it.each(['/dev/outbox', '/dev/outbox.json', '/dev/', '/dev', '/metrics', '/metrics/'])(
    'has nothing at %s',
    async (path) => {
      for (const headers of [
        {},
        { accept: 'application/json' },
        { 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' },
      ]) {
        const answer = await house.visitor().request(path, { headers });
        expect(answer.status).toBe(404);
        expect(answer.body).not.toContain('anna@example.com');
      }
    },
  );

  it('does not answer to loopback names, whoever asks', async () => {
    for (const host of ['localhost', `127.0.0.1:${house.port}`, 'localhost:3000', '[::1]']) {
      const answer = await house.visitor({ host }).request('/sign-in');
      expect(answer.status).toBe(421);
    }
  });

  it('tells browsers to come by https only', async () => {
    for (const path of ['/sign-in', '/assets/pages.css', '/nothing', '/health/live']) {
      const { headers } = await house.visitor().request(path);
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    }
  });

  it('draws no development remark and no pseudo-locale', async () => {
    const page = await house.visitor({ locale: 'en-XA,ar-XB' }).get('/sign-in?ui_locales=ar-XB');
    expect(page.body).not.toContain('/dev/outbox');
    expect(page.body).toContain('<html lang="en"');
  });

  it.each([
    ['without a mail server', { PUBLIC_URL: publicUrl }, 'SMTP_URL'],
    ['without a mail server, reachable from outside', { HOST: '0.0.0.0' }, 'SMTP_URL'],
    ['without a mail server, whatever NODE_ENV says', { PUBLIC_URL: publicUrl, NODE_ENV: 'development' }, 'SMTP_URL'],
    [
      'over plain http',
      { PUBLIC_URL: 'http://id.example.com', SMTP_URL: 'smtp://m', MAIL_FROM: 'a@b.example' },
      'https',
    ],
  ])('is refused at the start %s', (_name, environment, named) => {
    try {
      readSettings(environment);
      expect.unreachable('the settings were accepted');
    } catch (error) {
      if (!isSettingsRefusal(error)) throw error;
      expect(error.sentences.join(' ')).toContain(named);
    }
  });
});
