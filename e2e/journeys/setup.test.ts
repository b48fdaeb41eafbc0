/** The first owner's way in, and that of whoever is invited: with and without scripts, in every language. */
import { expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { freshEmail, type Language, type Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { fillSignIn, newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();

/** A link as `./cardea admin create` prints it, as a path. */
async function linkFor(email: string, ...roles: readonly string[]): Promise<string> {
  const said = await stage.server().runVerb('admin', 'create', '--json', '--email', email, '--role', ...roles);
  const { link } = JSON.parse(said) as { link: string };
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

async function look(person: Person, language: Language, state: string): Promise<void> {
  expect(placeOf(person), state).toBe('/setup');
  expect(await person.page.locator('html').getAttribute('lang'), state).toBe(language);
  expect(await person.page.locator('h1').count(), state).toBe(1);
  await lookAt(person.page, `${language}.${state}`, { dark: language === 'en' });
}

test.each(['en', 'de', 'ar-XB'] as const)('the set-up pages are fit for everybody (%s)', async (language) => {
  const maria = await stage.person({ language });
  await maria.open(stage.server().setUpPath);
  await look(maria, language, 'setup-first');
  await maria.page.fill('[name=email]', 'nonsense');
  await press(maria, '/setup');
  await look(maria, language, 'setup-mistakes');
  expect(await maria.page.locator('[name=email]').getAttribute('aria-invalid')).toBe('true');

  await maria.open(await linkFor(freshEmail(), 'support', 'auditor'));
  await look(maria, language, 'setup-invited');

  const account = newAccount();
  const owner = await stage.person({ language });
  await register(owner, account);
  const link = await linkFor(account.email, 'owner');
  await owner.open(link);
  await look(owner, language, 'setup-accept');
  await maria.open(link);
  await look(maria, language, 'setup-sign-in');
  const other = newAccount();
  const stranger = await stage.person({ language });
  await register(stranger, other);
  await stranger.open(link);
  await look(stranger, language, 'setup-other-account');
});

test('an expired link says so, and how to get another', async () => {
  const maria = await stage.person({ script: false });
  const inspector = await stage.person();
  await maria.page.goto('/setup?token=nothing');
  expect(await maria.page.textContent('main')).toContain('admin create');
  expect(await findingsWithoutScript(maria.page, inspector.page)).toEqual([]);
});

test('without scripts: who is invited signs in first and comes back to accept; the first owner lands in the console', async () => {
  const maria = await stage.person({ script: false });
  const account = newAccount();
  await register(maria, account);
  const link = await linkFor(account.email, 'support');
  const phone = await stage.person({ script: false, screen: 'phone' });
  await phone.page.goto(link);
  await phone.page.click('main a.primary');
  expect(placeOf(phone)).toBe('/sign-in');
  await phone.page.fill('[name=identifier]', account.email);
  await phone.page.fill('[name=password]', account.password);
  await press(phone, '/sign-in');
  expect(placeOf(phone)).toBe('/setup');
  await press(phone, '/setup/accept');
  expect(placeOf(phone)).toBe('/console');

  const owner = await stage.person({ script: false });
  const first = newAccount('Ada Lovelace');
  await owner.page.goto(stage.server().setUpPath);
  await owner.page.fill('[name=email]', first.email);
  await owner.page.fill('[name=password]', first.password);
  await owner.page.fill('[name=name]', first.name);
  await press(owner, '/setup');
  expect(placeOf(owner)).toBe('/console');
  await fillSignIn(await stage.person(), first);
  expect(await stage.server().runVerb('admin', 'list')).toMatch(
    /active {2}support\n.*active {2}owner|owner\n.*support/,
  );
});
