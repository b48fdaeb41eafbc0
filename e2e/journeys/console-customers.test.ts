/** The list of customers at work: adding somebody, finding masked names, acting upon many, taking the table along. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { bringIn, declareProfile, hostilePeople, ordinaryPeople } from '../support/console-people.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import { mailAbout } from '../support/outbox.ts';
import { freshEmail, type Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
let state: Awaited<ReturnType<Person['context']['storageState']>>;

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), newAccount('Anna Administratorin'));
  state = await anna.context.storageState();
  await declareProfile(stage.server());
  await bringIn(stage.server(), [...ordinaryPeople(60), ...hostilePeople]);
});

/** The owner, signed in already. */
async function anna(path: string): Promise<Person> {
  const person = await stage.person();
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

async function seek(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Search' }).fill(name);
  await page.getByLabel('By', { exact: true }).selectOption('name');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  await settle(page);
}

async function giveReason(page: Page): Promise<void> {
  await page.getByLabel('Reason').fill('Ticket 4711');
  await page.getByRole('dialog').getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByRole('button', { name: 'Mask again' }).waitFor();
  await settle(page);
}

test('a customer is added by the fields of the profile schema, and gets a mail to choose a password', async () => {
  const person = await anna('/customers');
  const { page } = person;
  const email = freshEmail();
  await page.getByRole('link', { name: 'Add a customer' }).click();
  await page.getByRole('heading', { name: 'Add a customer' }).waitFor();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Name', { exact: true }).fill('Greta Grün');
  await page.getByLabel('Date of birth').fill('1990-04-30');
  await page.getByLabel('Staff discount').fill('51');
  await page.getByLabel('Vegetarian').selectOption('yes');
  await page.getByLabel('Tier').selectOption({ label: 'Gold card' });
  await page.getByRole('checkbox', { name: 'Cake' }).check();
  expect(await page.getByLabel('Credit line').count(), 'what staff may not write is not asked').toBe(0);
  await page.getByRole('button', { name: 'Add the customer' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Staff discount').and(page.locator('[aria-invalid=true]')).fill('15');
  await page.getByRole('button', { name: 'Add the customer' }).click();
  await toldIn(page).getByText('The mail is on its way').waitFor();
  await page.getByRole('heading', { name: 'G•••', level: 1 }).waitFor();
  await mailAbout(person, email, /password/i);
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await giveReason(page);
  await page.getByRole('heading', { name: 'Greta Grün' }).waitFor();
  const profile = page.locator('section', { has: page.getByRole('heading', { name: 'Profile' }) });
  expect(await profile.innerText()).toMatch(/Staff discount\s+15\s[\s\S]*Vegetarian\s+yes/);

  await goTo(person, '/customers/new');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Add the customer' }).click();
  await page.getByLabel('E-mail address').and(page.locator('[aria-invalid=true]')).waitFor();
});

test('a masked name is found by whole words, and by its beginning once a reason is given, which stays with the list', async () => {
  const { page } = await anna('/customers');
  await seek(page, 'Bergmann');
  await page.getByText('“Bergmann” finds somebody').waitFor();
  expect(await page.locator('.row-link').allInnerTexts()).toContain('A•••');
  await seek(page, 'Bergma');
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
  await page.getByRole('button', { name: 'Give a reason and search again' }).click();
  await giveReason(page);
  const names = await page.locator('.row-link').allInnerTexts();
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toContain('Bergmann');
  expect(page.url()).not.toMatch(/Bergm|Ticket/);

  await page.locator('.row-link').first().click();
  await page.getByRole('heading', { name: 'Found by' }).waitFor();
  await page.goBack();
  await page.getByText('Reason: Ticket 4711').waitFor();
  await page
    .getByRole('row', { name: /Bergmann/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Mask again' }).click();
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
});

test('some of a page, then everybody on every page, are acted upon after a question, and the result is told', async () => {
  const { page } = await anna('/customers?state=active&sort=created_at');
  const choose = (at: number) =>
    page
      .getByRole('checkbox', { name: /^Select (?!everybody)/ })
      .nth(at)
      .check();
  // The first is who asks: administrators are passed over.
  await choose(0);
  await choose(1);
  await choose(2);
  const bar = page.getByRole('region', { name: 'What is done with the selection' });
  await bar.getByText('3 selected').waitFor();
  await bar.getByRole('button', { name: 'Close accounts' }).click();
  await page.getByRole('dialog').getByText('Close 3 accounts?').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close accounts' }).click();
  const progress = page.getByRole('region', { name: 'Actions on many customers' });
  await progress.getByText('2 customers changed, one passed over').waitFor();
  await bar.waitFor({ state: 'detached' });
  await page.getByLabel('State').selectOption('closing');
  await expect.poll(() => page.locator('.row-link').count()).toBe(2);
  await page.reload();
  await progress.getByText('Accounts will be closed').waitFor();
  await progress.getByRole('button', { name: 'Put away' }).click();
  await progress.waitFor({ state: 'detached' });

  await page.getByLabel('State').selectOption('active');
  await expect.poll(() => page.locator('.row-link').count()).toBe(25);
  await settle(page);
  await choose(0);
  await bar.getByRole('button', { name: 'Select everybody on this page' }).click();
  await bar.getByText('25 selected').waitFor();
  await bar.getByRole('button', { name: 'Select all on every page' }).click();
  await bar.getByText('Every active customer is selected').waitFor();
  await bar.getByRole('button', { name: 'Disable' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Disable' }).isDisabled(), 'everybody has to be meant').toBe(true);
  await dialog.getByLabel('I mean everybody').check();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await progress.getByText('Customers were disabled').waitFor();
  expect(await progress.innerText()).toMatch(/\d{2} customers changed, one passed over/);
  await expect.poll(() => page.locator('.row-link').count(), { message: 'whoever administers is left' }).toBe(1);
});

test('186: the table is taken along as it is shown, masked or not, and no cell of it is a formula', async () => {
  const { page } = await anna('/customers');
  async function take(): Promise<string[]> {
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
    const file = await (await download).path();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return readFileSync(file, 'utf8').trimEnd().split('\r\n');
  }
  await page.getByRole('button', { name: 'Export' }).click();
  await lookAtConsole(page, 'customers-export');
  await page.getByRole('button', { name: 'Cancel' }).click();
  const masked = await take();
  expect(masked[0]).toBe('\uFEFF"Customer id","Customer","E-mail address","State","External id","Customer since"');
  expect(masked.length, 'every page of the list').toBeGreaterThan(70);
  expect(masked.join('\n')).not.toMatch(/Bergmann|hostile\.\d|person\.\d/);
  expect(masked.some((line) => line.includes(`"'=•••"`))).toBe(true);

  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await giveReason(page);
  const shown = await take();
  expect(shown.length).toBe(masked.length);
  expect(shown.join('\n')).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")"`);
  expect(shown.join('\n')).toContain('person.1@example.com');
});
