/** Accounts elsewhere on the account page: linked with a yes of their own, used, unlinked, and never the last way in. */
import { expect, test } from 'vitest';
import { answerProvider, enterBy, joinProvider, leaveFor } from '../support/account-elsewhere.ts';
import { declineOffer, startConnectedServer } from '../support/connected-server.ts';
import { mailAbout } from '../support/outbox.ts';
import type { Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { placeOf, press, register } from '../support/steps.ts';

const stage = setStage(startConnectedServer);
const list = '/account/connections';
const unlink = `${list}/unlink`;
const confirm = `${list}/confirm`;

const visitor = (options: PersonOptions = {}): Promise<Person> =>
  stage.person({ ...options, visits: [stage.server().provider.origin] });
const linkedOf = (person: Person) => person.page.locator('.identities strong').allInnerTexts();

test.each<PersonOptions>([
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone', language: 'de' },
])('an account elsewhere is linked, opens this one, and is unlinked (%o)', async (options) => {
  const maria = await visitor(options);
  const account = await register(maria);
  const elsewhere = joinProvider(stage.server().provider);
  await maria.open('/account/sign-in');
  await maria.page.locator(`main a[href="${list}"]`).click();
  await maria.page.waitForURL((url) => url.pathname === list);
  await leaveFor(maria, 'google');
  await answerProvider(maria, elsewhere.login);
  // Coming back links nothing.
  expect(placeOf(maria)).toBe(`${list}/link`);
  const asked = await maria.page.locator('main').innerText();
  expect(asked).toContain(elsewhere.email);
  expect(asked).toContain(account.email);
  const elsewhereToo = await visitor(options);
  await enterBy(elsewhereToo, 'google', elsewhere.login);
  expect(placeOf(elsewhereToo)).toBe('/sign-up/with');

  await press(maria, confirm);
  expect(placeOf(maria)).toBe(list);
  expect(await maria.page.locator('[role=status]').count()).toBe(1);
  expect(await linkedOf(maria)).toEqual(['Google']);
  await mailAbout(maria, account.email, /linked to yours|mit Ihrem .* verknüpft/);
  await enterBy(elsewhereToo, 'google', elsewhere.login);
  await declineOffer(elsewhereToo);
  expect(placeOf(elsewhereToo)).toBe('/account');

  // The customer’s own address stays what it is.
  expect(await elsewhereToo.page.locator('main').innerText()).toContain(account.email);
  await maria.open(list);
  await press(maria, unlink);
  expect(await maria.page.locator('[role=status]').count()).toBe(1);
  expect(await linkedOf(maria)).toEqual([]);
  await mailAbout(maria, account.email, /unlinked from yours|von Ihrem .* getrennt/);
  const later = await visitor(options);
  await enterBy(later, 'google', elsewhere.login);
  expect(placeOf(later)).toBe('/sign-up/with');
});

test('whoever has not proven themselves lately does so before they leave for a provider', async () => {
  const maria = await visitor();
  const account = await register(maria);
  await stage.server().sql("update sessions set authenticated_at = now() - interval '1 hour'");
  await maria.open(list);
  expect(await maria.page.locator('a[href*="/link/"]').count()).toBe(0);
  await maria.page.locator('main a.primary').click();
  await maria.page.waitForURL((url) => url.pathname === '/account/confirm');
  await maria.page.fill('[name=password]', account.password);
  await press(maria, '/account/confirm');
  expect(placeOf(maria)).toBe(list);
  await leaveFor(maria, 'contoso');
  await answerProvider(maria, null);
  expect(await maria.page.locator('h1').innerText()).toBe('You stopped at Contoso');
  await maria.page.locator('main a.primary').click();
  await maria.page.waitForURL((url) => url.pathname === list);
  expect(await linkedOf(maria)).toEqual([]);
});

test('the only way in stays, until there is another', async () => {
  const maria = await visitor({ screen: 'phone' });
  const elsewhere = joinProvider(stage.server().provider);
  await enterBy(maria, 'google', elsewhere.login, '/sign-up');
  await press(maria, '/sign-up/with');
  await maria.open(list);
  await press(maria, unlink);
  await maria.page.locator('[role=alert]:focus').waitFor();
  expect(await linkedOf(maria)).toEqual(['Google']);

  await leaveFor(maria, 'contoso');
  await answerProvider(maria, elsewhere.login);
  await press(maria, confirm);
  expect(await linkedOf(maria)).toHaveLength(2);
  await press(maria, unlink);
  expect(await linkedOf(maria)).toHaveLength(1);
});

test('what is another’s already is not linked a second time', async () => {
  const anna = await visitor();
  const elsewhere = joinProvider(stage.server().provider);
  await enterBy(anna, 'google', elsewhere.login, '/sign-up');
  await press(anna, '/sign-up/with');

  const maria = await visitor();
  await register(maria);
  await maria.open(list);
  await leaveFor(maria, 'google');
  await answerProvider(maria, elsewhere.login);
  await press(maria, confirm);
  expect(await maria.page.locator('[role=alert]').count()).toBe(1);
  expect(await linkedOf(maria)).toEqual([]);
});
