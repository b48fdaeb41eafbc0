/** Every page about accounts elsewhere, in every language, looked at from all sides. */
import { expect, test } from 'vitest';
import { answerProvider, comeBy, enterBy, joinProvider, leaveFor } from '../support/account-elsewhere.ts';
import { startConnectedServer } from '../support/connected-server.ts';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import type { Language, Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, register, signIn } from '../support/steps.ts';

const stage = setStage(startConnectedServer);
const list = '/account/connections';
const provider = () => stage.server().provider;
const visitor = (options: PersonOptions = {}): Promise<Person> =>
  stage.person({ ...options, visits: [provider().origin] });

type Look = (person: Person, state: string, place: string) => Promise<void>;
const lookIn =
  (language: Language): Look =>
  async (person, state, place) => {
    expect(placeOf(person), state).toBe(place);
    expect(await person.page.locator('html').getAttribute('lang'), state).toBe(language);
    expect(await person.page.locator('h1').count(), state).toBe(1);
    await lookAt(person.page, `${language}.${state}`, { dark: language === 'en' });
  };

const languages = ['en', 'de', 'ar-XB'] as const;

test.each(languages)('the pages of whoever comes by a provider are fit for everybody (%s)', async (language) => {
  const look = lookIn(language);
  const maria = await visitor({ language });
  const account = joinProvider(provider(), { name: 'Maria-Magdalena Lindqvist von Hohenstein' });
  await maria.open('/sign-in');
  await look(maria, 'connections-sign-in', '/sign-in');
  await enterBy(maria, 'google', null);
  await look(maria, 'connections-declined', '/sign-in/with/google/callback');
  await enterBy(maria, 'partners', account.login);
  await look(maria, 'connections-no-account', '/sign-in/with/partners/callback');
  await maria.open('/sign-in/with/google/callback?code=stolen&state=forged');
  await look(maria, 'connections-refused', '/sign-in/with/google/callback');
  await maria.open('/sign-in');
  const href = (await maria.page.locator('a[href^="/sign-in/with/google"]').getAttribute('href')) ?? '';
  await maria.open(href.replace('google', 'nobody'));
  await look(maria, 'connections-off', '/sign-in/with/nobody');
  await maria.open('/sign-up');
  await look(maria, 'connections-sign-up', '/sign-up');
  await comeBy(maria, 'google', account.login);
  await look(maria, 'sign-up-with', '/sign-up/with');
  await maria.page.fill('[name=email]', 'maria.example.com');
  await press(maria, '/sign-up/with');
  await look(maria, 'sign-up-with-mistakes', '/sign-up/with');
  await maria.page.fill('[name=email]', account.email);
  await press(maria, '/sign-up/with');
  await maria.open(list);
  await press(maria, `${list}/unlink`);
  await look(maria, 'account-connections-last', `${list}/unlink`);

  const ben = await visitor({ language });
  await enterBy(ben, 'google', joinProvider(provider(), { emailVerified: false }).login);
  await look(ben, 'sign-up-with-unproven', '/sign-up/with');
  await press(ben, '/sign-up/with');
  await look(ben, 'sign-up-with-code', '/verify');

  const cleo = await visitor({ language });
  for (const company of ['contoso', 'fabrikam']) {
    await cleo.open('/sign-in');
    await cleo.page.fill('[name=identifier]', `cleo.lindqvist@${company}.example`);
    await press(cleo, '/sign-in');
    await look(cleo, `sign-in-with-${company}`, '/sign-in');
  }
});

test.each(languages)('the pages of whoever has an account here are fit for everybody (%s)', async (language) => {
  const look = lookIn(language);
  const maria = await visitor({ language });
  const account = await register(maria, newAccount('Maria-Magdalena Lindqvist von Hohenstein'));
  const elsewhere = joinProvider(provider(), { email: account.email });
  await maria.open('/account/sign-in');
  await look(maria, 'connections-account-sign-in', '/account/sign-in');
  await maria.open(list);
  await look(maria, 'account-connections-none', list);
  await leaveFor(maria, 'google');
  await answerProvider(maria, elsewhere.login);
  await look(maria, 'account-connections-link', `${list}/link`);
  await press(maria, `${list}/confirm`);
  await look(maria, 'account-connections-linked', list);
  await maria.open('/account/activity');
  await look(maria, 'connections-activity', '/account/activity');
  await stage.server().sql("update sessions set authenticated_at = now() - interval '1 hour'");
  await maria.open(list);
  await look(maria, 'account-connections-stale', list);
  await press(maria, '/sign-out');
  await signIn(maria, account);
  await maria.open(list);
  await press(maria, `${list}/unlink`);
  await look(maria, 'account-connections-unlinked', list);
  await press(maria, '/sign-out');

  await enterBy(maria, 'google', elsewhere.login);
  await look(maria, 'connections-linking', '/sign-in');
  await maria.page.fill('[name=password]', 'not the password');
  await press(maria, '/sign-in');
  await look(maria, 'connections-linking-refused', '/sign-in');
  await maria.open('/dev/outbox');
  await look(maria, 'connections-outbox', '/dev/outbox');
});

test('the pages are as fit for everybody when scripts are off', async () => {
  const maria = await visitor({ script: false });
  const { page: inspector } = await stage.person();
  const check = async (state: string) => {
    expect(await maria.page.locator('button[hidden]:visible').count(), state).toBe(0);
    expect(await findingsWithoutScript(maria.page, inspector), state).toEqual([]);
  };
  const account = joinProvider(provider());
  await maria.open('/sign-in');
  await check('sign-in');
  await enterBy(maria, 'google', null);
  await check('declined');
  await enterBy(maria, 'google', account.login);
  await check('sign-up with');
  await press(maria, '/sign-up/with');
  await maria.open(list);
  await check('linked accounts');
  await leaveFor(maria, 'contoso');
  await check('link?');
});
