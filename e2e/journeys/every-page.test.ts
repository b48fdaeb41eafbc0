/** Every page in every state, in every language, looked at from all sides. */
import { expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { mailTo, readLink } from '../support/outbox.ts';
import type { Language, Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { fillSignIn, newAccount, placeOf, press, signIn, signUp, verifyByCode } from '../support/steps.ts';

const stage = setStage();
const phoneBrowser =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';

type Look = (person: Person, state: string, place: string) => Promise<void>;

async function lookAtRegistration(language: Language, look: Look): Promise<void> {
  const maria = await stage.person({ language });
  const other = await stage.person({ language });
  const phone = await stage.person({ language, userAgent: phoneBrowser });
  const account = newAccount('Maria-Magdalena Lindqvist von Hohenstein');
  if (language === 'en') {
    await maria.open('/dev/outbox');
    await look(maria, 'outbox-empty', '/dev/outbox');
  }
  await maria.open('/sign-up');
  await look(maria, 'sign-up', '/sign-up');
  await maria.page.fill('[name=email]', 'maria.example.com');
  await press(maria, '/sign-up');
  await look(maria, 'sign-up-mistakes', '/sign-up');

  await signUp(maria, account);
  await look(maria, 'verify', '/verify');
  const link = await readLink(maria, account.email);
  await maria.page.fill('[name=code]', '000 000');
  await press(maria, '/verify');
  expect(await maria.page.locator('[name=code]').getAttribute('aria-invalid')).toBe('true');
  await look(maria, 'verify-refused', '/verify');
  await press(maria, '/verify/resend');
  await look(maria, 'verify-sent', '/verify');

  await maria.open(link);
  await look(maria, 'link-expired', '/verify/link');
  await mailTo(maria, account.email, 2);
  const second = await readLink(maria, account.email, 2);
  await maria.open(second);
  await look(maria, 'verify-link', '/verify/link');
  await other.open(second);
  await look(other, 'verify-link-elsewhere', '/verify/link');
  await press(other, '/verify/link');
  await look(other, 'verify-link-mistake', '/verify/link');
  await maria.open('/dev/outbox');
  await look(maria, 'outbox', '/dev/outbox');

  await maria.open('/sign-in');
  await look(maria, 'sign-in', '/sign-in');
  await press(maria, '/sign-in');
  await look(maria, 'sign-in-mistakes', '/sign-in');
  await fillSignIn(maria, account, 'not the password');
  await look(maria, 'sign-in-refused', '/sign-in');

  await signUp(maria, account);
  await verifyByCode(maria, account, 3);
  await look(maria, 'account-alone', '/account');
  await signIn(phone, account);
  await signIn(other, account);
  await maria.open('/account');
  await look(maria, 'account', '/account');
  await maria.open('/account/sessions');
  await look(maria, 'account-sessions', '/account/sessions');
  await press(maria, '/account/sessions/end');
  await look(maria, 'account-session-ended', '/account/sessions');
  await maria.open('/account/applications');
  await look(maria, 'account-applications', '/account/applications');
  await press(maria, '/sign-out');
  await look(maria, 'signed-out', '/signed-out');
}

async function lookAtRefusals(language: Language, look: Look): Promise<void> {
  const maria = await stage.person({ language });
  await maria.open('/nothing/here');
  await look(maria, 'error', '/nothing/here');
  await maria.open('/verify?flow=gone');
  await look(maria, 'error-journey-over', '/verify');

  const account = newAccount();
  await fillSignIn(maria, account, 'not the password');
  await exhaust('sign-in.account');
  await fillSignIn(maria, account, 'not the password');
  await look(maria, 'sign-in-paused', '/sign-in');
  await exhaust('flow.source');
  await maria.open('/sign-up');
  await look(maria, 'rate-limited', '/sign-up');
}

/** As after many attempts: whoever has drawn on this budget finds it empty. */
const exhaust = (budget: string) =>
  stage.server().sql(`update budgets set theoretical_at = now() + interval '1 day' where budget = $1`, [budget]);

test.each(['en', 'de', 'ar-XB'] as const)('every page of the journey is fit for everybody (%s)', async (language) => {
  const look = lookIn(language);
  await lookAtRegistration(language, look);
});

test.each(['en', 'de', 'ar-XB'] as const)('every refusal is fit for everybody (%s)', async (language) => {
  await lookAtRefusals(language, lookIn(language));
});

test('pages are as fit for everybody when scripts are off', async () => {
  const maria = await stage.person({ script: false });
  const { page: inspector } = await stage.person();
  const account = newAccount();
  const check = async (state: string) => {
    expect(await maria.page.locator('button[hidden]:visible').count(), state).toBe(0);
    expect(await findingsWithoutScript(maria.page, inspector), state).toEqual([]);
  };
  await maria.open('/sign-up');
  await check('sign-up');
  await press(maria, '/sign-up');
  await check('sign-up with mistakes');
  await signUp(maria, account);
  await check('verify');
  await verifyByCode(maria, account);
  await check('account');
  await maria.open('/dev/outbox');
  await check('outbox');
  await maria.open('/account');
  await press(maria, '/sign-out');
  await check('signed out');
  await fillSignIn(maria, account, 'not the password');
  await check('sign-in refused');
});

function lookIn(language: Language): Look {
  return async (person, state, place) => {
    expect(placeOf(person), state).toBe(place);
    expect(await person.page.locator('html').getAttribute('lang'), state).toBe(language);
    expect(await person.page.locator('main').count(), state).toBe(1);
    expect(await person.page.locator('h1').count(), state).toBe(1);
    await lookAt(person.page, `${language}.${state}`, { dark: language === 'en' });
  };
}
