/**
 * What protection costs somebody who is no attacker: the same sign-in with detection switched off, and with everything on,
 * the browser's key included. Budgets and the look-up of leaked passwords are in both: they cannot be switched off.
 */
import { createBrowserKey } from '../../packages/server/test/browser-key.ts';
import type { Product } from '../../prove/product/product.ts';
import { type Person, registerPeople, signIn } from '../people.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';
import { ofProduct } from './people.ts';
import { oneEach } from './proofs.ts';

const atOnce = 4;
const settleMilliseconds = 2_000; // until detection has heard of a changed setting

// The same people in both rows, so that they differ in nothing else.
const peopleOfStage = new WeakMap<Stage, Promise<Person[]>>();
async function peopleOf(stage: Stage): Promise<Person[]> {
  const people = peopleOfStage.get(stage) ?? registerPeople(stage.product, stage.people);
  peopleOfStage.set(stage, people);
  return [...(await people)];
}

export const passwordSignInWithoutDetection: Row = {
  name: 'password-sign-in-without-detection',
  note: 'password-sign-in with detection switched off and no key in the browser; ratio = CPU of the whole ÷ CPU of one hash',
  floor: 'floor-argon2id',
  ratio: 'ours-by-floor',
  async prepare(stage) {
    const free = await peopleOf(stage);
    await setDetection(stage.product, 'off');
    const prepared = ofProduct(
      stage,
      atOnce,
      oneEach(free, (person) => signIn(person)),
    );
    return { ...prepared, close: () => setDetection(stage.product, 'on') };
  },
};

export const passwordSignInWithKey: Row = {
  name: 'password-sign-in-with-key',
  note: 'password-sign-in with all that protects it: watched, and signed by the key of the browser; ratio = CPU ÷ CPU of the same without both',
  floor: 'password-sign-in-without-detection',
  ratio: 'ours-by-floor',
  async prepare(stage) {
    const { origin } = stage.product.place;
    const free = (await peopleOf(stage)).map((person) => ({ person, key: createBrowserKey(origin) }));
    const operation = oneEach(free, ({ person, key }) => signIn(person, (flow) => ({ device_proof: key.proof(flow) })));
    // The first of each binds the key, which happens once in the life of a browser.
    for (const _ of free) await operation();
    return ofProduct(stage, atOnce, operation);
  },
};

async function setDetection(product: Product, value: 'on' | 'off'): Promise<void> {
  await product.runVerb('settings', 'set', `protection.detection=${value}`);
  await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
}
