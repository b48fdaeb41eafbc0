/**
 * One walk: a random order of what an owner and an attacker do with their browsers and mailboxes. After each step the
 * world is held against the model; of two moves at the same moment either may have been first.
 */

import type { Upstream } from '../../packages/server/test/upstream/index.ts';
import type { Visitor } from '../../packages/server/test/visitor.ts';
import type { Product } from '../product/product.ts';
import { createRandom } from '../random.ts';
import type { Business } from './businesses.ts';
import type { Choice } from './chances.ts';
import { chooseStep, leavesNoTrace } from './choose.ts';
import { compare, type Learned, nothingLearned, recognise } from './compare.ts';
import { apply } from './effects.ts';
import { accountsElsewhere } from './identities.ts';
import { receive } from './letters.ts';
import type { SeenAccount } from './look.ts';
import { type BrowserName, browsers, flowOf, type Model, newModel, sessionIn } from './model.ts';
import type { Move, Outcome, Step } from './moves.ts';
import { note } from './note.ts';
import { patient } from './patient.ts';
import { type Browsers, deviceHashOf, type Sent, send, sessionHashOf } from './send.ts';
import { createWallet } from './wallet.ts';

export type WalkResult = {
  readonly steps: number;
  /** What was tried and how it was answered, as `move outcome` → how often. */
  readonly answers: ReadonlyMap<string, number>;
  readonly pairs: number;
  readonly faults: readonly string[];
  readonly trace: readonly string[];
};

export type WalkOptions = {
  readonly product: Product;
  readonly business: Business;
  /** Where people have accounts elsewhere. */
  readonly upstream: Upstream;
  readonly seed: number;
  readonly walk: number;
};

const fewestSteps = 6;
const mostSteps = 14;
const mostStepsAboutFactors = 22;
const mostWorlds = 8;
const aboutFactorsPercent = 55;

type World = { readonly model: Model; readonly faults: readonly string[]; readonly learned: Learned };

/** Walks until the end, or until something is as it must not be. */
export async function takeWalk({ product, business, upstream, seed, walk }: WalkOptions): Promise<WalkResult> {
  const { sight, policy, origin } = business;
  const random = createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(walk + 1, 0xc2b2ae35));
  const visitors: Browsers = {
    'owner-1': patient(product.visitor(business)),
    'owner-2': patient(product.visitor(business)),
    'attacker-1': patient(product.visitor(business)),
    'attacker-2': patient(product.visitor(business)),
  };
  const senders = { product, browsers: visitors, wallet: createWallet(origin), upstream };
  const addresses = ['anna', 'anna-too', 'mallory', 'mallory-too'].map((name) => `${name}.${walk}@mailbox.example`);
  const elsewhere = accountsElsewhere(addresses);
  for (const { login, email, isProven } of elsewhere) {
    const said = email === null ? {} : { email, emailVerified: isProven };
    upstream.accounts.set(login, { login, subject: login, name: 'Somebody Elsewhere', ...said });
  }
  const read = new Map<string, number>();
  const answers = new Map<string, number>();
  const trace: string[] = [];
  let worlds: World[] = [{ model: newModel(elsewhere, policy), faults: [], learned: nothingLearned() }];
  let passwords = 0;
  let pairs = 0;
  const isAboutFactors = random.below(100) < aboutFactorsPercent;

  // To sign up, set a factor up, lose it and come back takes longer.
  const longest = isAboutFactors ? mostStepsAboutFactors : mostSteps;
  const length = fewestSteps + random.below(longest - fewestSteps + 1);
  for (let steps = 0; steps < length; ) {
    const model = worlds[0]?.model ?? newModel();
    const choice: Choice = {
      random,
      model,
      addresses,
      isAboutFactors,
      newPassword(actor) {
        passwords += 1;
        return `${actor === 'owner' ? 'amber' : 'cobalt'} lanterns over ${walk} bays, ${passwords}`;
      },
    };
    const step = chooseStep(choice);
    if (step.some((move) => 'way' in move && move.way === 'authenticator')) {
      await sight.forgetSteps(model.accounts.flatMap(({ customerId }) => customerId ?? []));
      for (const world of worlds) for (const factor of world.model.factors) factor.isUsed = false;
    }
    const sent = await Promise.all(step.map((move) => send(senders, model, move)));
    for (const [at, move] of step.entries()) {
      const isMail = move.do === 'code' && flowOf(model, move.flow)?.kind === 'sign-in';
      const name = `${isMail ? 'sign-in-code' : move.do} ${sent[at]?.outcome}`;
      answers.set(name, (answers.get(name) ?? 0) + 1);
    }
    if (step.length === 2) pairs += 1;
    trace.push(describe(step, sent));

    const possible = worlds.flatMap((world) => follow(world, step, sent));
    // What changes nothing is counted as no step; if it did change something, the next look finds it.
    if (step.every(leavesNoTrace) && possible.every(({ faults }) => faults.length === 0)) {
      worlds = possible;
      continue;
    }
    steps += 1;
    const seen = await sight.look(wantedOf([model, ...possible.map((world) => world.model)], visitors)).catch(String);
    if (typeof seen === 'string')
      return { steps, answers, pairs, trace, faults: [`step ${steps}, ${trace.at(-1)}: ${seen}`] };
    const mails = addresses.flatMap((address) => {
      const held = product.mailbox.to(address);
      const fresh = held.slice(read.get(address) ?? 0);
      read.set(address, held.length);
      return fresh;
    });
    const messages = mails.length === 0 ? [] : await sight.messages(mails.map(({ messageId }) => messageId));
    for (const world of possible) {
      recognise(world.model, seen, hashesOf(visitors, sessionHashOf));
      receive(world.model, model, mails, messages);
    }
    const judged = possible.map((world) => judge(world, seen, visitors));
    worlds = judged.filter(({ faults }) => faults.length === 0).slice(0, mostWorlds);
    if (worlds.length === 0) {
      const faults = judged[0]?.faults ?? [`answered ${sent.map(({ outcome, status }) => `${outcome} ${status}`)}`];
      return {
        steps,
        answers,
        pairs,
        trace,
        faults: faults.map((fault) => `step ${steps}, ${trace.at(-1)}: ${fault}`),
      };
    }
  }
  const faults = await lookAround(worlds[0]?.model ?? newModel(), visitors);
  return { steps: length, answers, pairs, trace, faults };
}

/** The worlds that such answers may lead to. */
function follow(world: World, step: Step, sent: readonly Sent[]): World[] {
  const orders =
    step.length === 1
      ? [[0]]
      : [
          [0, 1],
          [1, 0],
        ];
  const followed = orders.map((order): World => {
    const model = structuredClone(world.model);
    const faults = order.flatMap((at) => {
      const move = step[at];
      const answer = sent[at];
      if (move === undefined || answer === undefined) return [];
      const before = structuredClone(model);
      const expected = apply(model, move);
      if (expected !== answer.outcome && step.length === 2 && isHarmless(move, expected, answer)) {
        Object.assign(model, before);
        return [];
      }
      if (expected !== answer.outcome) return [`must be ${expected}, and was ${answer.outcome} (${answer.status})`];
      note(model, move, answer);
      return [];
    });
    return { model, faults, learned: copy(world.learned) };
  });
  const matching = followed.filter(({ faults }) => faults.length === 0);
  const [first, second] = matching;
  if (first && second && JSON.stringify(first.model) === JSON.stringify(second.model)) return [first];
  return matching.length > 0 ? matching : followed.slice(0, 1);
}

/**
 * Of two requests of one session at the same moment, the second may have been let in before the first ended the session:
 * that it ends once more harms nobody. Or the first gave the session a new secret, and the second came with the old one.
 */
function isHarmless(move: Move, expected: Outcome, { outcome }: Sent): boolean {
  if (expected === 'refused') return outcome === 'done' && onlyEnds.has(move.do);
  // Or both end the same session: the second comes with the form of a session that is over. Or both change the address,
  // and the second change ended the first before it had begun.
  return outcome === 'refused' && (mayComeLate.has(move.do) || onlyEnds.has(move.do));
}

const mayComeLate: ReadonlySet<Move['do']> = new Set([
  'confirm',
  'confirm-factor',
  'change-email',
  'enrol-app',
  'begin-passkey',
  'enrol-passkey',
  'enrol-in',
  'make-codes',
]);
const onlyEnds: ReadonlySet<Move['do']> = new Set(['end-session', 'end-others', 'sign-out', 'sign-out-everywhere']);

function judge(world: World, seen: readonly SeenAccount[], visitors: Browsers): World {
  const { model, learned } = world;
  recognise(model, seen, hashesOf(visitors, sessionHashOf));
  return world.faults.length > 0
    ? world
    : { model, learned, faults: compare(model, seen, learned, hashesOf(visitors, deviceHashOf)) };
}

const copy = ({ indexOf, passwordOf }: Learned): Learned => ({
  indexOf: new Map(indexOf),
  passwordOf: new Map(passwordOf),
});

const hashesOf = (visitors: Browsers, hashOf: (visitor: Visitor) => string) =>
  Object.fromEntries(browsers.map((browser) => [browser, hashOf(visitors[browser])])) as Record<BrowserName, string>;

function wantedOf(models: readonly Model[], visitors: Browsers) {
  const flows = models.flatMap((model) => model.flows.map(({ id }) => id));
  const customers = models.flatMap(({ accounts }) => accounts.flatMap(({ customerId }) => customerId ?? []));
  return {
    flows: [...new Set(flows)],
    customers: [...new Set(customers)],
    sessionHashes: Object.values(hashesOf(visitors, sessionHashOf)),
  };
}

/** At the end every browser asks for its account, and gets it exactly when it is signed in. */
async function lookAround(model: Model, visitors: Browsers): Promise<string[]> {
  const faults: string[] = [];
  for (const browser of browsers) {
    if (model.held[browser] === null) continue;
    const visitor: Visitor = visitors[browser];
    const { status } = await visitor.request('/account/sessions');
    if ((status === 200) !== (sessionIn(model, browser) !== undefined))
      faults.push(`at the end ${browser} is answered with ${status}`);
  }
  return faults;
}

function describe(step: Step, sent: readonly Sent[]): string {
  const words = step.map((move, at) => {
    const { do: name, ...details } = move;
    return `${name} ${JSON.stringify(details)} → ${sent[at]?.outcome} ${sent[at]?.status}`;
  });
  return words.join(' ‖ ');
}
