/** Signing in and out, in one browser and in several. */
import { describe, expect, test } from 'vitest';
import { setStage } from '../support/stage.ts';
import { fillSignIn, newAccount, placeOf, press, register, signIn } from '../support/steps.ts';

const stage = setStage();

describe.each([true, false])('scripts %s', (script) => {
  test('a wrong password and an unknown address are refused in the same words, and the address stays', async () => {
    const maria = await stage.person({ script });
    const account = await register(maria);
    const words: string[] = [];
    for (const who of [account, newAccount()]) {
      const stranger = await stage.person({ script });
      await fillSignIn(stranger, who, 'not the password');
      expect(placeOf(stranger)).toBe('/sign-in');
      await stranger.page.locator('[role=alert]:focus').waitFor();
      expect(await stranger.page.inputValue('[name=identifier]')).toBe(who.email);
      expect(await stranger.page.inputValue('[name=password]')).toBe('');
      words.push(await stranger.page.locator('main').innerText());
    }
    expect(words[0]).toBe(words[1]);
  });

  test('empty fields are named, and cost no attempt', async () => {
    const maria = await stage.person({ script });
    await maria.open('/sign-in');
    for (let tries = 0; tries <= 10; tries += 1) await press(maria, '/sign-in');
    expect(await maria.page.locator('[aria-invalid=true]').count()).toBe(2);
    expect(await maria.page.locator('[role=alert] a').count()).toBe(2);
  });

  test('a session ended elsewhere is over at its next click, and its last page acts no more', async () => {
    const maria = await stage.person({ script });
    const account = await register(maria);
    const phone = await stage.person({ script, screen: 'phone' });
    await signIn(phone, account);
    await maria.open('/account/sessions');
    expect(await maria.page.locator('.sessions > li').count()).toBe(2);
    expect(await maria.page.locator('.sessions > li').first().locator('form').count()).toBe(0);
    await press(maria, '/account/sessions/end');
    // The phone still shows its account page; its first click meets the end.
    await press(phone, '/account/sign-out-everywhere');
    expect(await phone.page.locator('.sessions').count()).toBe(0);
    expect(await phone.page.locator('main').innerText()).not.toContain(account.email);
    await phone.open('/account');
    expect(placeOf(phone)).toBe('/sign-in');
    await maria.page.reload();
    expect(placeOf(maria)).toBe('/account/sessions');
  });

  test('signing out everywhere ends this browser and the others', async () => {
    const maria = await stage.person({ script });
    const account = await register(maria);
    const phone = await stage.person({ script, screen: 'phone' });
    await signIn(phone, account);
    await press(maria, '/account/sign-out-everywhere');
    expect(placeOf(maria)).toBe('/signed-out');
    for (const person of [maria, phone]) {
      await person.open('/account');
      expect(placeOf(person)).toBe('/sign-in');
    }
    await signIn(maria, account);
  });

  test('after signing out, the back button shows nothing of the account', async () => {
    const maria = await stage.person({ script });
    const account = await register(maria);
    await press(maria, '/sign-out');
    expect(placeOf(maria)).toBe('/signed-out');
    await maria.page.goBack();
    expect(placeOf(maria)).toBe('/sign-in');
    expect(await maria.page.locator('body').innerText()).not.toContain(account.email);
  });

  test('somebody who is signed in is not asked to sign in again', async () => {
    const maria = await stage.person({ script });
    await register(maria);
    await maria.open('/sign-in');
    expect(placeOf(maria)).toBe('/account');
  });
});
