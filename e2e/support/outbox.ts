/** Mails, as a person reads them: in a second tab, at the outbox of development. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from './person.ts';

export type Mail = { readonly to: string; readonly subject: string; readonly text: string };

const patienceMilliseconds = 30_000;

/** Waits until this many mails to the address have been sent; the newest one. */
export async function mailTo(person: Person, address: string, count = 1): Promise<Mail> {
  const deadline = Date.now() + patienceMilliseconds;
  while (Date.now() < deadline) {
    const answer = await person.context.request.get('/dev/outbox.json');
    const [newest, ...earlier] = ((await answer.json()) as Mail[]).filter((mail) => mail.to === address);
    if (newest !== undefined && earlier.length >= count - 1) return newest;
    await pause(25);
  }
  throw new Error(`no mail number ${count} to ${address} in time`);
}

/** Waits for a mail to the address that reads so somewhere, and for as many of them; the newest one. */
export async function mailAbout(person: Person, address: string, words: RegExp, count = 1): Promise<Mail> {
  const deadline = Date.now() + patienceMilliseconds;
  while (Date.now() < deadline) {
    const answer = await person.context.request.get('/dev/outbox.json');
    const found = ((await answer.json()) as Mail[]).filter(
      (mail) => mail.to === address && words.test(`${mail.subject}\n${mail.text}`),
    );
    if (found[0] !== undefined && found.length >= count) return found[0];
    await pause(25);
  }
  throw new Error(`no mail number ${count} about ${words} to ${address} in time`);
}

/** The code in the newest message to this address. */
export async function readCode(person: Person, address: string, count = 1): Promise<string> {
  const { subject, text } = await mailTo(person, address, count);
  const code = [subject, text].map((words) => /(?<!\d)\d{3} ?\d{3}(?!\d)/.exec(words)?.[0]).find((found) => found);
  if (code === undefined) throw new Error('the message holds no code');
  return code;
}

/** The code that the outbox page shows for the newest mail to this address. */
export async function readShownCode(person: Person, address: string): Promise<string> {
  await mailTo(person, address);
  const tab = await person.context.newPage();
  await tab.goto('/dev/outbox');
  const code = await tab.locator('article', { hasText: address }).first().locator('.code-line code').innerText();
  await tab.close();
  return code;
}

/** The address behind the link in the newest mail, as the outbox page offers it. */
export async function readLink(person: Person, address: string, count = 1): Promise<string> {
  await mailTo(person, address, count);
  const tab = await person.context.newPage();
  await tab.goto('/dev/outbox');
  const link = await tab
    .locator('article', { hasText: address })
    .first()
    .locator('.message-link a')
    .getAttribute('href');
  await tab.close();
  if (link === null) throw new Error('the mail holds no link');
  return link;
}
