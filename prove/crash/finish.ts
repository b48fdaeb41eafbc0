/**
 * When all faults are over: waits until every message is settled, lets everybody whose sign-up was acknowledged finish
 * it, and looks whether they can sign in.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../product/product.ts';
import { announced } from './check-mails.ts';
import { acknowledged } from './history.ts';
import { type Person, signsIn, verify } from './person.ts';

const drainPatienceMilliseconds = 5 * 60_000;
const lookers = 4;
const announcedList = announced.map((event) => `'${event}'`).join(', ');

/** Returns how long it took, in seconds, until no message waited any more. */
export async function finish(
  product: Product,
  people: readonly Person[],
  progress: (line: string) => void,
): Promise<number> {
  const seconds = await drain(product, progress);
  const waiting = [...people];
  await Promise.all(
    Array.from({ length: lookers }, async () => {
      for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
        await lookAfter(product, person);
        progress(`${waiting.length} people left to sign in`);
      }
    }),
  );
  await drain(product, progress);
  return seconds;
}

async function drain(product: Product, progress: (line: string) => void): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [row] = await product.query(
      `select (select count(*) from messages where state = 'queued')
            + (select count(*) from ledger_entries where event in (${announcedList}))
            - (select count(*) from messages) as left`,
    );
    const left = Number(row?.['left']);
    const passed = performance.now() - began;
    if (left === 0 || passed > drainPatienceMilliseconds) return Math.round(passed / 100) / 10;
    progress(`${left} messages are still on their way`);
    await sleep(200);
  }
}

async function lookAfter(product: Product, person: Person): Promise<void> {
  const { history, visitor } = person;
  if (acknowledged(history.signUps) === 0) return;
  const wasVerified = acknowledged(history.verifications) > 0;
  if (wasVerified) {
    const sessionLives = (await visitor.request('/account')).status === 200;
    history.afterwards = { signsIn: await signsIn(product, person), sessionLives };
    return;
  }
  // A verification without an answer may have been carried out; else it is done now.
  if (history.verifications.length === 0 || !(await signsIn(product, person))) await verify(product, person);
  history.afterwards = { signsIn: await signsIn(product, person) };
}
