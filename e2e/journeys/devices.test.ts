/** A television and its owner's phone: the code, what is compared, the answer, and the end of it on the account page. */
import { expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { mailAbout } from '../support/outbox.ts';
import type { Language, Person, PersonOptions } from '../support/person.ts';
import { startDevice } from '../support/screen-device.ts';
import { setStage } from '../support/stage.ts';
import { answerSignIn, newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
const confirm = '/device/confirm';

async function enter(person: Person, code: string): Promise<void> {
  await person.open('/device');
  await person.page.fill('[name=code]', code);
  await press(person, '/device');
}

async function answer({ page }: Person, decision: 'approve' | 'deny' | 'leave'): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.locator(`button[name=decision][value=${decision}]`).click();
  await answered;
  await page.waitForLoadState('load');
}

const mistakes = (person: Person) => person.page.locator('[name=code][aria-invalid=true]').count();

test.each<PersonOptions>([
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone', language: 'de' },
])('a television is signed in from a phone, renews, and is ended there (%o)', async (options) => {
  const maria = await stage.person(options);
  const account = await register(maria);
  await press(maria, '/sign-out');
  const television = await startDevice(stage.server(), 'Living room', '--first-party');
  const asked = await television.ask();
  const waiting = television.poll(asked);

  // By hand, in small letters, from somebody who is not signed in yet.
  await enter(maria, asked.user_code.toLowerCase());
  await answerSignIn(maria, account);
  expect(placeOf(maria)).toBe(confirm);
  const shown = await maria.page.locator('main').innerText();
  expect(shown).toContain(asked.user_code);
  expect(shown).toContain('Living room');
  expect(shown).toMatch(/a private network|ein privates Netz/);
  await answer(maria, 'approve');
  expect(await maria.page.locator('h1').count()).toBe(1);
  const tokens = await waiting;
  expect(tokens.claims()).toMatchObject({ aud: television.clientId });
  await mailAbout(maria, account.email, /A device was signed in|Ein Gerät wurde/);
  const renewed = await television.renew(tokens);

  await maria.open('/account/sessions');
  expect(await maria.page.locator('main').innerText()).toContain('Living room');
  await press(maria, '/account/sessions/end');
  expect(await television.isOver(renewed)).toBe(true);
});

test('the code in an address is filled in, and everything is asked as ever', async () => {
  const maria = await stage.person({ screen: 'phone' });
  await register(maria);
  const television = await startDevice(stage.server(), 'Living room', '--first-party');
  const asked = await television.ask();
  const { pathname, search } = new URL(asked.verification_uri_complete ?? '');
  await maria.open(`${pathname}${search}`);
  expect(placeOf(maria)).toBe('/device');
  expect(await maria.page.inputValue('[name=code]')).toBe(asked.user_code);
  await press(maria, '/device');
  expect(placeOf(maria)).toBe(confirm);
  await answer(maria, 'deny');
  expect(await television.refusal(asked)).toBe('access_denied');
  await maria.page.goBack();
  await enter(maria, asked.user_code);
  expect(await mistakes(maria)).toBe(1);
});

test.each([true, false])('a wrong code says so, and the right one still works (scripts %s)', async (script) => {
  const maria = await stage.person({ script, screen: 'phone' });
  await register(maria);
  const television = await startDevice(stage.server(), 'Living room', '--first-party');
  const asked = await television.ask();
  await enter(maria, '');
  expect(await mistakes(maria)).toBe(1);
  await enter(maria, 'BBBB-BBBB');
  expect(await mistakes(maria)).toBe(1);
  await maria.page.locator('[role=alert]:focus').waitFor();
  await enter(maria, asked.user_code.replace('-', ' '));
  expect(placeOf(maria)).toBe(confirm);
});

test('whoever finds somebody else signed in signs them out first, and keeps the code', async () => {
  const maria = await stage.person();
  const account = await register(maria);
  await press(maria, '/sign-out');
  await register(maria);
  const television = await startDevice(stage.server(), 'Living room', '--first-party');
  const asked = await television.ask();
  await enter(maria, asked.user_code);
  await answer(maria, 'leave');
  await answerSignIn(maria, account);
  expect(placeOf(maria)).toBe(confirm);
  await answer(maria, 'approve');
  const tokens = await television.poll(asked);
  expect(tokens.claims()?.sub).toBeTruthy();
});

test.each<Language>(['en', 'de', 'ar-XB'])('every page of it is fit for everybody (%s)', async (language) => {
  const maria = await stage.person({ language });
  await register(maria, newAccount('Maria-Magdalena Lindqvist von Hohenstein'));
  const look = async (state: string, place: string) => {
    expect(placeOf(maria), state).toBe(place);
    expect(await maria.page.locator('html').getAttribute('lang'), state).toBe(language);
    expect(await maria.page.locator('h1').count(), state).toBe(1);
    await lookAt(maria.page, `${language}.${state}`, { dark: language === 'en' });
  };
  const own = await startDevice(stage.server(), 'Living room', '--first-party');
  const foreign = await startDevice(stage.server(), 'The Long Winter Evenings Reading Circle Companion');
  await maria.open('/device');
  await look('device', '/device');
  await enter(maria, 'BBBB-BBBB');
  await look('device-mistake', '/device');
  await enter(maria, (await foreign.ask()).user_code);
  await look('device-confirm-foreign', confirm);
  await answer(maria, 'deny');
  await look('device-denied', confirm);
  await enter(maria, (await own.ask()).user_code);
  await look('device-confirm', confirm);
  await answer(maria, 'approve');
  await look('device-approved', confirm);
  await maria.open('/account/sessions');
  await look('device-sessions', '/account/sessions');
  await maria.open('/account/activity');
  await look('device-activity', '/account/activity');
});

test('the pages are as fit for everybody when scripts are off', async () => {
  const maria = await stage.person({ script: false });
  const { page: inspector } = await stage.person();
  const check = async (state: string) => {
    expect(await maria.page.locator('button[hidden]:visible').count(), state).toBe(0);
    expect(await findingsWithoutScript(maria.page, inspector), state).toEqual([]);
  };
  await register(maria);
  const television = await startDevice(stage.server(), 'Living room');
  const asked = await television.ask();
  await maria.open('/device');
  await check('device');
  await enter(maria, asked.user_code);
  await check('what asks');
  await answer(maria, 'approve');
  await check('approved');
});
