/** The guide to devices says what works: its commands are run in order, and the customer approves in between. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeOf, password } from '../../../attacks/signed-in.ts';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('a device is signed in by the program of its guide, and answered by its commands', {
  timeout: 300_000,
}, async () => {
  const [register, install, run, ask, poll, ...rest] = await guide.blocks('guides/devices.md', 'sh');
  const [program = '', ...others] = await guide.blocks('guides/devices.md', 'js');
  expect([...rest, ...others]).toEqual([]);
  const { shell, folder } = guide;
  await shell.run(register ?? '');
  await shell.run(install ?? '');
  await writeFile(join(folder, 'device.mjs'), program);
  await shell.run(run ?? '');
  const code = await shown(/enter ([A-Z]{4}-[A-Z]{4})/);

  const said = await shell.run(ask ?? '');
  expect(said).toMatch(/enter [A-Z]{4}-[A-Z]{4}/);
  expect(await shell.run(poll ?? '')).toContain('authorization_pending');

  const visitor = guide.visitor();
  const email = 'anna@example.com';
  const accepted = await visitor.fill('/sign-up', { email, password, name: 'Anna' });
  const subject = await vi.waitFor(
    async () => {
      const [mail] = JSON.parse((await visitor.get('/dev/outbox.json')).body) as { subject: string }[];
      expect(mail).toBeDefined();
      return mail?.subject ?? '';
    },
    { timeout: 30_000, interval: 50 },
  );
  await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) });
  const entered = await visitor.post('/device', { code });
  const page = await visitor.get(entered.headers['location'] ?? '');
  await visitor.post('/device/confirm', { ...page.hidden('/device/confirm'), decision: 'approve' });
  expect(await shown(/Signed in until (\d{4})/)).toBeTruthy();
});

/** What the device has written by now, as soon as it has. */
const shown = (expected: RegExp): Promise<string> =>
  vi.waitFor(
    async () => {
      const [, found = ''] = expected.exec(await readFile(join(guide.folder, 'shown.txt'), 'utf8')) ?? [];
      expect(found).not.toBe('');
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
