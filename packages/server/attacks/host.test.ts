/** Host poisoning, case 41: what a mail links to is configured, and nothing in a request can change it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { type MailServer, startMailServer } from '../test/mail-server.ts';
import { flowOf, goodPassword, signUp, tracesOf } from './people.ts';

let mailServer: MailServer;
let house: TestHouse;
beforeAll(async () => {
  mailServer = await startMailServer();
  house = await startTestHouse({
    PUBLIC_URL: 'https://login.example.com',
    SMTP_URL: mailServer.url,
    MAIL_FROM: 'no-reply@example.com',
  });
});
afterAll(async () => {
  await house.stop();
  await mailServer.stop();
});

const plainText = (raw: string) => raw.replaceAll(/=\r\n/g, '').replaceAll(/=3D/gi, '=');

describe('a mailed link', () => {
  it('leads to the configured https origin, whatever the request claims (case 41)', async () => {
    const claims = [
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '81' },
      { forwarded: 'host=evil.example;proto=http' },
      { 'x-host': 'evil.example', 'x-original-url': '//evil.example/', 'x-forwarded-server': 'evil.example' },
      { 'x-forwarded-prefix': '//evil.example', 'x-rewrite-url': 'https://evil.example/sign-up' },
    ];
    for (const [index, headers] of claims.entries()) {
      const email = `anna${index}@host.example`;
      const visitor = house.visitor();
      const opened = await visitor.request('/sign-up', { headers });
      expect(opened.headers['location']).toMatch(/^\/sign-up\?flow=flw_\w+$/);
      const page = await visitor.request(opened.headers['location'] ?? '', { headers });
      const fields = { flow: flowOf(opened), email, password: goodPassword };
      const answer = await visitor.post('/sign-up', fields, headers);
      expect(answer.headers['location']).toMatch(/^\/verify\?flow=flw_\w+$/);
      expect(`${page.body}${JSON.stringify([page.headers, answer.headers])}`).not.toContain('evil.example');
      await expect.poll(() => mailServer.received.length).toBe(index + 1);
      const text = plainText(mailServer.received[index]?.raw ?? '');
      expect(text).not.toContain('evil.example');
      const links = [...text.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => new URL(link));
      expect(links.length).toBeGreaterThan(0);
      expect(new Set(links.map(({ origin }) => origin))).toEqual(new Set(['https://login.example.com']));
    }
  });

  it('is never sent for another host: such a request is refused and leaves nothing (case 41)', async () => {
    const visitor = house.visitor();
    await visitor.get('/sign-up');
    const own = (await visitor.get('/sign-up')).hidden('/sign-up');
    const before = await tracesOf(house);
    const flows = await house.sql('select count(*) from flows');
    const fields = { ...own, email: 'berta@host.example', password: goodPassword };
    const hosts = [
      'evil.example',
      'login.example.com.evil.example',
      'evil.example:443',
      'login.example.com@evil.example',
    ];
    for (const host of [
      ...hosts,
      'login.example.com:81',
      'localhost',
      '127.0.0.1',
      'login.example.com, evil.example',
      ' ',
    ]) {
      for (const headers of [{ host }, { host, 'x-forwarded-host': 'login.example.com' }]) {
        const answers = [
          await visitor.request('/sign-up', { headers }),
          await visitor.post('/sign-up', fields, headers),
        ];
        for (const { status } of answers) expect([host, [400, 421].includes(status)]).toEqual([host, true]);
      }
    }
    expect(await tracesOf(house)).toEqual(before);
    expect(await house.sql('select count(*) from flows')).toEqual(flows);
  });

  it('does not follow an absolute request line either (case 41)', async () => {
    const visitor = house.visitor();
    const answer = await visitor.request('http://evil.example/sign-up');
    expect(answer.status).toBeLessThan(500);
    expect(`${answer.body}${JSON.stringify(answer.headers)}`).not.toContain('evil.example');
    const accepted = await signUp(visitor, 'carl@host.example');
    expect(accepted.status).toBe(303);
    expect((await visitor.request('http://evil.example/dev/outbox')).status).toBe(404);
  });
});
