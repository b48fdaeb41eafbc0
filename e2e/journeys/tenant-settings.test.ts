/** What a tenant sets, as people meet it: an invitation, the box that keeps one signed in, terms on the way. */
import { expect, test } from 'vitest';
import { lookAt } from '../support/look-at.ts';
import { mailTo } from '../support/outbox.ts';
import { freshEmail, type Person, type PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
const links = ['terms', 'privacy', 'imprint'].map((name) => `links.${name}=https://acme.example/${name}`);

async function set(...changes: string[]): Promise<void> {
  await stage.server().runVerb('settings', 'set', ...changes);
  // Settings are remembered for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

async function look(person: Person, options: PersonOptions, state: string): Promise<void> {
  const name = `settings.${options.language ?? 'en'}.${options.screen ?? 'desktop'}.${state}`;
  // Axe runs inside the page, so without scripts the page is only read.
  if (options.script !== false) await lookAt(person.page, name, { dark: options.language !== 'de' });
}

const ways: PersonOptions[] = [
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone' },
  { script: true, screen: 'phone', language: 'de' },
];

test.each(ways)('an invitation leads into an account, and nothing else does (%o)', async (options) => {
  await set('registration.mode=invitation', ...links);
  const maria = await stage.person(options);
  await maria.open('/sign-in');
  expect(await maria.page.locator('a[href^="/sign-up"]').count()).toBe(0);
  await maria.open('/sign-up');
  await look(maria, options, 'by-invitation');

  const account = { ...newAccount(), email: freshEmail() };
  const { language = 'en' } = options;
  await stage.server().runVerb('customers', 'invite', '--email', account.email, '--language', language);
  const link = /https?:\S+\/invitation\?token=[\w-]+/.exec((await mailTo(maria, account.email)).text)?.[0] ?? '';
  await maria.open(link);
  expect(await maria.page.locator('main').innerText()).toContain(account.email);
  expect(await maria.page.locator('.agreement a').count()).toBe(2);
  await look(maria, options, 'invitation');
  await maria.page.fill('[name=password]', 'short');
  await press(maria, '/invitation');
  expect(await maria.page.locator('[name=password]').getAttribute('aria-invalid')).toBe('true');
  await look(maria, options, 'invitation-mistake');
  await maria.page.fill('[name=password]', account.password);
  await press(maria, '/invitation');
  expect(placeOf(maria)).toBe('/account');
  await maria.open(link);
  await look(maria, options, 'invitation-used');
});

test.each(ways)('whoever ticks the box stays, and the rest leave with the browser (%o)', async (options) => {
  await set('registration.mode=open', 'session.keepSignedIn=ask', ...links);
  const maria = await stage.person(options);
  const account = await register(maria);
  const expiry = async () =>
    (await maria.page.context().cookies()).find(({ name }) => name === 'cardea_session')?.expires;
  for (const keep of [false, true]) {
    await maria.page.context().clearCookies({ name: 'cardea_session' });
    await maria.open('/sign-in');
    if (!keep) await look(maria, options, 'sign-in');
    await maria.page.fill('[name=identifier]', account.email);
    await maria.page.fill('[name=password]', account.password);
    if (keep) await maria.page.check('[name=keep]');
    await press(maria, '/sign-in');
    expect(placeOf(maria)).toBe('/account');
    expect((await expiry())! > 0).toBe(keep);
  }
});
