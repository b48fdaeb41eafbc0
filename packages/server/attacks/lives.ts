/** What the tests of an account's life share: recovering it, closing it, and the links of their mails. */
import type { OutboxItem } from '../src/rooms/messaging/index.ts';
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { codeOf, flowOf } from './people.ts';

export const newPassword = 'seven lanterns over the bay';

/** The path of the first link to this page in a mail. */
export function linkOf(mail: { readonly text: string }, page: string): string {
  return new RegExp(`${page}\\?token=[\\w-]{43}`).exec(mail.text)?.[0] ?? '';
}

export type Asked = { readonly visitor: Visitor; readonly flow: string; readonly answer: Answer };

/** Asks for a new password. */
export async function askToRecover(visitor: Visitor, email: string, path = '/recover'): Promise<Asked> {
  const answer = await visitor.fill(path, { email });
  return { visitor, flow: flowOf(answer), answer };
}

/** The newest mail to this address whose subject matches. */
export async function mailAbout(house: TestHouse, email: string, subject: RegExp, count = 1): Promise<OutboxItem> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = (await house.mails()).filter((mail) => mail.to === email && subject.test(mail.subject));
    if (found.length >= count && found[0] !== undefined) return found[0];
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no mail number ${count} about ${subject} to ${email} within thirty seconds`);
}

/** A recovery that waits for its proof, with the mail that carries it. */
export async function waitingRecovery(house: TestHouse, email: string, visitor = house.visitor(), count = 1) {
  const before = (await house.mails()).filter((mail) => mail.to === email && /your code/.test(mail.subject)).length;
  const { flow } = await askToRecover(visitor, email);
  const mail = await mailAbout(house, email, /your code/, before + count);
  return { visitor, flow, mail, code: codeOf(mail), link: linkOf(mail, '/recover/link') };
}

/** The code that an account sends by itself when it is secured; mails of later recoveries are told apart from it. */
export async function begunBySecuring(house: TestHouse, email: string): Promise<OutboxItem> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = (await house.mails()).find(({ to, text }) => to === email && text.includes('/recover/link'));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no recovery was begun for ${email} within thirty seconds`);
}

/** The whole of a recovery by the code. */
export async function recover(house: TestHouse, email: string, visitor = house.visitor(), password = newPassword) {
  const { flow, code } = await waitingRecovery(house, email, visitor);
  const proven = await visitor.post('/recover/verify', { flow, code });
  const chosen = await visitor.post('/recover/password', { flow, password });
  return { visitor, flow, code, proven, chosen };
}

/** As after a while: the session asks for a fresh proof. */
export const age = (house: TestHouse) =>
  house.sql("update sessions set authenticated_at = authenticated_at - interval '11 minutes'");

/** Closes the account from a browser that is signed in and fresh. */
export async function closeAccount(visitor: Visitor): Promise<Answer> {
  return visitor.fill('/account/close', { understood: 'yes' });
}
