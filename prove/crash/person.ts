/**
 * A person who registers while everything around may die: they reload pages, send forms again when no answer came, and
 * wait for their mail. Each request that could change something is written into their history.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Product } from '../product/product.ts';
import type { Random } from '../random.ts';
import { type Attempt, acknowledged, type History } from './history.ts';

export type Person = { readonly history: History; readonly visitor: Visitor };

const password = 'the quiet river bends twice';

const requestPatienceMilliseconds = 30_000;
const mailPatienceMilliseconds = 4_000;
const triesOfAForm = 3;

let people = 0;

/** Somebody new, with an address nobody else has. */
export function newPerson(product: Product): Person {
  people += 1;
  const email = `person-${people}@mailbox.example`;
  return { history: { email, flowId: undefined, signUps: [], verifications: [] }, visitor: product.visitor() };
}

/** Registers as far as the faults allow; what is left is finished when they are over. */
export async function register(
  product: Product,
  person: Person,
  random: Random,
  running: () => boolean,
): Promise<void> {
  const { history, visitor } = person;
  while (running() && history.flowId === undefined) {
    history.flowId = await openSignUp(visitor);
    if (history.flowId === undefined) await sleep(100);
  }
  while (running() && mayTry(history.signUps, random)) {
    await pauseAfterFailure(history.signUps);
    await signUp(person);
  }
  if (acknowledged(history.signUps) === 0) return;
  await product.mailbox.newer(history.email, 0, mailPatienceMilliseconds);
  while (running() && product.mailbox.to(history.email).length > 0 && mayTry(history.verifications, random)) {
    await pauseAfterFailure(history.verifications);
    await verify(product, person);
  }
}

/** Sends the sign-up form. */
async function signUp({ history, visitor }: Person): Promise<void> {
  const fields = { flow: history.flowId ?? '', email: history.email, password, name: 'Somebody Registering' };
  const done = (answer: Answer) => (answer.headers['location'] ?? '').startsWith('/verify?flow=');
  history.signUps.push(await attempt(visitor, '/sign-up', fields, done));
}

/** Enters the newest code of the mailbox. */
export async function verify(product: Product, { history, visitor }: Person): Promise<void> {
  const code = product.mailbox.to(history.email).at(-1)?.code ?? '';
  const done = (answer: Answer) => answer.headers['location'] === '/account';
  history.verifications.push(await attempt(visitor, '/verify', { flow: history.flowId ?? '', code }, done));
}

/** Whether this person, in a browser that has never been here, can sign in. */
export async function signsIn(product: Product, { history }: Person): Promise<boolean> {
  const visitor = product.visitor();
  const answer = await visitor.fill('/sign-in', { identifier: history.email, password });
  return answer.status === 303 && (await visitor.request('/account')).status === 200;
}

async function openSignUp(visitor: Visitor): Promise<string | undefined> {
  try {
    const page = await inTime(visitor.get('/sign-up'));
    return page.status === 200 ? page.hidden('/sign-up')['flow'] : undefined;
  } catch {
    return undefined;
  }
}

async function attempt(
  visitor: Visitor,
  path: string,
  fields: Readonly<Record<string, string>>,
  done: (answer: Answer) => boolean,
): Promise<Attempt> {
  const at = performance.now();
  try {
    const answer = await inTime(visitor.post(path, fields));
    const { status } = answer;
    if (status === 303 && done(answer)) return { at, status, outcome: 'ok' };
    // The server may have lost its database in the middle of the commit: its apology says nothing about the outcome.
    return { at, status, outcome: status >= 400 && status < 500 ? 'refused' : 'unknown' };
  } catch {
    return { at, status: 0, outcome: 'unknown' };
  }
}

// Some people try again when no answer came, others walk away: both must leave everything or nothing behind.
function mayTry(attempts: readonly Attempt[], random: Random): boolean {
  const last = attempts.at(-1);
  if (last === undefined) return true;
  return last.outcome === 'unknown' && attempts.length < triesOfAForm && random.fraction() < 0.5;
}

async function pauseAfterFailure(attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length > 0) await sleep(400);
}

function inTime(answer: Promise<Answer>): Promise<Answer> {
  const over = new AbortController();
  const late = sleep(requestPatienceMilliseconds, undefined, { signal: over.signal }).then(() => {
    throw new Error('no answer in time');
  });
  late.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => over.abort());
}
