/**
 * A list of stolen pairs is tried from very many home addresses, each pair once, in the middle of an ordinary day, at an
 * installation where no setting was touched. It is noticed early, what is right in the list opens nothing by itself, and
 * customers sign in as if nothing happened.
 */
import { startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom } from '../random.ts';
import { type AttackPlan, victimsOf } from './attack-list.ts';
import { type Bots, startBots } from './bots.ts';
import type { BotsReport } from './bots-process.ts';
import { createCustomers, type Day } from './customers.ts';
import { findingsOf } from './findings.ts';
import { outcomes, type Tally } from './outcome.ts';
import { importCustomers } from './population.ts';

export type StuffingOptions = ProofOptions & {
  readonly attempts: number;
  readonly addresses: number;
  /** Customers who sign in as always, and how many of them a second. */
  readonly customers: number;
  readonly signInsASecond: number;
  /** Attempts a second before anybody has noticed, and from then on. */
  readonly quietPace: number;
  readonly loudPace: number;
  /** Milliseconds that the slowest twentieth of customers with their own browser may wait; null where only answers count. */
  readonly p95: number | null;
};

const validShare = 0.02;
const unknownShare = 0.68;
const browsers = 200;
// Whichever comes first: so many attempts, or so many seconds.
const mostUntilNoticed = { attempts: 300, seconds: 300 };

export async function stuffingProof(options: StuffingOptions): Promise<Verdict> {
  const { seed, progress, attempts, customers: count } = options;
  const bystanders = count * 4;
  const plan: AttackPlan = {
    ...{ seed, attempts, validShare, unknownShare, addresses: options.addresses },
    ...{ firstVictim: bystanders, bystanders },
  };
  const product = await startProduct();
  const faults: string[] = [];
  let bots: Bots | undefined;
  try {
    progress('customers are imported and sign in with their own browsers');
    await importCustomers(product, bystanders + victimsOf(plan));
    const random = createRandom(seed + 1);
    const customers = await createCustomers(product, { first: 0, count, random });
    bots = await startBots({ place: product.place, plan, browsers });

    progress('the list is tried, as slowly as nobody would notice');
    let isOver = false;
    const day = customers.liveUntil(() => isOver, options.signInsASecond);
    const quiet = await bots.carryOut({ upTo: attempts, aSecond: options.quietPace, untilStopped: true });
    progress(`noticed after ${quiet.sent} attempts; now ${options.loudPace} a second`);
    const loud = await bots.carryOut({ upTo: attempts, aSecond: options.loudPace, untilStopped: false });
    isOver = true;
    const lived = await day;

    progress('the same customers come back');
    const after = [];
    for (let index = 0; index < Math.min(20, count); index += 1) after.push(await customers.signIn(index));
    const lockedOut = after.filter((outcome) => outcome !== 'session').length;
    const findings = await findingsOf(product);
    judge({ quiet, loud, lived, lockedOut, findings }, options, faults);
    return verdict(figures({ quiet, loud, lived, lockedOut, findings }, options), [
      ...faults,
      ...product.unexpectedExits,
    ]);
  } finally {
    bots?.end();
    await product.remove();
  }
}

type Seen = {
  readonly quiet: BotsReport;
  readonly loud: BotsReport;
  readonly lived: Day;
  readonly lockedOut: number;
  readonly findings: readonly string[];
};

function judge({ quiet, loud, lived, lockedOut, findings }: Seen, options: StuffingOptions, faults: string[]): void {
  const expectThat = (isSo: boolean, sentence: string) => {
    if (!isSo) faults.push(sentence);
  };
  expectThat(
    quiet.sentBeforeChallenge !== null &&
      (quiet.sentBeforeChallenge <= mostUntilNoticed.attempts || quiet.seconds <= mostUntilNoticed.seconds),
    `nothing was asked of the bots within ${quiet.sent} attempts`,
  );
  expectThat(findings.includes('stuffing'), `findings: ${findings.join(', ') || 'none'}`);
  const valid = sum(quiet.valid, loud.valid);
  // What came before anybody could notice: in a short list already one is more than a hundredth.
  const mayOpen = Math.max(2, total(valid) * 0.01);
  expectThat(valid.session <= mayOpen, `${valid.session} of ${total(valid)} right pairs opened a session`);
  expectThat(loud.valid.session === 0, `${loud.valid.session} right pairs opened a session after it was noticed`);
  const known = share(lived.known.session, lived.known);
  expectThat(known >= 0.99, `${percent(known)} of the sign-ins with the own browser succeeded: ${told(lived.known)}`);
  const everybody = sum(lived.known, lived.unknown);
  const asked = share(everybody.challenged + everybody.confirm, everybody);
  expectThat(asked <= 0.06, `${percent(asked)} of the customers were asked for more`);
  expectThat(lockedOut === 0, `${lockedOut} customers could not sign in afterwards`);
  expectThat(sum(loud.wrong, quiet.wrong).session === 0, 'a wrong pair opened a session');
  expectThat(
    loud.wrong.other + loud.valid.other === 0,
    `${loud.wrong.other + loud.valid.other} attempts had no answer`,
  );
  const waited = percentile(lived.knownMilliseconds, 0.95);
  if (options.p95 !== null) {
    expectThat(waited <= options.p95, `customers waited ${waited} ms at the 95th percentile`);
    const offered = (loud.sent - loud.skipped) / loud.seconds;
    expectThat(offered >= options.loudPace * 0.9, `only ${Math.round(offered)} attempts a second were offered`);
  }
}

function figures({ quiet, loud, lived, lockedOut, findings }: Seen, { seed, attempts, addresses }: StuffingOptions) {
  const valid = sum(quiet.valid, loud.valid);
  const everybody = sum(lived.known, lived.unknown);
  return {
    ...{ seed, attempts, addresses },
    noticed_after_attempts: quiet.sentBeforeChallenge ?? 'never',
    noticed_after_seconds: Math.round(quiet.seconds),
    attempts_a_second: Math.round((loud.sent - loud.skipped) / loud.seconds),
    not_offered_for_want_of_answers: loud.skipped,
    right_pairs: total(valid),
    right_pairs_that_opened_a_session: valid.session,
    right_pairs_told: told(valid),
    wrong_pairs_told: told(sum(quiet.wrong, loud.wrong)),
    sign_ins_with_the_own_browser: total(lived.known),
    of_these_told: told(lived.known),
    own_browser_p50_ms: percentile(lived.knownMilliseconds, 0.5),
    own_browser_p95_ms: percentile(lived.knownMilliseconds, 0.95),
    sign_ins_with_a_new_browser: total(lived.unknown),
    of_those_told: told(lived.unknown),
    customers_asked_for_more: percent(share(everybody.challenged + everybody.confirm, everybody)),
    customers_locked_out: lockedOut,
    findings: findings.join(', '),
  };
}

const total = (tally: Tally): number => outcomes.reduce((count, outcome) => count + tally[outcome], 0);
const share = (part: number, tally: Tally): number => (total(tally) === 0 ? 0 : part / total(tally));
const percent = (part: number): string => `${Math.round(part * 10_000) / 100} %`;
const told = (tally: Tally): string =>
  outcomes.flatMap((outcome) => (tally[outcome] > 0 ? [`${outcome} ${tally[outcome]}`] : [])).join(', ');

function sum(one: Tally, other: Tally): Tally {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, one[outcome] + other[outcome]])) as Tally;
}

function percentile(taken: readonly number[], part: number): number {
  const sorted = taken.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}
