/** The quick starts that the console shows, run as they are written: a customer signs in, is greeted by name, and signs out. */
import type { QuickStart } from '@cardea/sdk/quick-starts';
import { afterEach, expect, test } from 'vitest';
import { type RunningQuickStart, startQuickStart } from '../support/quick-start.ts';
import { setStage } from '../support/stage.ts';
import { answerSignIn, newAccount, press, register } from '../support/steps.ts';

const stage = setStage();
let running: RunningQuickStart | undefined;
afterEach(() => running?.stop());

test.each<[QuickStart['id'], string[]]>([
  ['express', ['express', 'express-session', 'openid-client']],
  ['fastify', ['fastify', '@fastify/cookie', '@fastify/session', 'openid-client']],
  ['spa', ['oidc-client-ts', 'jwt-decode', 'vite']],
])('%s', async (id, packages) => {
  running = await startQuickStart(stage.server(), id, packages);
  const { origin } = running;
  const person = await stage.person({ visits: [origin] });
  const { page } = person;
  const account = await register(person, newAccount('Maria <b>Lindqvist</b> & "Söhne"'));
  await press(person, '/sign-out');

  await page.goto(origin);
  const left = page.waitForURL((url) => url.pathname === '/sign-in' && url.origin === person.origin);
  await page.getByText('Sign in', { exact: true }).click();
  await left;
  await answerSignIn(person, account);
  const greeting = page.getByRole('heading', { name: `Hello ${account.name}` });
  await greeting.waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Sign in', { exact: true }).waitFor();
  expect(new URL(page.url()).origin).toBe(origin);
  await page.goto(origin);
  await page.getByText('Sign in', { exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in' && url.origin === person.origin);
});
