/** Texts, pictures, the branding of an application and the state of the installation, as an owner works with them. */
import { beforeAll, expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import type { Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
let state: Awaited<ReturnType<Person['context']['storageState']>>;
let application = '';

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  state = await anna.context.storageState();
  const words = ['--name', 'Bread shop', '--first-party', '--redirect-uri', 'http://localhost:4000/callback', '--json'];
  application = JSON.parse(await stage.server().runVerb('applications', 'register', ...words)).client_id;
});

/** The owner, signed in already. */
async function anna(path: string, options: PersonOptions = {}): Promise<Person> {
  const person = await stage.person(options);
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

const picture = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });

test('a text is found by its words, worded, seen on the real page before it is saved, and given back', async () => {
  const { page } = await anna('/texts?locale=en');
  await page.getByLabel('Words or id').fill('sign_in.title');
  await page.keyboard.press('Enter');
  await page.waitForURL(/find=sign_in\.title/);
  await page.getByRole('row', { name: 'pages:sign_in.title' }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Sign-in page', level: 1 }).waitFor();

  const field = page.getByLabel('In your words');
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { name: 'Sign in' }).waitFor();
  await field.fill('Good to see you {{name}}');
  await page.getByText('placeholder', { exact: false }).or(page.locator('.mantine-Textarea-error')).first().waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await preview.getByRole('heading', { name: 'Sign in' }).waitFor();
  await field.fill('x'.repeat(121));
  await page.getByText('121 of 120 characters').waitFor();
  await field.fill('Good to see you');
  await preview.getByRole('heading', { name: 'Good to see you' }).waitFor();
  expect(await (await page.request.get('/sign-in?prompt=login')).text()).not.toContain('Good to see you');
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('Your words are said from now on.').waitFor();

  await page.getByRole('link', { name: 'Texts' }).first().click();
  await page.getByLabel('Only your own').check();
  await page.getByRole('row', { name: /Good to see you.*Yours/s }).waitFor();
  await expect.poll(() => page.getByRole('row').count(), { message: 'the head and the one' }).toBe(2);
  const visitor = await stage.person();
  await visitor.open('/sign-in');
  await visitor.page.getByRole('heading', { name: 'Good to see you' }).waitFor();

  await page.getByRole('link', { name: 'Good to see you' }).click();
  await page.getByRole('button', { name: 'Back to our words' }).click();
  await toldIn(page).getByText('Our words are said again.').waitFor();
  await preview.getByRole('heading', { name: 'Sign in' }).waitFor();
  await toldIn(page).getByRole('button', { name: 'Undo' }).last().click();
  await preview.getByRole('heading', { name: 'Good to see you' }).waitFor();

  await page.getByRole('link', { name: 'Texts' }).first().click();
  await page.getByRole('button', { name: 'Back to our words' }).click();
  await page.getByRole('dialog').getByText('One text of yours is given up.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Back to our words' }).click();
  await toldIn(page).getByText('English is in our words again.').waitFor();
  await page.getByLabel('Only your own').check();
  await page.getByRole('heading', { name: 'All texts are in our words' }).waitFor();
});

test('a subject asks for what must stand in it, puts it in by a button, and speaks the other language, too', async () => {
  const { page } = await anna('/texts/de/mails:verify_address.subject');
  const preview = page.frameLocator('iframe');
  await preview.locator('body', { hasText: '482' }).waitFor();
  const field = page.getByLabel('In your words');
  await field.fill('Ihr Code lautet ');
  await page.getByRole('button', { name: 'Put in {{code}}' }).waitFor();
  await field.press('End');
  await page.getByRole('button', { name: 'Put in {{code}}' }).click();
  await page.getByRole('button', { name: 'Put in {{tenant}}' }).click();
  expect(await field.inputValue()).toContain('{{code}}');
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('Your words are said from now on.').waitFor();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('en');
  await page.waitForURL(/\/texts\/en\//);
  await page.getByText('is your code for').first().waitFor();
  expect(await page.getByLabel('In your words').inputValue()).toBe('');

  await page.goto('/console/texts/en/pages:nowhere.at_all');
  await page.getByRole('heading', { name: 'There is no such text' }).waitFor();
  await page.goto('/console/texts?locale=en&find=xyzzy');
  await page.getByRole('heading', { name: 'No text is like that' }).waitFor();
  await page.getByRole('button', { name: 'Show all texts' }).click();
  await page.waitForURL(/in=everywhere/);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(/after=/);
  await page.getByRole('button', { name: 'First page' }).click();
  await page.getByRole('row').nth(1).waitFor();
});

test('what the installation lacks is told on arrival and explained with a remedy', async () => {
  const { page } = await anna('');
  await page.getByRole('heading', { name: 'Hello, Anna Bergmann' }).waitFor();
  await settle(page);
  expect(await page.getByText('The last good backup is older than a day.').count()).toBe(0);
  const old = `insert into backups (backup_id, bytes, file, taken_at) values ('bak_old', 1, 'old', now() - interval '2 days')`;
  await stage.server().sql(old);
  await page.reload();
  await page.getByText('The last good backup is older than a day.').waitFor();
  await page.getByRole('link', { name: 'What to do' }).click();
  await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
  await page.getByText('One thing needs attention').waitFor();
  await page.getByText('./cardea backup --to FOLDER --keep 14').waitFor();
  await page.getByText(/PostgreSQL \d+.*embedded/).waitFor();
  await page.getByRole('heading', { name: 'Signing keys' }).waitFor();
  await settle(page);
  await lookAtConsole(page, 'health-unwell');
  await stage.server().sql(`insert into backups (backup_id, bytes, file) values ('bak_new', 1, 'new')`);
  await page.reload();
  await page.getByText('All is well').waitFor();
});

test('a logo is uploaded, seen and worn; what cannot be taken is refused beside its field', async () => {
  const { page } = await anna('/branding');
  // A real picture, taken from what is there.
  const logo = await page.screenshot({ clip: { x: 0, y: 10, width: 200, height: 56 } });
  const field = page.getByRole('group', { name: 'On a light background' });
  const input = field.locator('input[type=file]');
  await input.setInputFiles(
    picture('logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'),
  );
  await field.getByRole('alert').getByText('no PNG, JPEG or WebP').waitFor();
  await input.setInputFiles(picture('logo.png', Buffer.alloc(300_000)));
  await field.getByRole('alert').getByText('At most 256 kB').waitFor();
  await input.setInputFiles(picture('logo.png', Buffer.from('no picture at all')));
  await field.getByRole('alert').waitFor();
  await input.setInputFiles(picture('logo.png', logo));
  await field.locator('img').waitFor();
  expect(await field.getByRole('alert').count()).toBe(0);
  await page.frameLocator('iframe').locator('img[alt=Cardea]').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The branding was saved.').waitFor();
  const visitor = await stage.person();
  await visitor.open('/sign-in');
  await visitor.page.locator('img[alt=Cardea]').waitFor();

  await settle(page);
  await lookAtConsole(page, 'branding-logo');
  const gallery = page.locator('section', { has: page.getByRole('heading', { name: 'Uploaded pictures' }) });
  await gallery.getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await field.getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await gallery.getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await gallery.waitFor({ state: 'detached' });
});

test('an application wears its own colour, and goes back to what the business wears', async () => {
  const { page } = await anna(`/applications/${application}`);
  await page.getByRole('link', { name: 'Change the branding' }).click();
  await page.getByRole('heading', { name: 'Branding of Bread shop' }).waitFor();
  await page.frameLocator('iframe').getByText('Bread shop').first().waitFor();
  await page.getByLabel('#b3261e').check();
  await page.getByRole('button', { name: 'As for the whole business' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The branding was saved.').waitFor();
  await page.reload();
  await page.getByLabel('#b3261e').waitFor();
  expect(await page.getByLabel('#b3261e').isChecked()).toBe(true);
  await settle(page);
  await lookAtConsole(page, 'application-branding');
  await page.getByRole('button', { name: 'As for the whole business' }).click();
  expect(await page.getByLabel('#0b5d57').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The branding was saved.').last().waitFor();
  await page.goto('/console/branding');
  await page.getByLabel('#0b5d57').waitFor();
});

test.each([
  ['texts-none', '/texts?locale=en&own=true', {}],
  ['text', '/texts/en/pages:sign_in.title', {}],
  ['text-mail', '/texts/en/mails:verify_address.subject', {}],
  ['text-elsewhere', '/texts/en/pages:account.title', {}],
  ['de-texts', '/texts', { language: 'de' }],
  ['de-text', '/texts/de/pages:sign_up.title', { language: 'de' }],
  ['de-health', '/health', { language: 'de' }],
  ['de-branding', '/branding', { language: 'de' }],
] as const)('%s can be read, reached and touched on every screen', async (name, path, options) => {
  const { page } = await anna(path, options);
  await lookAtConsole(page, name, { wordsOnly: 'language' in options });
});
