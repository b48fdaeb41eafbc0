/** Connections in the console: one is added, tested, changed with its secret asked anew, and removed; agents let in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import { freshEmail } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
const linkedCustomer = 'cus_00000000000000000000000007';

/** A customer of a file, who signs in by this connection. */
async function importLinked(connection: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-linked-'));
  const file = path.join(folder, 'linked.ndjson');
  const identities = [{ connection, subject: '00u-7', email: 'maria@contoso.example', name: 'Maria Contoso' }];
  writeFileSync(file, JSON.stringify({ id: linkedCustomer, email: freshEmail(), email_verified: true, identities }));
  try {
    await stage.server().runVerb('customers', 'import', file, '--keep-subjects');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('an administrator connects a provider, finds out whether it works, and takes it away again', async () => {
  const anna = await stage.person();
  const { page } = anna;
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  await goTo(anna, '/connections');
  await page.getByRole('heading', { name: 'Customers have only their account with you' }).waitFor();
  await lookAtConsole(page, 'connections-empty');

  // A provider of OpenID Connect on this machine: there is one, and it is the house itself.
  const { origin } = stage.server();
  await page.getByRole('link', { name: 'Add a connection' }).first().click();
  await page.getByRole('link', { name: /^OpenID Connect/ }).click();
  await page.getByLabel('Name on the button').fill('Contoso');
  await page.getByLabel('Id', { exact: true }).fill('contoso');
  expect(await page.locator('.code').innerText()).toContain(`${origin}/sign-in/with/contoso/callback`);
  await page.getByLabel('Issuer', { exact: true }).fill(`${origin}/wrong#`);
  await page.getByLabel('Client id').fill('acme');
  await page.getByLabel('Client secret').fill('hush-4711');
  await page.getByRole('button', { name: 'Add the connection' }).click();
  await page.getByRole('alert').first().waitFor();
  await page.getByLabel('Issuer', { exact: true }).fill(origin);
  await lookAtConsole(page, 'connection-new-filled');
  await page.getByRole('button', { name: 'Add the connection' }).click();
  await page.getByText('It is off: no customer sees it.').waitFor();
  await settle(page);

  await page.getByRole('button', { name: 'Test now' }).click();
  await page.getByText('It would work, as far as can be seen from here.').waitFor();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await toldIn(page).getByText('Its button is on the pages now.').waitFor();
  await page.getByRole('button', { name: 'Switch off' }).waitFor();

  // Somebody came with an account there from elsewhere. It is counted, and its owner's page unlinks it.
  await importLinked('contoso');
  await goTo(anna, '/connections');
  const row = page.getByRole('row').filter({ hasText: 'Contoso' });
  expect((await row.getByRole('cell').allInnerTexts()).slice(-3)).toEqual(['1', '0', '0']);
  await goTo(anna, `/customers/${linkedCustomer}`);
  const elsewhere = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Accounts elsewhere' }) });
  expect(await elsewhere.innerText()).toContain('Contoso');
  await lookAtConsole(page, 'customer-linked');
  await elsewhere.getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
  await toldIn(page).getByText('It was unlinked.').waitFor();
  await elsewhere.getByRole('button', { name: 'Unlink' }).waitFor({ state: 'detached' });
  await goTo(anna, '/connections/contoso');

  // Another address: the secret is asked for anew, and nothing is saved before it was seen.
  await page.getByLabel('Issuer', { exact: true }).fill('https://id.fabrikam.example');
  await page.getByText('The address leads elsewhere now.').waitFor();
  await page.getByRole('button', { name: 'Review the changes' }).click();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByLabel('Client secret').fill('hush-4712');
  await page.getByRole('button', { name: 'Review the changes' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.innerText()).toContain(origin);
  expect(await dialog.innerText()).not.toContain('hush');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await settle(page);
  expect(await page.getByLabel('Issuer', { exact: true }).inputValue()).toBe('https://id.fabrikam.example');

  await page.getByLabel('Mail domain').fill('fabrikam.invalid');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('_cardea.fabrikam.invalid').waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.locator('.domain [role=alert]').first().waitFor();
  await lookAtConsole(page, 'connection-domain');

  await page.getByRole('button', { name: 'Remove', exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { name: 'Customers have only their account with you' }).waitFor();

  // Agents, with a token that is shown this once.
  await goTo(anna, '/agents');
  await page.getByLabel('By registering itself').selectOption({ label: 'With a token of yours' });
  await page.getByRole('button', { name: 'Review the changes' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByLabel('For whom').fill('Agents of the workshop');
  await page.getByLabel('Good for how many applications').fill('20');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await page.getByText('Copy the token now.').waitFor();
  const token = (await page.locator('.code').innerText()).trim();
  const registered = await fetch(`${origin}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Notes agent',
      redirect_uris: ['http://127.0.0.1/callback'],
      token_endpoint_auth_method: 'none',
    }),
  });
  expect(registered.status).toBe(201);
  await goTo(anna, '/agents');
  await page.getByText('good for 19 more applications').waitFor();
  expect(await page.locator('main').innerText()).not.toContain(token);
  await goTo(anna, '/applications');
  await page.getByText('Registered itself').waitFor();
  await lookAtConsole(page, 'applications-of-itself');

  // The apps on phones of one, and the profile of another.
  const shared = ['--first-party', '--json', '--name'];
  const register = async (...words: string[]) =>
    JSON.parse(await stage.server().runVerb('applications', 'register', ...words)).client_id;
  const app = await register(...shared, 'App', '--public', '--native', '--redirect-uri', 'com.example.shop:/callback');
  await goTo(anna, `/applications/${app}`);
  await page.getByLabel('Team id').fill('a1b2c3d4e5');
  await page.getByLabel('Bundle identifiers').fill('com.example.shop');
  await page.getByRole('button', { name: 'Add an Android app' }).click();
  await page.getByLabel('Package name').fill('com.example.shop');
  await page.getByLabel('SHA-256 fingerprints').fill('14:6D');
  const phones = page.locator('form').filter({ hasText: 'Bundle identifiers' });
  await phones.getByRole('button', { name: 'Save' }).click();
  await phones.getByRole('alert').first().waitFor();
  await page.getByLabel('SHA-256 fingerprints').fill(Array(32).fill('ab').join(':'));
  await phones.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The application was saved.').waitFor();
  expect(await (await fetch(`${origin}/.well-known/assetlinks.json`)).text()).toContain('AB:AB');

  const bank = await register(...shared, 'Bank', '--redirect-uri', 'http://localhost:4000/callback');
  await goTo(anna, `/applications/${bank}`);
  await page.getByLabel('Profile', { exact: true }).selectOption('fapi2');
  await page.getByLabel('Address of its public keys').fill('https://bank.example/jwks');
  const security = page.locator('form').filter({ hasText: 'Signed requests' });
  await security.getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('The application was saved.').last().waitFor();
  await settle(page);
  expect(await page.getByLabel('Profile', { exact: true }).inputValue()).toBe('fapi2');
  await lookAtConsole(page, 'application-profile');
});
