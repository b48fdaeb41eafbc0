/** Customers, the ledger and administrators, as an owner works with them in the console. */
import { beforeAll, expect, test } from 'vitest';
import { goTo, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { mailAbout } from '../support/outbox.ts';
import { freshEmail, type Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, newAccount, register } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
const owner: Account = newAccount('Anna Bergmann');
const maria: Account = newAccount('Maria Lindqvist');

let state: Awaited<ReturnType<Person['context']['storageState']>>;

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), owner);
  state = await anna.context.storageState();
  await anna.close();
  for (const account of [maria, newAccount('Jonas Weber'), newAccount('Chiara Conti')]) {
    await register(await stage.person(), account);
  }
});

/** The owner, signed in already. */
async function anna(path: string): Promise<Person> {
  const person = await stage.person();
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

async function openMaria(person: Person): Promise<void> {
  const { page } = person;
  await page.getByRole('textbox', { name: 'Search' }).fill(maria.email);
  expect(await page.getByLabel('By', { exact: true }).inputValue(), 'what was typed says what it is').toBe('email');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('row', { name: /M•••/ }).getByRole('link').click();
  await page.getByRole('heading', { name: 'M•••', level: 1 }).waitFor();
}

test('a customer is found by the whole address, and the address stays out of the console’s own', async () => {
  const { page, ...person } = await anna('/customers');
  await openMaria({ page, ...person });
  expect(page.url()).toMatch(/\/console\/customers\/cus_\w+$/);
  await page.goBack();
  // The search is still there, and nowhere in the address.
  await page.getByRole('row', { name: /M•••/ }).waitFor();
  expect(page.url()).toMatch(/\/console\/customers$/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('row', { name: /A•••/ }).waitFor();

  await page.getByRole('textbox', { name: 'Search' }).fill('maria');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('row', { name: /M•••/ }).waitFor();
  await page.getByRole('textbox', { name: 'Search' }).fill('nobody@example.com');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
});

test('the list is turned around and narrowed, and its address says so', async () => {
  const { page } = await anna('/customers');
  const first = () => page.locator('tbody tr').first().innerText();
  expect(await first()).toContain('C•••');
  await page.getByRole('button', { name: 'Customer since' }).click();
  await expect.poll(() => page.url()).toContain('sort=created_at');
  await expect.poll(first).toContain('A•••');
  await page.getByLabel('State').selectOption('disabled');
  await expect.poll(() => page.url()).toContain('state=disabled');
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
});

test('personal fields are shown for a reason, which is in the ledger, and are masked again on the next visit', async () => {
  const { page, ...person } = await anna('/customers');
  await openMaria({ page, ...person });
  expect(await page.locator('main').innerText()).not.toContain(maria.email);
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Show personal fields' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill('Ticket 4711: grüße am Telefon');
  await dialog.getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByRole('heading', { name: 'Maria Lindqvist' }).waitFor();
  await page.getByText(maria.email).first().waitFor();
  expect(await page.title(), 'tabs are seen by others').not.toContain('Maria');

  await page.getByRole('link', { name: 'All of it in the ledger' }).click();
  await page
    .getByRole('row', { name: /Customer viewed.*Administrator/s })
    .first()
    .waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'M•••' }).waitFor();
});

test('a customer is disabled after a question, which can be undone, and a session ends everywhere', async () => {
  const { page, ...person } = await anna('/customers');
  await openMaria({ page, ...person });
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await page.locator('.standing', { hasText: 'Disabled' }).waitFor();
  await page.getByText('Not signed in anywhere.').waitFor();
  await toldIn(page).getByRole('button', { name: 'Undo' }).click();
  await page.locator('.standing', { hasText: 'Active' }).waitFor();

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Start recovery' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start recovery' }).click();
  await toldIn(page).getByText('on its way').waitFor();
  await mailAbout({ page, ...person }, maria.email, /password/i);
});

test('a note is written, read with a reason, and removed', async () => {
  const { page, ...person } = await anna('/customers');
  await openMaria({ page, ...person });
  await page.getByLabel('New note').fill('Asked to be called back.\nIn the evening.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByLabel('Reason').fill('Call back');
  await page.getByRole('dialog').getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByText('Asked to be called back.').waitFor();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('No notes yet.').waitFor();
});

test('an administrator is invited, the invitation revoked, and the only owner stays', async () => {
  const { page, ...person } = await anna('/administrators');
  const email = freshEmail();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Auditor').check();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByRole('heading', { name: 'Open invitations' }).waitFor();
  await mailAbout({ page, ...person }, email, /./);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('heading', { name: 'Open invitations' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('row', { name: /Anna Bergmann.*Owner/s }).waitFor();
});

test('the ledger is narrowed by kind and read page by page', async () => {
  const { page } = await anna('/ledger');
  await page.getByLabel('What', { exact: true }).selectOption('session.started');
  await expect.poll(() => page.url()).toContain('event=session.started');
  await expect
    .poll(async () => new Set(await page.locator('tbody td:first-child').allInnerTexts()))
    .toEqual(new Set(['Signed in']));
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.poll(() => page.url()).toContain('after=');
  await page.getByRole('button', { name: 'Previous' }).click();
  await expect.poll(() => page.url()).not.toContain('after=');
});

test('whoever has no role is told so, and a session that ends leaves the page where it is', async () => {
  const customer = await stage.person();
  await customer.open('/sign-in');
  await customer.page.fill('[name=identifier]', maria.email);
  await customer.page.fill('[name=password]', maria.password);
  await customer.page.locator('form[action="/sign-in"] button:not([type="button"])').click();
  await customer.page.waitForURL('**/account');
  await customer.page.goto('/console');
  await customer.page.getByRole('heading', { name: 'This account does not administer anything here' }).waitFor();

  const { page } = await anna('/customers');
  await stage.server().sql(`update sessions set ended_at = now(), end_reason = 'expired' where ended_at is null`);
  await page.getByLabel('State').selectOption('active');
  await page.getByText('Your session has ended.').waitFor();
  expect(await page.getByRole('heading', { name: 'Customers', level: 1 }).count()).toBe(1);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/sign-in*');
  await page.fill('[name=identifier]', owner.email);
  await page.fill('[name=password]', owner.password);
  await page.locator('form[action="/sign-in"] button:not([type="button"])').click();
  await page.waitForURL('**/console/customers?state=active');

  await page.getByRole('button', { name: 'Your settings' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.goto('/console');
  await page.waitForURL('**/sign-in*');
});
