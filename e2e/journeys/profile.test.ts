/** What a business asks of its customers: at sign-up, in the account, and with one question after a sign-in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { readCode } from '../support/outbox.ts';
import type { Language, Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, fillSignIn, newAccount, placeOf, press } from '../support/steps.ts';

const stage = setStage();
const folder = mkdtempSync(path.join(tmpdir(), 'cardea-declaration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const profile = '/account/profile';
const question = '/profile-question';
const both = (en: string, de: string) => ({ en, de });
const name = { name: 'name', type: 'text', at_sign_up: 'optional', scope: 'profile' };
const asked = [
  name,
  { name: 'company', type: 'text', at_sign_up: 'required', label: both('Company or club', 'Firma oder Verein') },
  { name: 'country', type: 'country', at_sign_up: 'optional', help: both('Where we deliver', 'Wohin wir liefern') },
];
const known = [
  ...asked,
  { name: 'birthdate', type: 'date' },
  { name: 'about', type: 'long_text', label: both('About you', 'Über Sie') },
  { name: 'newsletter', type: 'boolean', label: both('Monthly letter', 'Monatlicher Brief') },
  {
    name: 'interests',
    type: 'multi_choice',
    label: both('What you like to do', 'Was Sie gerne tun'),
    choices: [
      { value: 'hiking', label: both('Hiking', 'Wandern') },
      { value: 'sailing', label: both('Sailing', 'Segeln') },
    ],
  },
  {
    name: 'tier',
    type: 'choice',
    label: both('Your card', 'Ihre Karte'),
    choices: [{ value: 'gold', label: both('Gold', 'Gold') }],
  },
];
const size = { name: 'size', type: 'number', min: 15, max: 55, label: both('Shoe size', 'Schuhgröße') };

let declared = '';

/** Declares these attributes, as an operator does, and waits until the server follows. */
async function declare(attributes: readonly object[]): Promise<void> {
  const file = path.join(folder, 'declaration.json');
  const text = JSON.stringify({ attributes });
  if (text === declared) return;
  declared = text;
  writeFileSync(file, text);
  await stage.server().runVerb('profile-schema', 'change', file);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

async function fillSignUp(person: Person, account: Account, company: string): Promise<void> {
  await person.open('/sign-up');
  await person.page.fill('[name=email]', account.email);
  await person.page.fill('[name=password]', account.password);
  await person.page.fill('[name=name]', account.name);
  await person.page.fill('[name=company]', company);
  await person.page.selectOption('[name=country]', 'PT');
  await press(person, '/sign-up');
}

async function signUp(person: Person, account = newAccount()): Promise<Account> {
  await fillSignUp(person, account, 'Nordlicht');
  await person.page.fill('[name=code]', await readCode(person, account.email, 1));
  await press(person, '/verify');
  expect(placeOf(person)).toBe('/account');
  return account;
}

const alerts = (person: Person) => person.page.locator('[role=alert]');
const save = (person: Person) => press(person, profile);

test.each(['en', 'de', 'ar-XB'] as const)(
  'every page about the profile is fit for everybody (%s)',
  async (language) => {
    const look = (person: Person, state: string) =>
      lookAt(person.page, `${language}.${state}`, { dark: language === 'en' });
    await declare(known);
    const maria = await stage.person({ language: language as Language });
    const account = newAccount('Maria-Magdalena Lindqvist von Hohenstein');
    await fillSignUp(maria, account, '');
    expect(placeOf(maria)).toBe('/sign-up');
    await look(maria, 'sign-up-declared-mistakes');
    await signUp(maria, account);
    await maria.open(profile);
    await look(maria, 'profile');
    await maria.page.fill('[name=company]', '');
    await save(maria);
    await look(maria, 'profile-mistakes');
    await maria.page.fill('[name=company]', 'Südwind');
    await maria.page.check('[name="interests.sailing"]');
    await maria.page.selectOption('[name=tier]', 'gold');
    const page = await maria.context.newPage();
    await page.goto(profile);
    await save(maria);
    await look(maria, 'profile-saved');
    await page.fill('[name=company]', 'Westwind');
    await page.locator(`form[action="${profile}"] button`).click();
    await page.waitForLoadState('load');
    await lookAt(page, `${language}.profile-changed-meanwhile`, { dark: language === 'en' });

    await declare([
      ...known.map((attribute) => (attribute.name === 'tier' ? { ...attribute, editable_by: ['staff'] } : attribute)),
      { ...size, ask: { order: 1 } },
    ]);
    await maria.open(profile);
    await look(maria, 'profile-facts');
    const later = await stage.person({ language });
    await fillSignIn(later, account);
    expect(placeOf(later)).toBe(question);
    await look(later, 'question');
    await later.page.fill('[name=size]', '12');
    await press(later, question);
    await look(later, 'question-mistake');
  },
);

describe.each([true, false])('scripts %s', (script) => {
  test('what is asked at sign-up is in the account, and can be changed there', async () => {
    await declare(known);
    const maria = await stage.person({ script, screen: 'phone' });
    await fillSignUp(maria, newAccount(), '');
    expect(await alerts(maria).innerText()).toContain('Company or club: Please fill this in.');
    expect(await maria.page.inputValue('[name=country]')).toBe('PT');
    await signUp(maria);
    await maria.open(profile);
    expect(await maria.page.inputValue('[name=company]')).toBe('Nordlicht');
    await maria.page.fill('[name=birthdate]', '1990-05-04');
    await maria.page.fill('[name=about]', 'I row.\nSometimes I sail.');
    await maria.page.selectOption('[name=newsletter]', { label: 'No' });
    await maria.page.check('[name="interests.hiking"]');
    await save(maria);
    expect(await maria.page.locator('[role=status]').innerText()).toContain('saved');
    expect(await maria.page.inputValue('[name=about]')).toBe('I row.\nSometimes I sail.');
    expect(await maria.page.isChecked('[name="interests.hiking"]')).toBe(true);
    await maria.page.uncheck('[name="interests.hiking"]');
    await save(maria);
    expect(await maria.page.isChecked('[name="interests.hiking"]')).toBe(false);
    expect(await maria.page.inputValue('[name=newsletter]')).toBe('false');
  });

  test('of two windows the second is told, keeps what it entered, and decides', async () => {
    await declare(known);
    const maria = await stage.person({ script });
    await signUp(maria);
    const other = { ...maria, page: await maria.context.newPage() };
    await maria.open(profile);
    await other.page.goto(profile);
    await maria.page.fill('[name=company]', 'Südwind');
    await save(maria);
    await other.page.fill('[name=company]', 'Westwind');
    await save(other);
    expect(await alerts(other).innerText()).toContain('changed in the meantime');
    expect(await other.page.inputValue('[name=company]')).toBe('Westwind');
    expect(await other.page.locator('.kept').innerText()).toBe('Saved now: Südwind');
    await save(other);
    await maria.open(profile);
    expect(await maria.page.inputValue('[name=company]')).toBe('Westwind');
  });

  test('one question after a sign-in is put off, asked again in time, answered, and then no more', async () => {
    await declare([...known, { ...size, ask: { order: 1, again_after_days: 7 } }]);
    const maria = await stage.person({ script });
    const account = await signUp(maria);
    const enter = async () => {
      const person = await stage.person({ script });
      await fillSignIn(person, account);
      return person;
    };
    const first = await enter();
    expect(placeOf(first)).toBe(question);
    await press(first, `${question}/skip`);
    expect(placeOf(first)).toBe('/account');
    expect(placeOf(await enter())).toBe('/account');
    await stage.server().sql(`update profile_questions set skipped_at = now() - interval '8 days'`);
    const second = await enter();
    await second.page.fill('[name=size]', 'large');
    await press(second, question);
    expect(await second.page.locator('[aria-invalid=true]').count()).toBe(1);
    await second.page.fill('[name=size]', '38,5');
    await press(second, question);
    expect(placeOf(second)).toBe('/account');
    await second.open(profile);
    expect(await second.page.inputValue('[name=size]')).toBe('38.5');
    expect(placeOf(await enter())).toBe('/account');
  });
});

test('the pages are as fit for everybody when scripts are off', async () => {
  await declare([...known, { ...size, ask: { order: 1 } }]);
  const maria = await stage.person({ script: false });
  const { page: inspector } = await stage.person();
  const account = await signUp(maria);
  await maria.open(profile);
  expect(await findingsWithoutScript(maria.page, inspector)).toEqual([]);
  const later = await stage.person({ script: false });
  await fillSignIn(later, account);
  expect(await findingsWithoutScript(later.page, inspector)).toEqual([]);
});
