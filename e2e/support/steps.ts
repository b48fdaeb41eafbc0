/** What people do on the hosted pages, found by field names and by where a form leads, so it reads in any language. */
import { readCode } from './outbox.ts';
import { freshEmail, type Person } from './person.ts';
import { sendForm } from './send-form.ts';

export type Account = { readonly email: string; readonly password: string; readonly name: string };

export const newAccount = (name = 'Maria Lindqvist'): Account => ({
  email: freshEmail(),
  password: 'harbour lantern quartz',
  name,
});

/** Presses the button of the form that leads to `action`, and waits for the page that answers. */
export async function press({ page }: Person, action: string, nth = 0): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.locator(`form[action="${action}"] button:not([type="button"])`).nth(nth).click();
  await answered;
  await page.waitForLoadState('load');
}

/** Where the person is now, without what the address carries along. */
export const placeOf = (person: Person): string => new URL(person.page.url()).pathname;

function requirePlace(person: Person, place: string): void {
  if (placeOf(person) !== place) throw new Error(`expected to be at ${place}, but this is ${person.page.url()}`);
}

export async function signUp(person: Person, account: Account): Promise<void> {
  await person.open('/sign-up');
  await person.page.fill('[name=email]', account.email);
  await person.page.fill('[name=password]', account.password);
  await person.page.fill('[name=name]', account.name);
  await press(person, '/sign-up');
  requirePlace(person, '/verify');
}

export async function verifyByCode(person: Person, account: Account, count = 1): Promise<void> {
  const code = await readCode(person, account.email, count);
  await person.page.fill('[name=code]', code);
  await press(person, '/verify');
  requirePlace(person, '/account');
}

export async function fillSignIn(person: Person, account: Account, password = account.password): Promise<void> {
  await person.open('/sign-in');
  await answerSignIn(person, account, password);
}

/** Where an application has led the person to our sign-in. */
export async function answerSignIn(person: Person, account: Account, password = account.password): Promise<void> {
  requirePlace(person, '/sign-in');
  await person.page.fill('[name=identifier]', account.email);
  await person.page.fill('[name=password]', password);
  await press(person, '/sign-in');
}

export async function signIn(person: Person, account: Account): Promise<void> {
  await fillSignIn(person, account);
  requirePlace(person, '/account');
}

/**
 * A customer with one session, in this person's browser, which is at the account. What stands between is not drawn: the
 * journeys of registration are about that.
 */
export async function register(person: Person, account: Account = newAccount()): Promise<Account> {
  const { email, password, name } = account;
  const place = await sendForm(person, '/sign-up', { email, password, name });
  await sendForm(person, place, { code: await readCode(person, email) });
  await person.open('/account');
  requirePlace(person, '/account');
  return account;
}
