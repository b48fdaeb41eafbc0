/** Applications, settings and branding, as an owner works with them in the console. */
import { beforeAll, expect, test } from 'vitest';
import { goTo, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
let state: Awaited<ReturnType<Person['context']['storageState']>>;

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  state = await anna.context.storageState();
});

/** The owner, signed in already. */
async function anna(path: string): Promise<Person> {
  const person = await stage.person();
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

test('an application is added, its secret is shown once, made anew, and the application stopped and started', async () => {
  const { page } = await anna('/applications');
  await page.getByRole('heading', { name: 'No application is connected yet' }).waitFor();
  await page.getByRole('link', { name: 'Add an application' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Bread shop');
  await page.getByLabel('Redirect addresses').fill('http://example.com/callback');
  await page.getByRole('button', { name: 'Add the application' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Redirect addresses').fill('http://localhost:4000/callback\nhttps://shop.example/callback');
  await page.getByRole('button', { name: 'Add the application' }).click();

  await page.getByRole('heading', { name: 'Bread shop' }).waitFor();
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Secret', exact: true }) });
  const first = await card.locator('pre').innerText();
  expect(first.trim().length).toBeGreaterThan(30);
  expect(await page.locator('.steps').innerText()).not.toContain(first.trim());
  await page.reload();
  await page
    .getByText('we cannot show again', { exact: false })
    .or(page.getByText('cannot show again'))
    .first()
    .waitFor();
  expect(await page.locator('main').innerText()).not.toContain(first.trim());

  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  await toldIn(page).getByText('There is a new secret.').waitFor();
  expect(await card.locator('pre').innerText()).not.toBe(first);

  await page.getByLabel('Name', { exact: true }).fill('Bread and rolls');
  const settings = page.locator('form').filter({ hasText: 'Redirect addresses' });
  await settings.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Bread and rolls', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Enable again' }).click();
  await page.getByRole('button', { name: 'Disable' }).waitFor();
  await page.getByRole('link', { name: 'Applications' }).first().click();
  await page.getByRole('row', { name: /Bread and rolls.*Active/s }).waitFor();
});

test('a setting is changed after it was seen side by side, and a refused value is told at its field', async () => {
  const { page } = await anna('/settings');
  await page.getByLabel('Unused sessions end after').fill('24');
  await page.getByLabel('Terms of use').fill('https://shop.example/terms');
  await page.getByRole('button', { name: 'Review the changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row', { name: /Unused sessions end after 168 hours 24 hours/ }).waitFor();
  await dialog.getByRole('row', { name: /Terms of use not set https:\/\/shop\.example\/terms/ }).waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('Saved.').waitFor();
  await page.reload();
  await page.getByLabel('Unused sessions end after').waitFor();
  expect(await page.getByLabel('Unused sessions end after').inputValue()).toBe('24');

  await page.getByLabel('Every session ends after').fill('9000');
  await page.getByRole('button', { name: 'Review the changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await page.getByLabel('Every session ends after').inputValue()).toBe('30');
});

test('branding is seen on the real pages before it is saved, and an unreadable colour is told', async () => {
  const { page } = await anna('/branding');
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.locator('input[type=color]').fill('#ffe600');
  await page.getByText('#ffe600 cannot be read well').waitFor();
  await page.getByText('Registration', { exact: true }).click();
  await preview.getByRole('heading', { name: /Create/ }).waitFor();
  await page.getByText('Mail', { exact: true }).click();
  await preview.locator('body', { hasText: 'Cardea' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The branding was saved.').waitFor();
  const style = await (await page.context().request.get('/assets/theme.css')).text();
  expect(style).not.toContain('#0b5d57');
});
