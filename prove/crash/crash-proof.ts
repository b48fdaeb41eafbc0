/**
 * Kills the server and PostgreSQL at random moments while people register, and shows that nothing acknowledged is
 * lost, nothing happens twice, and nothing is left half done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Product, startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom, type Random } from '../random.ts';
import { check } from './check.ts';
import { figuresOf } from './figures.ts';
import { finish } from './finish.ts';
import { carryOut, type Outage, planKills } from './kills.ts';
import { newPerson, type Person, register } from './person.ts';
import { readTruth } from './truth.ts';

/** `kills` is how often the server is killed, and as often PostgreSQL. */
export type CrashOptions = ProofOptions & { readonly kills: number; readonly concurrency?: number };

/** The mail server takes a moment to answer, as real ones do: up to this long. */
const longestAnswerMilliseconds = 15;
const longestThoughtMilliseconds = 400;
const calmMilliseconds = 1_000;

export async function crashProof({ seed, progress, kills, concurrency = 10 }: CrashOptions): Promise<Verdict> {
  const random = createRandom(seed);
  const plan = planKills(kills, random);
  const product = await startProduct();
  try {
    product.mailbox.answerDelay = () => random.fraction() * longestAnswerMilliseconds;
    const people: Person[] = [];
    const outages: Outage[] = [];
    let running = true;
    const load = Promise.all(
      Array.from({ length: concurrency }, () => registerMany(product, people, random, () => running)),
    );
    try {
      for (const kill of plan) {
        outages.push(await carryOut(product, kill));
        progress(
          `${outages.length} of ${plan.length} kills, ${people.length} people, ${product.mailbox.mails.length} mails`,
        );
      }
      await sleep(calmMilliseconds);
    } finally {
      running = false;
      await load;
    }
    const settledSeconds = await finish(product, people, progress);
    const evidence = {
      histories: people.map((person) => person.history),
      mails: product.mailbox.mails,
      outages,
      truth: await readTruth(product),
    };
    const faults = check(evidence);
    return verdict({ seed, ...figuresOf(evidence, faults), settled_seconds: settledSeconds }, [
      ...product.unexpectedExits,
      ...faults.map((fault) => `${fault.kind}: ${fault.sentence}`),
    ]);
  } finally {
    await product.remove();
  }
}

async function registerMany(product: Product, people: Person[], random: Random, running: () => boolean): Promise<void> {
  while (running()) {
    const person = newPerson(product);
    people.push(person);
    await register(product, person, random, running);
    await sleep(random.fraction() * longestThoughtMilliseconds);
  }
}
