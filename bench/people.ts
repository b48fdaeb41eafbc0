/** People of the measured business: how one registers, signs in and looks at the own account, as a browser does it. */
import type { Product } from '../prove/product/product.ts';
import { type Browser, createBrowser, hiddenField } from './browser.ts';

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

/** The whole of a sign-in by somebody who was here before: the page and the form. */
export async function signIn(person: Person): Promise<void> {
  // The session of the last time is forgotten; that the browser is known stays.
  for (const name of [...person.cookies.keys()]) if (!name.includes('device')) person.cookies.delete(name);
  person.move();
  const page = await person.open('/sign-in');
  const form = { flow: hiddenField(page.body, 'flow'), identifier: person.email, password };
  expectRedirect('sign-in', await person.submit('/sign-in', form), '/account');
}

function expectRedirect(what: string, answer: { status: number; location: string }, to: string): void {
  if (answer.status !== 303 || !answer.location.startsWith(to)) {
    throw new Error(`${what} was answered with ${answer.status} ${answer.location}`);
  }
}
