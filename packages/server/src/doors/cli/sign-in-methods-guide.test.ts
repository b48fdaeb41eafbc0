/** The page on sign-in methods says what works: its commands are run, in order, against a server of their own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('methods are chosen by the commands of their page', { timeout: 300_000 }, async () => {
  const blocks = await guide.blocks('guides/sign-in-methods.md', 'sh');
  const said: string[] = [];
  for (const block of blocks) said.push(await guide.shell.run(block));
  const [mail, none, required, remember, lost, application, caller, ...rest] = said;
  expect(rest).toEqual([]);
  expect(mail).toContain('signIn.methods.emailCode');
  expect(none).toContain('refused');
  expect(required).toContain('signIn.secondFactor');
  expect(remember).toContain('signIn.rememberDeviceDays');
  expect(lost).toContain('signIn.lostFactorDelayHours');
  expect(application).toContain('signIn.rememberDeviceDays');
  expect(caller).toContain('{"items":[],"next_cursor":null}');
  expect(caller).toContain('{"confirmed":false}');
});
