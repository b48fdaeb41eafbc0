/** People of the measured business: how one registers, signs in and looks at the own account, as a browser does it. */

import { type Browser, createBrowser, hiddenField } from '../prove/product/browser.ts';
import type { Mail } from '../prove/product/mailbox.ts';
import type { Product } from '../prove/product/product.ts';

export type Person = Browser & { readonly email: string };

const password = 'the quiet river bends twice';
const mailPatienceMilliseconds = 10_000;
let people = 0;

/** Somebody who was never here. */
export function newPerson(product: Product): Person {
  people += 1;
  return { ...createBrowser(product.place), email: `person-${people}@mailbox.example` };
}

/** The whole of a registration: the page, the form, the mail, the code, and with it the account and a session. */
export async function register(product: Product, person: Person): Promise<void> {
  const { email } = person;
  const page = await person.open('/sign-up');
  const flow = hiddenField(page.body, 'flow');
  const asked = await person.submit('/sign-up', { flow, email, password, name: 'Somebody New' });
  expectRedirect('sign-up', asked, '/verify?flow=');
  await person.open(asked.location);
  const mail = await product.mailbox.newer(email, 0, mailPatienceMilliseconds);
  if (mail?.code === undefined) throw new Error('no mail with a code came in time');
  expectRedirect('verify', await person.submit('/verify', { flow, code: mail.code }), '/account');
}

/** So many people who have an account, each with a session in a browser that is known. */
export async function registerPeople(product: Product, count: number): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < count) {
    const batch = Array.from({ length: Math.min(4, count - people.length) }, () => newPerson(product));
    await Promise.all(batch.map((person) => register(product, person)));
    people.push(...batch);
  }
  return people;
}

/** The page of a sign-in, for somebody who was here before; its journey. */
export async function openSignIn(person: Person): Promise<string> {
  comeAgain(person);
  return hiddenField((await person.open('/sign-in')).body, 'flow');
}

/** The session of the last time is forgotten; that the browser is known stays. */
function comeAgain(person: Person): void {
  for (const name of [...person.cookies.keys()]) if (!name.includes('device')) person.cookies.delete(name);
  person.move();
}

/** The whole of a sign-in by somebody who was here before: the page and the form, with what its script would add. */
export async function signIn(
  person: Person,
  added: (flow: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<void> {
  const flow = await openSignIn(person);
  const form = { flow, identifier: person.email, password, ...added(flow) };
  expectRedirect('sign-in', await person.submit('/sign-in', form), '/account');
}

/**
 * The whole of a recovery: the page, the address, the mail, the code, the new password, and with it a session. What
 * else is mailed (the notice of the former recovery) may come in between: a code is waited for.
 */
export async function recover(product: Product, person: Person): Promise<void> {
  const { email } = person;
  comeAgain(person);
  const flow = hiddenField((await person.open('/recover')).body, 'flow');
  const { code = '' } = await mailAfter(product, email, holdsCode, async () => {
    const asked = await person.submit('/recover', { flow, email });
    expectRedirect('recover', asked, '/recover/verify?flow=');
    await person.open(asked.location);
  });
  const proven = await person.submit('/recover/verify', { flow, code });
  expectRedirect('recover/verify', proven, '/recover/password?flow=');
  await person.open(proven.location);
  const chosen = await person.submit('/recover/password', { flow, password });
  expectRedirect('recover/password', chosen, '/account');
}

/** Which mails carry a code. */
export const holdsCode = (mail: Mail): boolean => mail.code !== undefined;

/** Has a mail sent, and waits for the first of its kind that was not there before; others may come in between. */
export async function mailAfter(
  product: Product,
  email: string,
  isWanted: (mail: Mail) => boolean,
  ask: () => Promise<void>,
): Promise<Mail> {
  const known = product.mailbox.to(email).length;
  await ask();
  for (let held = known; ; held += 1) {
    const mail = product.mailbox.to(email).slice(known).find(isWanted);
    if (mail !== undefined) return mail;
    if ((await product.mailbox.newer(email, held, mailPatienceMilliseconds)) === undefined)
      throw new Error('no mail with a code or link came in time');
  }
}

/** Somebody's profile, and what its form has to carry. */
export type OpenProfile = { readonly person: Person; readonly token: string; version: number };

export async function openProfile(person: Person): Promise<OpenProfile> {
  const { body } = await person.open('/account/profile');
  return { person, token: hiddenField(body, 'token'), version: Number(hiddenField(body, 'version')) };
}

/** Sends the form of the profile with another name; each change makes the next version. */
export async function renamePerson(profile: OpenProfile): Promise<void> {
  const { person, token, version } = profile;
  const form = { token, version: String(version), name: `Somebody Changed ${version}` };
  expectRedirect('profile', await person.submit('/account/profile', form), '/account/profile?notice=saved');
  profile.version += 1;
}

export function expectRedirect(what: string, answer: { status: number; location: string }, to: string): void {
  if (answer.status !== 303 || !answer.location.startsWith(to)) {
    throw new Error(`${what} was answered with ${answer.status} ${answer.location}`);
  }
}
