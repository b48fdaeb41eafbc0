/** The guides that newcomers follow say what works: their commands and their code are run as they are written. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { type Guide, openGuide, signUpAt } from '../../server/test/guide.ts';
import { createVisitor } from '../../server/test/visitor.ts';
import { quickStarts } from './quick-starts/index.ts';

const examples = fileURLToPath(new URL('../../../examples/orders-api', import.meta.url));
let guide: Guide | undefined;
afterEach(() => guide?.close());

/** A browser at an application that runs on this machine. */
function visitorAt(origin: string) {
  const { host, port } = new URL(origin);
  return createVisitor({ host, origin, port: Number(port) });
}

it('five minutes lead to a customer who is signed in, and to an API that knows who calls', {
  timeout: 300_000,
}, async () => {
  guide = await openGuide({ addresses: ['http://localhost:3001', 'http://localhost:3002'] });
  const { shell, folder } = guide;
  const commands = await guide.blocks('first-application.md', 'sh');
  const [server = '', api = ''] = await guide.blocks('first-application.md', 'js');
  const [register, install, run, resource, installSdk, runApi, bare, robot, tidy, ...rest] = commands;
  expect(rest).toEqual([]);
  const [shop, orders] = [guide.placeOf('http://localhost:3001'), guide.placeOf('http://localhost:3002')];

  const [quickStart] = quickStarts({ issuer: guide.origin, clientId: 'shop', redirectUri: `${shop}/callback` });
  const port = (text: string) => text.replaceAll(/\blisten\(\d+/g, 'listen(0');
  expect(port(server)).toBe(port(quickStart?.files[0]?.text ?? ''));
  expect(install).toContain(quickStart?.install);

  await shell.run(register ?? '');
  await shell.run(install ?? '');
  await writeFile(join(folder, 'server.mjs'), server.replaceAll('listen(3001', `listen(${new URL(shop).port}`));
  await shell.run(run ?? '');
  const browser = visitorAt(shop);
  const left = await vi.waitFor(() => browser.request('/sign-in'), { timeout: 30_000, interval: 50 });
  const back = await signUpAt(guide, left.headers['location'] ?? '');
  const arrived = await browser.request(back.slice(shop.length));
  expect(arrived.headers['location']).toBe('/');
  expect((await browser.request('/')).body).toContain('Hello Anna');

  await shell.run(resource ?? '');
  await shell.run(installSdk ?? '');
  await writeFile(join(folder, 'api.mjs'), api.replaceAll('listen(3002', `listen(${new URL(orders).port}`));
  await shell.run(runApi ?? '');
  expect(await shell.run(bare ?? '')).toMatch(/^HTTP\/1\.1 401 Unauthorized\s+WWW-Authenticate: Bearer/i);
  expect(JSON.parse(await shell.run(robot ?? ''))).toEqual({ customer: 'robot', items: ['a lamp'] });
  await shell.run(tidy ?? '');
});

it('an application is tested against a Cardea of its own, which is gone afterwards', { timeout: 300_000 }, async () => {
  guide = await openGuide({ withServer: false });
  const { shell, folder } = guide;
  const [start, register, install, run, tidy, ...rest] = await guide.blocks('testing-your-application.md', 'sh');
  expect(rest).toEqual([]);
  const [customers = '', shop = ''] = await guide.blocks('testing-your-application.md', 'js');
  await writeFile(join(folder, 'customers.mjs'), customers);
  await writeFile(join(folder, 'shop.test.mjs'), shop);
  await shell.run(start ?? '');
  await shell.run(register ?? '');
  await shell.run(install ?? '');
  expect(await shell.run(run ?? '')).toMatch(/pass 2\b.*fail 0\b/s);
  const data = await shell.run('echo "$DATA_DIR $PORT"');
  await shell.run(tidy ?? '');
  const [dataDirectory = '', port] = data.split(' ');
  expect(existsSync(dataDirectory)).toBe(false);
  await expect(fetch(`http://localhost:${port}/health/live`)).rejects.toThrow();
});

it('the example APIs take tokens as their page says', { timeout: 300_000 }, async () => {
  guide = await openGuide({ addresses: ['PORT=3002', 'PORT=3003'] });
  const { shell, origin } = guide;
  const [register, start, ...rest] = await guide.blocks('../examples/orders-api/README.md', 'sh');
  expect(rest).toEqual([]);
  await shell.run(register ?? '');
  await shell.run((start ?? '').replaceAll('examples/orders-api', examples));
  const proof = await shell.run('echo "$CLIENT_ID:$CLIENT_SECRET"');
  const asked = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(proof)}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&scope=orders:read orders:write',
  });
  const { access_token: token } = (await asked.json()) as { access_token: string };
  for (const place of ['PORT=3002', 'PORT=3003']) {
    const api = `http://localhost:${guide.placeOf(place).slice('PORT='.length)}`;
    const call = (path: string, init: RequestInit = {}, bearer = token) =>
      fetch(`${api}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      });
    const body = JSON.stringify({ item: 'a lamp' });
    await vi.waitFor(() => call('/orders'), { timeout: 30_000, interval: 50 });
    expect((await call('/orders', { method: 'POST', body })).status).toBe(201);
    expect((await call('/orders', { method: 'POST', body: '{}' })).status).toBe(422);
    expect((await call('/orders/express', { method: 'POST', body: '{}' })).status).toBe(201);
    expect(await (await call('/orders')).json()).toMatchObject({ items: [{ item: 'a lamp' }, {}] });
    expect((await call('/orders', {}, 'a.b.c')).status).toBe(401);
  }
  await shell.run('kill $(jobs -p)');
});
