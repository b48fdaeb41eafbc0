/** Ways in without a password, and codes by text message after one: in a real browser, with and without script. */
import { expect, test } from 'vitest';
import { mailAbout, readCode, readLink } from '../support/outbox.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, fillSignIn, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();

/** What the tenant sets, remembered by the server for a second. */
async function set(...settings: readonly string[]): Promise<void> {
  await stage.server().runVerb('settings', 'set', ...settings);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

const mailsSoFar = async (person: Person, { email }: Account): Promise<number> => {
  const answer = await person.context.request.get('/dev/outbox.json');
  return ((await answer.json()) as { to: string }[]).filter(({ to }) => to === email).length;
};

/** Asks for a mail that signs in; how many mails there are with it. */
async function askForMail(person: Person, account: Account): Promise<number> {
  const before = await mailsSoFar(person, account);
  await person.open('/sign-in');
  await person.page.fill('[name=identifier]', account.email);
  await Promise.all([
    person.page.waitForURL((url) => url.pathname === '/sign-in/code'),
    person.page.locator('button[formaction="/sign-in/code/request"]').click(),
  ]);
  await mailAbout(person, account.email, /\/sign-in\/link\?token=/);
  return before + 1;
}

async function signOut(person: Person): Promise<void> {
  await person.open('/account');
  await press(person, '/sign-out');
}

test.each([true, false])(
  'a code and a link by mail open the account, in this browser and by another (script %s)',
  async (script) => {
    await set('signIn.methods.emailCode=on', 'signIn.methods.emailLink=on');
    const maria = await stage.person({ script });
    const account = await register(maria);
    await signOut(maria);

    const byCode = await askForMail(maria, account);
    await maria.page.fill('[name=code]', await readCode(maria, account.email, byCode));
    await press(maria, '/sign-in/code');
    expect(placeOf(maria)).toBe('/account');
    await signOut(maria);

    const byLink = await askForMail(maria, account);
    await maria.open(await readLink(maria, account.email, byLink));
    expect(placeOf(maria)).toBe('/sign-in/link');
    await press(maria, '/sign-in/link');
    expect(placeOf(maria)).toBe('/account');
    await signOut(maria);

    // Opened on a phone it signs nobody in there: it shows where it was asked for, and a code for that browser.
    const asked = await askForMail(maria, account);
    const phone = await stage.person({ script, screen: 'phone' });
    await phone.open(await readLink(maria, account.email, asked));
    expect(await phone.page.locator('form[action="/sign-in/link"]').count()).toBe(0);
    const shown = await phone.page.locator('.copyable code').innerText();
    await phone.open('/account');
    expect(placeOf(phone)).toBe('/sign-in');
    await maria.page.fill('[name=code]', shown);
    await press(maria, '/sign-in/code');
    expect(placeOf(maria)).toBe('/account');
  },
);

test('a code by text message is a second step once its owner says so, and a browser can be remembered', async () => {
  await set(
    ...['identifiers.phone=optional', 'identifiers.defaultCountry=DE'],
    ...['sms.countries=["DE"]', 'signIn.methods.smsCode=second'],
  );
  const maria = await stage.person({ script: false, screen: 'phone' });
  const account = await register(maria);
  const number = '+4915123456789';
  await maria.open('/account/sign-in/phone');
  await maria.page.fill('[name=phone]', number);
  await press(maria, '/account/sign-in/phone');
  await maria.page.fill('[name=code]', await readCode(maria, number));
  await press(maria, '/account/sign-in/phone/verify');
  await maria.open('/account/factors/phone');
  await press(maria, '/account/factors/phone/send');
  await maria.page.fill('[name=code]', await readCode(maria, number, 2));
  await press(maria, '/account/factors/phone');
  expect(await maria.page.locator('form[action="/account/factors/phone/remove"]').count()).toBe(1);

  const laptop = await stage.person({ script: false });
  await fillSignIn(laptop, account);
  expect(placeOf(laptop)).toBe('/sign-in/second');
  await press(laptop, '/sign-in/second/send');
  await laptop.page.fill('[name=code]', await readCode(laptop, number, 3));
  await laptop.page.check('[name=remember]');
  await press(laptop, '/sign-in/second');
  expect(placeOf(laptop)).toBe('/account');
  await signOut(laptop);
  await fillSignIn(laptop, account);
  expect(placeOf(laptop)).toBe('/account');
});
