/**
 * A crowd of bots, from a process of its own with less right to the processor than the server: each sends pairs of the
 * list at the pace it is told, whether or not the last ones have been answered, from one home address after the other.
 */
import { constants, setPriority } from 'node:os';
import { createBrowser, hiddenField } from '../product/browser.ts';
import type { Place } from '../product/http.ts';
import { type AttackPlan, type Attempt, attackList } from './attack-list.ts';
import { emptyTally, type Outcome, outcomeOf, type Tally } from './outcome.ts';

export type BotsStart = { readonly place: Place; readonly plan: AttackPlan; readonly browsers: number };
/** Send the pairs up to this one, so many a second; with `untilStopped` stop when the server begins to ask for more. */
export type BotsOrder = { readonly upTo: number; readonly aSecond: number; readonly untilStopped: boolean };
export type BotsReport = {
  readonly sent: number;
  /** How many were sent before the first that was asked for more than its pair. */
  readonly sentBeforeChallenge: number | null;
  readonly seconds: number;
  readonly wrong: Tally;
  readonly valid: Tally;
  /** Pairs that could not be sent in time, because too many waited for an answer. */
  readonly skipped: number;
};

// Beyond it a bot would only fill its own memory.
const mostUnderWay = 400;
const tickMilliseconds = 10;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
process.on('disconnect', () => process.exit(0));

const [start] = await nextMessage<BotsStart>();
const list = attackList(start.plan);
const browsers: { browser: ReturnType<typeof createBrowser>; flow: string }[] = [];
for (let made = 0; made < start.browsers; made += 1) {
  const browser = createBrowser(start.place);
  browsers.push({ browser, flow: hiddenField((await browser.open('/sign-in')).body, 'flow') });
}
process.send?.('ready');

let next = 0;
for (;;) {
  const [order] = await nextMessage<BotsOrder>();
  process.send?.(await carryOut(order));
}

async function carryOut({ upTo, aSecond, untilStopped }: BotsOrder): Promise<BotsReport> {
  const wrong = emptyTally();
  const valid = emptyTally();
  const began = performance.now();
  const first = next;
  let underWay = 0;
  let skipped = 0;
  let sentBeforeChallenge: number | null = null;

  const send = async (attempt: Attempt, place: number) => {
    underWay += 1;
    const outcome = await attack(attempt, place).catch((): Outcome => 'other');
    underWay -= 1;
    const tally = attempt.isValid ? valid : wrong;
    tally[outcome] += 1;
    if (outcome === 'challenged' || outcome === 'confirm') sentBeforeChallenge ??= next - first;
  };

  while (next < upTo && !(untilStopped && sentBeforeChallenge !== null)) {
    const due = Math.min(upTo, first + Math.ceil(((performance.now() - began) / 1000) * aSecond));
    for (; next < due; next += 1) {
      const attempt = list[next];
      if (attempt === undefined) break;
      if (underWay >= mostUnderWay && !attempt.isValid) skipped += 1;
      else void send(attempt, next);
    }
    await pause(tickMilliseconds);
  }
  while (underWay > 0) await pause(tickMilliseconds);
  const seconds = (performance.now() - began) / 1000;
  return { sent: next - first, sentBeforeChallenge, seconds, wrong, valid, skipped };
}

async function attack({ identifier, password, address, userAgent }: Attempt, place: number): Promise<Outcome> {
  const bot = browsers[place % browsers.length];
  if (bot === undefined) throw new Error('there are no bots');
  bot.browser.move(address, userAgent);
  const outcome = outcomeOf(await bot.browser.submit('/sign-in', { flow: bot.flow, identifier, password }));
  // A journey that has led somewhere is over: the next attempt needs a new one.
  if (outcome === 'session' || outcome === 'confirm') {
    bot.browser.cookies.clear();
    bot.flow = hiddenField((await bot.browser.open('/sign-in')).body, 'flow');
  }
  return outcome;
}

function nextMessage<Message>(): Promise<[Message]> {
  return new Promise((resolve) => process.once('message', (message) => resolve([message as Message])));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
