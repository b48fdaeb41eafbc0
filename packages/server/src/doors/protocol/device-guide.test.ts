/** The guide to devices says what works: its commands are run in order, and the customer approves in between. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeOf, password } from '../../../attacks/signed-in.ts';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('a device is signed in by the commands of its guide', { timeout: 120_000 }, async () => {
  const [register, ask, poll, renew, ...rest] = await guide.blocks('guides/devices.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  await shell.run(register ?? '');
  const said = await shell.run(ask ?? '');
  const [, code = ''] = /enter ([A-Z]{4}-[A-Z]{4})/.exec(said) ?? [];
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
    { timeout: 10_000, interval: 50 },
  );
  await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) });
  const entered = await visitor.post('/device', { code });
  const page = await visitor.get(entered.headers['location'] ?? '');
  await visitor.post('/device/confirm', { ...page.hidden('/device/confirm'), decision: 'approve' });
  // The poll before this one was a moment ago.
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(await shell.run(renew ?? '')).toContain('Bearer');
});
