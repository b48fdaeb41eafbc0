/** Customers who change what they are found by, as the attack tests of identifiers share them. */
import type { OutboxItem } from '../src/rooms/messaging/index.ts';
import type { TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Answer, Visitor } from '../test/visitor.ts';

type Type = 'email' | 'phone' | 'username';

export const root = '/account/sign-in';

/** Enters another address, number or user name in the account of this browser. */
export const enter = (visitor: Visitor, type: Type, value: string): Promise<Answer> =>
  visitor.fill(`${root}/${type}`, { [type]: value });

/** Enters it and returns the page that waits for the code. */
export async function ask(visitor: Visitor, type: 'email' | 'phone', value: string): Promise<string> {
  const { status, headers } = await enter(visitor, type, value);
  const place = headers['location'] ?? '';
  if (status !== 303 || !place.startsWith(`${root}/${type}/verify?flow=`)) throw new Error(`no request: ${status}`);
  return place;
}

/** Enters the code on the page that waits for it. */
export const prove = (visitor: Visitor, place: string, code: string): Promise<Answer> => visitor.fill(place, { code });

/** The code of the newest message to this address or number. */
export async function codeTo(house: TestHouse, to: string, count = 1): Promise<string> {
  const { subject, text } = await house.mailTo(to, count);
  return /\b(\d{3}) ?(\d{3})\b/.exec(`${subject} ${text}`)?.slice(1).join('') ?? '';
}

/** The whole change of an address; returns the message that tells the former one. */
export async function changeEmail(house: TestHouse, visitor: Visitor, from: string, to: string): Promise<OutboxItem> {
  const place = await ask(visitor, 'email', to);
  const answer = await prove(visitor, place, await codeTo(house, to));
  if (answer.headers['location'] !== `${root}?notice=email_changed`) throw new Error(`not changed: ${answer.status}`);
  return mailAbout(house, from, /was changed/);
}

/** Waits for a message to this address whose subject says so. */
export async function mailAbout(house: TestHouse, to: string, subject: RegExp): Promise<OutboxItem> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = (await house.mails()).find((mail) => mail.to === to && subject.test(mail.subject));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no mail to ${to} about ${subject}`);
}

/** The address behind the button of a note to a former address. */
export const undoPath = (mail: { readonly text: string }): string =>
  /\/undo-email-change\?token=[\w-]{43}/.exec(mail.text)?.[0] ?? '';

/** Lets the last proof of every session be longer ago than what is sensitive allows. */
export const ageProofs = (house: TestHouse): Promise<unknown> =>
  house.sql("update sessions set authenticated_at = now() - interval '1 hour'");

/** What every customer is found by, as the database knows it without knowing the values. */
export const identifiersOf = (house: TestHouse): Promise<unknown> =>
  house.sql('select customer_id, identifier_id, type, encode(blind_index, $1) from customer_identifiers order by 2', [
    'hex',
  ]);

/** Allows user names and numbers; a tenant's settings are remembered for a second. */
export async function allowIdentifiers(
  house: TestHouse,
  identifiers: object = { username: 'optional', phone: 'optional', defaultCountry: 'DE' },
): Promise<void> {
  await house.sql("update tenants set settings = settings || jsonb_build_object('identifiers', $1::jsonb)", [
    JSON.stringify(identifiers),
  ]);
  await letMemoryFade();
}
