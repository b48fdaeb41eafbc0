/** Passkeys in a real browser: an account that begins with one, sign-in out of the field, several keys, a copy, an end. */
import { expect, test } from 'vitest';
import { readCode } from '../support/outbox.ts';
import { plugIn } from '../support/passkeys.ts';
import { freshEmail, type Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { fillSignIn, newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();

/** Presses a passkey button and waits for the page that the answer leads to. */
async function pressPasskey({ page }: Person, action: string, place: string): Promise<void> {
  await page.locator(`form[action="${action}"][data-passkey] button`).click();
  await page.waitForURL((url) => url.pathname === place);
  await page.waitForLoadState('load');
}

async function signUpWithPasskey(person: Person): Promise<string> {
  const email = freshEmail();
  const { page } = person;
  await person.open('/sign-up');
  await page.fill('[name=email]', email);
  await page.locator('button[name=with][value=passkey]').click();
  await page.waitForURL((url) => url.pathname === '/verify');
  await page.fill('[name=code]', await readCode(person, email));
  await press(person, '/verify');
  expect(placeOf(person)).toBe('/sign-up/passkey');
  await pressPasskey(person, '/sign-up/passkey', '/account');
  return email;
}

const signOut = async (person: Person) => {
  await person.open('/account');
  await press(person, '/sign-out');
};

test.each(['desktop', 'phone'] as const)(
  'an account begins without a password and is signed in to out of the field, at %s width',
  async (screen) => {
    const maria = await stage.person({ screen });
    await maria.open('/sign-in');
    expect(await maria.page.locator('[name=identifier]').getAttribute('autocomplete')).toBe('username webauthn');
    const phone = await plugIn(maria, { synced: true });
    await signUpWithPasskey(maria);
    expect(await phone.keys()).toMatchObject([{ isResidentCredential: true }]);
    await maria.open('/account/factors/passkey');
    expect(await maria.page.locator('.passkeys li').count()).toBe(1);
    await signOut(maria);

    // The browser offers the key by itself; nobody presses anything.
    await maria.open('/sign-in');
    await maria.page.waitForURL((url) => url.pathname === '/account');
    await phone.remove();
  },
);

test('without a script, or a browser that knows them, a passkey is not offered and the password stays', async () => {
  const maria = await stage.person({ script: false });
  await maria.open('/sign-in');
  expect(await maria.page.locator('form[data-passkey]').isVisible()).toBe(false);
  await maria.open('/sign-up');
  expect(await maria.page.locator('button[name=with]').isVisible()).toBe(false);
  await register(maria);
  await maria.open('/account/factors/passkey');
  expect(await maria.page.locator('[data-without-passkeys]').isVisible()).toBe(true);
});

test('a customer with a password adds two keys, names one, and signs in with either', async () => {
  const maria = await stage.person();
  const account = await register(maria, newAccount());
  const laptop = await plugIn(maria);
  await maria.open('/account/factors/passkey');
  await pressPasskey(maria, '/account/factors/passkey', '/account/factors/passkey');
  await maria.page.locator('[role=status]').waitFor();
  await laptop.remove();

  const phone = await plugIn(maria, { synced: true });
  await pressPasskey(maria, '/account/factors/passkey', '/account/factors/passkey');
  await maria.page.locator('.passkeys li').nth(1).waitFor();
  const badges = await maria.page.locator('.passkeys .badge').allInnerTexts();
  expect(badges).toEqual(['On this device only', 'Synced']);

  await maria.page.locator('.passkeys summary').first().click();
  await maria.page.locator('.passkeys [name=name]').first().fill('Work laptop');
  await press(maria, '/account/factors/passkey/rename');
  expect(await maria.page.locator('.passkeys strong').first().innerText()).toBe('Work laptop');

  // The same authenticator holds one already, and says so before anything is made.
  await maria.page.locator('form[data-passkey=make] button').click();
  await maria.page.locator('[data-said=known]').waitFor();

  await signOut(maria);
  await maria.open('/sign-in');
  await maria.page.waitForURL((url) => url.pathname === '/account');
  const held = await phone.keys();
  await phone.remove();
  await signOut(maria);

  // Whoever has a passkey is asked for it after the password, too.
  await fillSignIn(maria, account);
  expect(placeOf(maria)).toBe('/sign-in/second');
  const again = await plugIn(maria, { synced: true });
  await again.restore(held);
  await pressPasskey(maria, '/sign-in/second', '/account');
  await again.remove();
});

test('a key that was removed opens nothing, and the last way in stays', async () => {
  const maria = await stage.person();
  const first = await plugIn(maria);
  await signUpWithPasskey(maria);
  await maria.open('/account/factors/passkey');
  await press(maria, '/account/factors/passkey/remove');
  expect(await maria.page.locator('[role=alert]').count()).toBeGreaterThan(0);
  const held = await first.keys();
  await first.remove();

  const second = await plugIn(maria);
  await pressPasskey(maria, '/account/factors/passkey', '/account/factors/passkey');
  await maria.page.locator('.passkeys li').nth(1).waitFor();
  await press(maria, '/account/factors/passkey/remove');
  expect(await maria.page.locator('.passkeys li').count()).toBe(1);
  await signOut(maria);

  await second.restore(held);
  await maria.open('/sign-in');
  await maria.page.locator('.problems').waitFor();
  expect(placeOf(maria)).toBe('/sign-in/passkey');
  await second.remove();
});

test('a key whose counter goes back, as that of a copy would, is flagged and opens nothing', async () => {
  const maria = await stage.person();
  const key = await plugIn(maria);
  await signUpWithPasskey(maria);
  const copy = await key.keys();
  for (let times = 0; times < 2; times += 1) {
    await signOut(maria);
    await maria.open('/sign-in');
    await maria.page.waitForURL((url) => url.pathname === '/account');
  }
  const thief = await stage.person();
  const copied = await plugIn(thief);
  await copied.restore(copy);
  await thief.open('/sign-in');
  await thief.page.locator('.problems').waitFor();
  await copied.remove();
  await maria.open('/account/factors/passkey');
  expect(await maria.page.locator('.passkeys .badge.bad').count()).toBe(1);
  await key.remove();
});

test('whoever signs in by password on a device that can keep a passkey is asked once, and may say no', async () => {
  const maria = await stage.person({ screen: 'phone', language: 'de' });
  const account = await register(maria);
  await signOut(maria);
  const phone = await plugIn(maria, { synced: true });
  const passwordSignIn = async () => {
    await maria.open('/sign-in');
    await maria.page.locator('[data-passkeys-here][value=yes]').waitFor({ state: 'attached' });
    await maria.page.fill('[name=identifier]', account.email);
    await maria.page.fill('[name=password]', account.password);
    await press(maria, '/sign-in');
  };
  await passwordSignIn();
  expect(placeOf(maria)).toBe('/account/factors/passkey/offer');
  await press(maria, '/account/factors/passkey/offer/skip');
  expect(placeOf(maria)).toBe('/account');
  await signOut(maria);
  await passwordSignIn();
  expect(placeOf(maria)).toBe('/account');
  expect(await phone.keys()).toEqual([]);
  await phone.remove();
});
