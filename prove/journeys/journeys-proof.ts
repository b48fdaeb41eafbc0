/**
 * An owner and an attacker with two browsers each walk through sign-up, sign-in by every method and by accounts elsewhere, recovery, factors set
 * up, taken away and lost, changes of address and password, and closing, in many random orders. After each step nobody
 * may have a session, an address, a password or a factor that their proofs do not justify, and no session may claim more
 * than was shown.
 */
import { startUpstream } from '../../packages/server/test/upstream/index.ts';
import { clientOf, connectionSecret } from '../product/connection.ts';
import { startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { openBusinesses, originsOf } from './businesses.ts';
import { connectionId } from './send-identities.ts';
import { takeWalk } from './walk.ts';

export type JourneysOptions = ProofOptions & {
  /** How many walks; `walk` repeats one of them and tells its steps. */
  readonly walks: number;
};

const atOnce = 24;
const budgetPauseMilliseconds = 200;

export async function journeysProof({ seed, progress, walks, walk: only }: JourneysOptions): Promise<Verdict> {
  // Only in development may it be connected with a provider on this machine; its messages are files there.
  const product = await startProduct(connectionSecret, { isDevelopment: true });
  const upstream = await startUpstream({ clients: [clientOf(product, connectionId, originsOf(product))] });
  const businesses = await openBusinesses(product, upstream.issuer);
  const budgets = setInterval(() => void businesses.forgetBudgets().catch(() => undefined), budgetPauseMilliseconds);
  const faults: string[] = [];
  const answers = new Map<string, number>();
  const figures = { orders: 0, steps: 0, at_the_same_moment: 0 };
  const wanted = only === undefined ? Array.from({ length: walks }, (_, index) => index) : [only];
  const trace: string[] = [];

  const next = wanted.values();
  const walkOn = async () => {
    for (const walk of next) {
      const result = await takeWalk({ product, business: businesses.ofWalk(walk), upstream, seed, walk }).catch(
        (error: unknown) => ({
          ...nothing,
          faults: [String(error)],
        }),
      );
      figures.orders += 1;
      figures.steps += result.steps;
      figures.at_the_same_moment += result.pairs;
      for (const [name, count] of result.answers) answers.set(name, (answers.get(name) ?? 0) + count);
      faults.push(...result.faults.map((fault) => `--seed ${seed} --walk ${walk}: ${fault}`));
      if (only !== undefined) trace.push(...result.trace);
      const last = faults.length === 0 ? '' : `; the last: ${faults.at(-1)}`;
      progress(`${figures.orders} of ${wanted.length} orders, ${figures.steps} steps, ${faults.length} faults${last}`);
    }
  };
  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, wanted.length) }, walkOn));
    const count = (name: string) => answers.get(name) ?? 0;
    const told = {
      seed,
      ...figures,
      orders_per_second: Math.round((10_000 * figures.orders) / (performance.now() - began)) / 10,
      registered: count('code done') + count('code asks-to-enrol') + count('verify-link done'),
      signed_up_by_passkey: count('begin-passkey done'),
      recovered: count('choose done') + count('choose asks-to-enrol') + count('choose leads-to-sign-in'),
      enrolled_in_a_journey: count('enrol-in done'),
      enrolled: count('enrol-app done') + count('enrol-passkey done') + count('enrol-phone done'),
      signed_in_by_passkey: count('passkey done'),
      signed_in_by_phone: count('sms done'),
      signed_in_by_mail: count('sign-in-link done') + count('sign-in-code done'),
      signed_in_by_connection: count('travel done'),
      signed_up_by_connection: count('sign-up-with done'),
      linked: count('link done'),
      unlinked: count('unlink done'),
      proven_twice: count('second done'),
      factors_lost: count('lose-code done'),
      answers: [...answers].map(([name, times]) => `${name}: ${times}`).sort(),
      ...(only === undefined ? {} : { trace }),
    };
    return verdict(told, [...faults, ...product.unexpectedExits]);
  } finally {
    clearInterval(budgets);
    await businesses.close();
    await upstream.stop();
    await product.remove();
  }
}

const nothing = { steps: 0, pairs: 0, answers: new Map<string, number>(), trace: [] as readonly string[] };
