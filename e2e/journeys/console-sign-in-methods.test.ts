/** Sign-in methods in the console: what a customer will meet, what locks them out, and whether a caller is who they say. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { appCode } from '../support/authenticator-app.ts';
import { goTo, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { connect } from '../support/console-connections.ts';
import { lookAt } from '../support/look-at.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, press, register } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);

const elsewhere = (name: string) => ({
  ...{ name, preset: 'openid', issuer: `https://id.${name.toLowerCase()}.invalid`, client_id: 'ours' },
  token_endpoint_auth_method: 'none',
});

const meeting = (page: Page) => page.locator('.meeting').innerText();

test('an administrator sees what customers will meet, is warned before they are locked out, and knows a caller', async () => {
  const anna = await stage.person();
  const { page } = anna;
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  await goTo(anna, '/sign-in-methods');
  expect(await meeting(page)).toContain('asks for address and password or a passkey');
  await lookAtConsole(page, 'sign-in-methods');

  await page.getByLabel('Password', { exact: true }).selectOption('off');
  await page.getByText('Whoever has only a password is locked out').waitFor();
  await page.getByLabel('Passkeys', { exact: true }).selectOption('off');
  await page.getByText('Nobody can sign in: switch on a method').waitFor();
  await lookAtConsole(page, 'sign-in-methods-locked');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByLabel('Who is asked').selectOption('required');
  await page.getByLabel('Time to set one up').fill('7');
  expect(await meeting(page)).toContain('put it off for 7 days');
  await page.getByRole('button', { name: 'Review the changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await toldIn(page).getByText('Saved.').waitFor();

  // One application asks for more: what it leaves open is as for everybody.
  const words = ['--name', 'Bank', '--first-party', '--redirect-uri', 'http://localhost:4000/callback', '--json'];
  await stage.server().runVerb('applications', 'register', ...words);
  await connect(stage.server(), { contoso: elsewhere('Contoso'), fabrikam: elsewhere('Fabrikam') });
  await goTo(anna, '/sign-in-methods');
  await page.getByLabel('For', { exact: true }).selectOption({ label: 'Bank' });
  await page.getByLabel('A browser is remembered for').fill('0');
  // Of the accounts elsewhere it offers all, some or none.
  await page.getByRole('combobox', { name: 'Which of them' }).selectOption('Only these');
  await page.getByLabel('Contoso').uncheck();
  expect(await meeting(page)).toContain('an account elsewhere');
  await page.getByLabel('Fabrikam').uncheck();
  expect(await meeting(page)).not.toContain('an account elsewhere');
  await page.getByLabel('Fabrikam').check();
  expect(await meeting(page)).not.toContain('remembered');
  await lookAtConsole(page, 'sign-in-methods-application');
  await page.getByRole('button', { name: 'Review the changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByLabel('A browser is remembered for').inputValue()).toBe('0');
  expect(await page.getByLabel('Fabrikam').isChecked()).toBe(true);
  expect(await page.getByLabel('Contoso').isChecked()).toBe(false);
  const exported = await stage.server().runVerb('export-config');
  expect(exported).toMatch(/connections:\s+- fabrikam\n/);

  // A customer with an app, who calls.
  const maria = await stage.person({ screen: 'phone' });
  const account = await register(maria);
  await maria.open('/account/factors/authenticator/add');
  const key = ((await maria.page.locator('.key code').textContent()) ?? '').replaceAll(' ', '');
  await maria.page.fill('[name=code]', appCode(key));
  await maria.page.fill('[name=name]', 'Telefon');
  await press(maria, '/account/factors/authenticator/add');
  await maria.open('/account/sign-in');
  await maria.page.locator('a[href="/account/caller-check"]').click();
  await maria.page.waitForURL((url) => url.pathname === '/account/caller-check');
  const code = (await maria.page.locator('.spoken-code').innerText()).trim();
  expect(code).toMatch(/^\d{3} \d{3}$/);
  await lookAt(maria.page, 'account-caller-check', { dark: true });

  await goTo(anna, '/customers');
  await page.getByLabel('By', { exact: true }).selectOption('email');
  await page.getByRole('textbox', { name: 'Search' }).fill(account.email);
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  await page.locator('.row-link').first().click();
  await page.getByText('Authenticator app').waitFor();
  expect(await page.getByText('Telefon').count()).toBe(0);
  for (const [typed, answer] of [
    [code, 'Yes: the caller is signed in'],
    [code, 'No: this is not the code'],
  ] as const) {
    await page.getByLabel('Code', { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText(answer).waitFor();
  }
  await lookAtConsole(page, 'customer-factors');

  // Elsewhere than on one's own machine the server asks administrators for more; the console says where it is set up.
  const needed = 'administrator.second_factor_required';
  await page.route('**/api/admin/me', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Forbidden', status: 403, code: needed }),
    }),
  );
  await goTo(anna, '');
  await page.getByRole('heading', { name: 'Administering needs a second step here' }).waitFor();
  expect(await page.getByRole('link', { name: 'Set one up' }).getAttribute('href')).toBe('/account/factors');
  await lookAtConsole(page, 'needs-factor');
});
