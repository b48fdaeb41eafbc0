/** The main job of the house, by everybody for whom it must work: with and without scripts, on a phone and a desk. */
import { describe, expect, test } from 'vitest';
import { readShownCode } from '../support/outbox.ts';
import type { PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, signIn, signUp } from '../support/steps.ts';

const stage = setStage();

// Every two of screen, scripts and language meet.
const everybody = [
  { screen: 'phone', script: true, language: 'en' },
  { screen: 'phone', script: false, language: 'de' },
  { screen: 'desktop', script: true, language: 'de' },
  { screen: 'desktop', script: false, language: 'en' },
  { screen: 'phone', script: false, language: 'ar-XB' },
  { screen: 'desktop', script: true, language: 'ar-XB' },
] as const satisfies readonly PersonOptions[];

describe.each(everybody)('$language on a $screen, scripts $script', (options) => {
  test('register, read the code, confirm, sign in elsewhere, end that session, sign out', async () => {
    const maria = await stage.person(options);
    const account = newAccount();
    await signUp(maria, account);
    await maria.page.fill('[name=code]', await readShownCode(maria, account.email));
    await press(maria, '/verify');
    expect(placeOf(maria)).toBe('/account');
    expect(await maria.page.locator('html').getAttribute('lang')).toBe(options.language);
    expect(await maria.page.locator('main').innerText()).toContain(account.email);
    await maria.open('/account/sessions');
    expect(await maria.page.locator('.sessions > li').count()).toBe(1);

    const elsewhere = await stage.person(options);
    await signIn(elsewhere, account);
    await maria.open('/account/sessions');
    expect(await maria.page.locator('.sessions > li').count()).toBe(2);

    await press(maria, '/account/sessions/end');
    expect(await maria.page.locator('.sessions > li').count()).toBe(1);
    expect(await maria.page.locator('[role=status]').count()).toBe(1);
    await elsewhere.page.reload();
    expect(placeOf(elsewhere)).toBe('/sign-in');
    expect(placeOf(maria)).toBe('/account/sessions');

    await press(maria, '/sign-out');
    expect(placeOf(maria)).toBe('/signed-out');
    expect(await maria.page.locator('html').getAttribute('lang')).toBe(options.language);
    await maria.open('/account');
    expect(placeOf(maria)).toBe('/sign-in');
  });
});
