/** `npm run demo` itself: it comes up with its people, comes up again with the same, and leaves nothing running. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Demo, hear, launchDemo, makeDemoFolder, startDemo } from '../support/demo.ts';

const folders: string[] = [];

function makeFolder(): string {
  const folder = makeDemoFolder();
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(path.dirname(folder), { recursive: true, force: true });
});

const textOf = async (address: string): Promise<string> => (await fetch(address)).text();

const mailsOf = async ({ origin }: Demo) =>
  (await (await fetch(`${origin}/dev/outbox.json`)).json()) as readonly { readonly to: string }[];

const applicationsIn = (folder: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, 'demo.json'), 'utf8')).applications;

/** Nobody answers at any of its addresses, and its database is down. */
async function expectNothingLeft({ origin, shop, video, guide, folder }: Demo): Promise<void> {
  for (const address of [origin, shop, video, guide]) await expect(fetch(address)).rejects.toThrow('fetch failed');
  expect(existsSync(path.join(folder, 'postgres/postmaster.pid'))).toBe(false);
}

test('everything is there to be tried, twice with the same data, and nothing is left behind', async () => {
  const folder = makeFolder();
  const first = await startDemo(folder);
  const guide = await textOf(first.guide);
  for (const name of ['Anna Bergström', 'Hiro Tanaka', 'Νίκος Παπαδόπουλος']) expect(guide).toContain(name);
  expect(guide).toContain('You already have an account');
  expect(await textOf(first.shop)).toContain('Fennel &amp; Oak');
  expect(await textOf(first.video)).toContain('Lantern');
  const mails = await mailsOf(first);
  // Twelve people with a story, and the owner of it all.
  expect(new Set(mails.map(({ to }) => to)).size).toBe(13);
  expect(first.said()).toMatch(/^The console +http:\/\/localhost:\d+\/console +as olga@example\.com$/m);
  const applications = applicationsIn(folder);

  const second = launchDemo(folder);
  expect(await once(second.child, 'exit')).toEqual([1, null]);
  expect(second.said()).toContain('The demo runs already');
  expect(await textOf(first.shop)).toContain('Fennel &amp; Oak');

  expect(await first.end('SIGTERM')).toBe(0);
  await expectNothingLeft(first);

  const again = await startDemo(folder);
  expect(again.said()).not.toContain('live their stories');
  expect(await mailsOf(again)).toEqual(mails);
  expect(applicationsIn(folder)).toEqual(applications);
  expect(await again.end('SIGINT')).toBe(0);
  await expectNothingLeft(again);
});

test('told to stop while it starts, it stops all it has begun, and the next start begins from nothing', async () => {
  const folder = makeFolder();
  const { child, said } = launchDemo(folder);
  await hear(child, said, /^Opening the shop/m);
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(existsSync(path.join(folder, 'postgres/postmaster.pid'))).toBe(false);
  const demo = await startDemo(folder);
  expect(demo.said()).toContain('live their stories');
  await demo.end();
  await expectNothingLeft(demo);
});

test('a port that is taken and a folder of somebody else are said in a sentence, and nothing is touched', async () => {
  const neighbour = createServer().listen(0, '127.0.0.1');
  await once(neighbour, 'listening');
  const address = neighbour.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = launchDemo(makeFolder(), { PORT: String(port) });
  expect(await once(taken.child, 'exit')).toEqual([1, null]);
  expect(taken.said()).toContain(`Port ${port} is taken.`);
  neighbour.close();

  const folder = makeFolder();
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'thesis.txt'), 'three years of work');
  const refused = launchDemo(folder);
  expect(await once(refused.child, 'exit')).toEqual([1, null]);
  expect(refused.said()).toContain('was not made by the demo');
  expect(readFileSync(path.join(folder, 'thesis.txt'), 'utf8')).toBe('three years of work');
});
