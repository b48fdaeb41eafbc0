/** What people sign in with, changed by themselves: the address, a user name, a number; and undone from the old mailbox. */
import { expect, test } from 'vitest';
import { lookAt } from '../support/look-at.ts';
import { mailAbout, mailTo, readCode } from '../support/outbox.ts';
import { freshEmail, type Language, type Person, type PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, newAccount, placeOf, press, register, signIn } from '../support/steps.ts';

const stage = setStage();
const root = '/account/sign-in';
let numbers = 0;

/** A mobile number that nobody else of this run has. */
const freshNumber = () => `+49151${String(23_000_000 + ++numbers)}`;

async function allowIdentifiers(): Promise<void> {
  const identifiers = { username: 'optional', phone: 'optional', defaultCountry: 'DE' };
  await stage
    .server()
    .sql("update tenants set settings = settings || jsonb_build_object('identifiers', $1::jsonb)", [
      JSON.stringify(identifiers),
    ]);
  // Settings are remembered for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

async function fill(person: Person, type: 'email' | 'phone' | 'username', value: string): Promise<void> {
  await person.open(`${root}/${type}`);
  await person.page.fill(`[name=${type}]`, value);
  await press(person, `${root}/${type}`);
}

async function enterCode(person: Person, type: 'email' | 'phone', to: string): Promise<void> {
  await person.page.fill('[name=code]', await readCode(person, to));
  await press(person, `${root}/${type}/verify`);
}

const undoOf = async (person: Person, email: string) =>
  /https?:\S+\/undo-email-change\?token=[\w-]+/.exec((await mailAbout(person, email, /undo-email-change/)).text)?.[0] ??
  '';

test.each<PersonOptions>([
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone', language: 'de' },
])('everything one signs in with is added, changed and taken away (%o)', async (options) => {
  await allowIdentifiers();
  const maria = await stage.person(options);
  const account = await register(maria);
  const next: Account = { ...account, email: freshEmail() };

  await fill(maria, 'email', 'maria.example.com');
  await maria.page.locator('[role=alert]:focus').waitFor();
  expect(await maria.page.inputValue('[name=email]')).toBe('maria.example.com');
  await fill(maria, 'email', next.email);
  expect(placeOf(maria)).toBe(`${root}/email/verify`);
  await enterCode(maria, 'email', next.email);
  expect(placeOf(maria)).toBe(root);
  expect(await maria.page.locator('[role=status]').count()).toBe(1);
  expect(await maria.page.locator('main').innerText()).toContain(next.email);

  const name = `maria.${Date.now().toString(36)}`;
  await fill(maria, 'username', name);
  const number = freshNumber();
  await fill(maria, 'phone', number);
  await enterCode(maria, 'phone', number);
  expect(await maria.page.locator('main').innerText()).toContain(number);

  for (const identifier of [next.email, name.toUpperCase(), number]) {
    const elsewhere = await stage.person(options);
    await signIn(elsewhere, { ...account, email: identifier });
  }
  await maria.open(`${root}/username`);
  await press(maria, `${root}/username/remove`);
  await maria.open(`${root}/phone`);
  await press(maria, `${root}/phone/remove`);
  expect(await maria.page.locator('main').innerText()).not.toContain(number);
});

test('what is sensitive asks who it is first, and then goes on where it was', async () => {
  const maria = await stage.person();
  const account = await register(maria);
  await stage.server().sql("update sessions set authenticated_at = now() - interval '1 hour'");
  await maria.open(`${root}/email`);
  expect(placeOf(maria)).toBe('/account/confirm');
  await maria.page.fill('[name=password]', account.password);
  await press(maria, '/account/confirm');
  expect(placeOf(maria)).toBe(`${root}/email`);
});

test.each<PersonOptions>([{ script: true }, { script: false, screen: 'phone' }])(
  'whoever loses their address gets it back from the old mailbox (%o)',
  async (options) => {
    const thief = await stage.person(options);
    const account = await register(thief);
    const stolen = freshEmail();
    await fill(thief, 'email', stolen);
    await enterCode(thief, 'email', stolen);
    const owner = await stage.person(options);
    await owner.open(await undoOf(owner, account.email));
    await press(owner, '/undo-email-change');
    expect(placeOf(owner)).toBe('/secured');
    await thief.page.reload();
    expect(placeOf(thief)).toBe('/sign-in');
    await owner.open('/recover');
    await owner.page.fill('[name=email]', account.email);
    await press(owner, '/recover');
    const { subject } = await mailAbout(owner, account.email, /\/recover\/link/);
    await owner.page.fill('[name=code]', /\d{3} ?\d{3}/.exec(subject)?.[0] ?? '');
    await press(owner, '/recover/verify');
    await owner.page.fill('[name=password]', 'nine herons at the weir');
    await press(owner, '/recover/password');
    expect(placeOf(owner)).toBe('/account');
  },
);

test.each<Language>(['en', 'de', 'ar-XB'])('every page of it is fit for everybody (%s)', async (language) => {
  await allowIdentifiers();
  const maria = await stage.person({ language });
  const account = await register(maria, newAccount('Maria-Magdalena Lindqvist von Hohenstein'));
  const look = async (state: string) => {
    expect(await maria.page.locator('h1').count(), state).toBe(1);
    await lookAt(maria.page, `${language}.${state}`, { dark: language === 'en' });
  };
  await maria.open(root);
  await look('account-sign-in');
  for (const type of ['email', 'phone', 'username'] as const) {
    await maria.open(`${root}/${type}`);
    await look(`account-${type}`);
    await press(maria, `${root}/${type}`);
    await look(`account-${type}-mistake`);
  }
  const number = freshNumber();
  await fill(maria, 'phone', number);
  await look('account-phone-code');
  await mailTo(maria, number);
  await maria.open('/dev/outbox');
  await look('outbox-sms');
  await fill(maria, 'username', `maria.${language}.${Date.now().toString(36)}`.replace('-', ''));
  await look('account-username-saved');
  await maria.open(`${root}/username`);
  await look('account-username-present');
  const next = freshEmail();
  await fill(maria, 'email', next);
  await look('account-email-code');
  await maria.page.fill('[name=code]', '000 000');
  await press(maria, `${root}/email/verify`);
  await look('account-email-code-refused');
  await enterCode(maria, 'email', next);
  await look('account-sign-in-changed');
  await maria.open('/account/activity');
  await look('account-activity');
  await maria.open('/sign-out');
  await press(maria, '/sign-out');
  await maria.open('/sign-in');
  await look('sign-in-identifiers');
  await maria.open(await undoOf(maria, account.email));
  await look('undo-email-change');
});
