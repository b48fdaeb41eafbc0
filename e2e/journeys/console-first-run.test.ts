/**
 * From `npm start` to the first customer who is signed in to an application of one's own: the set-up link, the wizard, the
 * quick start as it stands on the page, and a customer who knows nothing of all that. Each step leaves a picture;
 * `PICTURES=docs` takes those of the documentation.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '../../packages/server/test/free-port.ts';
import { settle, setUp, startServerWithConsole } from '../support/console.ts';
import { readCode } from '../support/outbox.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, press } from '../support/steps.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pictures = path.join(root, process.env.PICTURES === 'docs' ? 'docs/images' : 'e2e/artifacts');
const mostPictureBytes = 120_000;

const stage = setStage(startServerWithConsole);
const applications: ChildProcess[] = [];
const folders: string[] = [];

afterAll(() => {
  for (const child of applications) child.kill('SIGTERM');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const file = path.join(pictures, `first-run-${name}.png`);
  await page.evaluate('document.activeElement?.blur()');
  await page.screenshot({ path: file });
  expect(statSync(file).size, file).toBeLessThan(mostPictureBytes);
}

/** Runs a quick start as a reader would: the file as it is on the page, the secret in the environment. */
async function runQuickStart(code: string, secret: string): Promise<void> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.cache/quick-start-'));
  folders.push(folder);
  const file = path.join(folder, 'server.mjs');
  writeFileSync(file, code);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CLIENT_SECRET: secret, SESSION_SECRET: randomBytes(32).toString('hex') };
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  applications.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (said: Buffer) => {
      if (String(said).includes('Ready at')) resolve();
    });
    child.once('exit', () => reject(new Error('the quick start ended')));
  });
}

test('from the set-up link to the first customer who is signed in to an application of one’s own', async () => {
  const origin = `http://localhost:${await freePort()}`;
  const owner = await stage.person({ visits: [origin] });
  const { page } = owner;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(stage.server().setUpPath);
  await takePicture(page, '1-set-up');
  await setUp(owner, stage.server(), { ...newAccount('Anna Bergmann') });
  await page.getByRole('heading', { name: 'Hello, Anna Bergmann' }).waitFor();
  await page.getByRole('link', { name: 'Begin' }).waitFor();
  await takePicture(page, '2-console');

  await page.getByRole('link', { name: 'Begin' }).click();
  await page.getByLabel('Name of your business').fill('Fennel & Rye');
  await page.getByLabel('#9a5b00').check();
  const preview = page.frameLocator('iframe[title="Your sign-in page"]');
  await preview.getByRole('heading', { name: 'Sign in' }).waitFor();
  await takePicture(page, '3-look');
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByRole('heading', { name: 'Connect an application' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Bread shop');
  await page.getByLabel('Redirect addresses').fill(`${origin}/callback`);
  await takePicture(page, '4-application');
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByRole('heading', { name: 'Put this into Bread shop' }).waitFor();
  await page.getByRole('tab', { name: 'Fastify' }).click();
  await page.getByRole('heading', { name: 'Waiting for your first customer' }).waitFor();
  // The secret of an installation that is gone when the picture is taken.
  await takePicture(page, '5-quick-start');
  const secret = await page.locator('.code').first().locator('pre').innerText();
  await page.getByRole('button', { name: /^Show all \d+ lines$/ }).click();
  const code = await page.locator('.steps li', { hasText: 'server.mjs' }).first().locator('pre').innerText();

  await runQuickStart(code, secret.trim());
  const customer = newAccount('Maria Lindqvist');
  const maria = await stage.person({ visits: [origin] });
  await maria.page.goto(origin);
  await maria.page.getByRole('link', { name: 'Sign in' }).click();
  await maria.page.getByText('Fennel & Rye').first().waitFor();
  await maria.page.getByRole('link', { name: 'Create an account' }).click();
  await maria.page.fill('[name=email]', customer.email);
  await maria.page.fill('[name=password]', customer.password);
  await maria.page.fill('[name=name]', customer.name);
  await takePicture(maria.page, '6-customer');
  await press(maria, '/sign-up');
  await maria.page.fill('[name=code]', await readCode(maria, customer.email));
  await press(maria, '/verify');
  await maria.page.getByRole('heading', { name: 'Hello Maria Lindqvist' }).waitFor();

  await page.getByRole('heading', { name: 'M••• is signed in' }).waitFor();
  await takePicture(page, '7-signed-in');
  await page.getByRole('link', { name: 'See the customer' }).click();
  await page.getByRole('heading', { name: 'M•••', level: 1 }).waitFor();
  await page.getByText('Bread shop').first().waitFor();
  await settle(page);
  await takePicture(page, '8-customer-page');

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('heading', { name: 'What happened last' }).waitFor();
  expect(await page.getByRole('link', { name: 'Begin' }).count(), 'the first steps are done').toBe(0);
});
