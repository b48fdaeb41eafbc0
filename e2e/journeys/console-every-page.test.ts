/** What holds for the whole console: both languages, by keyboard, offline, and what it weighs. How each page looks: `console-sweep`. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole } from '../support/console.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import type { Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, register } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
const mostBytes = 250_000;
let state: Awaited<ReturnType<Person['context']['storageState']>>;

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  state = await anna.context.storageState();
  await register(await stage.person(), newAccount());
  const words = ['--name', 'Bread shop', '--first-party', '--redirect-uri', 'http://localhost:4000/callback', '--json'];
  await stage.server().runVerb('applications', 'register', ...words);
});

/** The owner, signed in already. */
async function anna(path: string, options: PersonOptions = {}): Promise<Person> {
  const person = await stage.person(options);
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

test('the console speaks German where the browser does, and remembers a choice', async () => {
  const { page } = await anna('', { language: 'de' });
  await page.getByRole('heading', { name: 'Guten Tag, Anna Bergmann' }).waitFor();
  for (const [place, title] of [
    ['/customers', 'Kundinnen und Kunden'],
    ['/settings', 'Anmeldung einstellen'],
    ['/sign-in-methods', 'Anmeldewege'],
    ['/first-run', 'Ihre erste Anmeldung'],
  ] as const) {
    await page.goto(`/console${place}`);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await settle(page);
    await lookAtConsole(page, `de${place.replace('/', '-')}`, { wordsOnly: true });
  }
  await page.getByRole('button', { name: 'Ihre Einstellungen' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Your first sign-in' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
});

test('by keyboard alone: the way past the navigation, the palette, a place, and the look', async () => {
  const { page } = await anna('');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill('ledg');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
  expect(await page.evaluate('document.activeElement?.tagName'), 'the title has the focus').toBe('H1');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill('nobody@example.com');
  await page.getByRole('option', { name: 'Look for the customer “nobody@example.com”' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
  expect(page.url()).not.toContain('nobody');

  await page.goto('/console/applications');
  await page.getByRole('row', { name: /Bread shop/ }).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bread shop' }).waitFor();

  await page.getByRole('button', { name: 'Your settings' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Dark' }).press('Enter');
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await page.reload();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
});

test('offline is told, and what is there stays', async () => {
  const { page, context } = await anna('/customers');
  await context.setOffline(true);
  await page.getByText('You are offline.').waitFor();
  expect(await page.getByRole('heading', { name: 'Customers', level: 1 }).count()).toBe(1);
  await context.setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
});

test('a first visit weighs less than 250 kB, and its files may be kept for ever', async () => {
  const person = await stage.person();
  await person.context.addCookies(state.cookies);
  const loaded = new Map<string, Response>();
  person.page.on('response', (response) => {
    // What ends the silent sign-in is an address, which nobody reads on.
    if (response.status() === 200 && !response.url().includes('/console/callback'))
      loaded.set(response.url(), response);
  });
  await goTo(person, '');
  let total = 0;
  for (const [url, response] of [...loaded]) {
    total += gzipSync(await response.body()).length;
    if (!url.includes('/console/assets/')) continue;
    expect(response.headers()['cache-control'], url).toBe('public, max-age=31536000, immutable');
    expect(response.headers()['content-encoding'], url).toBe('gzip');
  }
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(mostBytes);
  process.stdout.write(`console: first visit ${total} bytes compressed\n`);
});
