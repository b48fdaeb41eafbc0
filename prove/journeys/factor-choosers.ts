/** What may come to mind about factors: signing in by them, setting them up and taking them away, saying they are lost. */
import {
  anyBrowser,
  browserFor,
  type Choice,
  chance,
  chooseOne,
  flowFor,
  letterFor,
  readersBrowser,
  recent,
} from './chances.ts';
import { inSession } from './choosers.ts';
import { factorsOf, waysLeft } from './factors.ts';
import {
  type Account,
  type ActorName,
  accountOf,
  actorOf,
  type BrowserName,
  type Factor,
  type ProofMethod,
  readerOf,
  type ShownProof,
} from './model.ts';
import type { Answer, Move } from './moves.ts';
import { codeOfApp } from './wallet.ts';

const heldBy = (factors: readonly Factor[], actor: ActorName): Factor[] =>
  factors.filter(({ holder }) => holder === actor);

/** The address of somebody's own account, or any other. */
export function askMail(choice: Choice): Move | null {
  const { random, model, addresses } = choice;
  const flow = flowFor(choice, ['sign-in'], ['open']);
  const held = model.accounts.map(({ email }) => email);
  const address = chooseOne(random, chance(random, 90) ? held : addresses);
  if (flow === undefined || address === undefined) return null;
  return { do: 'ask-mail', browser: browserFor(choice, flow), flow: flow.id, address };
}

export function signInByLink(choice: Choice): Move | null {
  const letter = letterFor(choice, ['sign-in']);
  const flow = choice.model.flows.find(({ id }) => id === letter?.flow);
  if (letter === undefined) return null;
  const isSame = flow !== undefined && readerOf(letter.to) === actorOf(flow.browser) && chance(choice.random, 75);
  return { do: 'sign-in-link', browser: isSame ? flow.browser : readersBrowser(choice, letter), letter: letter.key };
}

export function usePasskey(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in'], ['open', 'second', 'proven']);
  if (flow === undefined) return null;
  const browser = browserFor(choice, flow);
  const keys = heldBy(model.factors, actorOf(browser)).filter(({ method }) => method === 'passkey');
  const key = recent(random, keys);
  return key === undefined
    ? null
    : { do: 'passkey', browser, flow: flow.id, factor: key.key, isVerified: chance(random, 60) };
}

/** A phone of one’s own that is a factor, as the first proof. */
export function signInBySms(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in'], ['open']);
  if (flow === undefined) return null;
  const phones = heldBy(model.factors, actorOf(flow.browser)).filter(
    ({ method, isThere }) => method === 'sms-code' && isThere,
  );
  const phone = recent(random, phones);
  return phone === undefined ? null : { do: 'sms', browser: flow.browser, flow: flow.id, factor: phone.key };
}

/** One phone to an account. */
export const enrolPhone = inSession((browser, choice, account) => {
  const hasOne = choice.model.factors.some(({ account: of, method }) => of === account.key && method === 'sms-code');
  return hasOne ? null : { do: 'enrol-phone', browser, number: freshNumber(choice) };
});

/** Numbers in blocks of their own: who asks in vain in one walk is no reason to believe nobody in another. */
export function freshNumber({ random, addresses }: Choice): string {
  const walk = Number(/\d+/.exec(addresses[0] ?? '')?.[0] ?? 0);
  return `+49151${1_000 + (walk % 9_000)}${String(random.below(10_000)).padStart(4, '0')}`;
}

/** An answer to a second question: right where they can, and now and then wrong or another one's. */
export function answerFor(
  { random, model }: Choice,
  actor: ActorName,
  account: Account,
  proofs: readonly ShownProof[],
): Answer | null {
  const ways = waysLeft(model, account, proofs);
  const own = heldBy(factorsOf(model, account), actor).filter(({ method }) => ways.includes(method));
  const isSane = chance(random, 85);
  if (isSane && ways.includes('recovery-code') && account.codesOf === actor && chance(random, 25))
    return { way: 'recovery-code', factor: null, code: account.codes[0] ?? '', isVerified: false };
  const byPassword = passwordAnswer({ random, model }, actor, account, ways);
  if (byPassword !== null) return byPassword;
  // Only a phone of this account is sent a code.
  const any = heldBy(model.factors, actor).filter(
    (each) => each.method !== 'sms-code' || (each.account === account.key && each.isThere),
  );
  const factor = recent(random, isSane ? own : any);
  if (factor !== undefined) return answerBy(factor, chance(random, 50));
  return chance(random, 30) ? { way: 'recovery-code', factor: null, code: 'abcd-efgh-jkmn', isVerified: false } : null;
}

/** Where the password is one of the ways, mostly the right one; seldom where it is none. */
function passwordAnswer(
  { random, model }: Pick<Choice, 'random' | 'model'>,
  actor: ActorName,
  account: Account,
  ways: readonly ProofMethod[],
): Answer | null {
  if (!chance(random, ways.includes('password') ? 50 : 3)) return null;
  const isKnown = account.password !== null && model.knows[actor].includes(account.password);
  const code = isKnown && chance(random, 85) ? account.password : recent(random, model.knows[actor]);
  return { way: 'password', factor: null, code: code ?? 'nobody ever chose this one', isVerified: false };
}

const answerBy = ({ key, method, secret }: Factor, isVerified: boolean): Answer => ({
  way: method,
  factor: key,
  code: method === 'authenticator' ? codeOfApp(secret) : '',
  isVerified,
});

export function second(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in', 'recovery'], ['second', 'proven']);
  const account = accountOf(model, flow?.account ?? null);
  if (flow === undefined || account === undefined) return null;
  const browser = browserFor(choice, flow);
  const answer = answerFor(choice, actorOf(browser), account, flow.proofs);
  return answer && { do: 'second', browser, flow: flow.id, ...answer, remember: chance(random, 40) };
}

export const confirmByFactor = inSession((browser, choice, account) => {
  const answer = answerFor(choice, actorOf(browser), account, []);
  // The password is a move of its own there.
  return answer === null || answer.way === 'password' ? null : { do: 'confirm-factor', browser, ...answer };
});

export const enrolPasskey = inSession((browser, { random }) => ({
  do: 'enrol-passkey',
  browser,
  isSynced: chance(random, 60),
  isVerified: chance(random, 70),
}));

export const plainly = (name: 'enrol-app' | 'make-codes' | 'end-remembered' | 'keep-factors') =>
  inSession((browser) => ({ do: name, browser }));

export const removeFactor = inSession((browser, { random, model }, account) => {
  const factors = chance(random, 85) ? factorsOf(model, account) : model.factors;
  const factor = chooseOne(
    random,
    factors.filter(
      ({ credentialId, method, account: of }) => credentialId !== null && (method !== 'sms-code' || of === account.key),
    ),
  );
  return factor ? { do: 'remove-factor', browser, factor: factor.key } : null;
});

export function lose(choice: Choice): Move | null {
  const flow = flowFor(choice, ['sign-in'], ['second']);
  return flow ? { do: 'lose', browser: browserFor(choice, flow), flow: flow.id } : null;
}

export function enterLossCode(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in'], ['second']);
  if (flow === undefined) return null;
  const browser = browserFor(choice, flow);
  const mine = model.letters.filter(({ kind, to }) => kind === 'lost' && readerOf(to) === actorOf(browser));
  const right = mine.find(({ key }) => key === flow.letter);
  const entered = chance(random, 70) ? right : (chooseOne(random, mine) ?? right);
  return entered ? { do: 'lose-code', browser, flow: flow.id, code: entered.code } : null;
}

export function stopLoss(choice: Choice): Move | null {
  const letter = letterFor(choice, ['stop']);
  const browser: BrowserName = letter === undefined ? anyBrowser(choice) : readersBrowser(choice, letter);
  return letter ? { do: 'stop-lost', browser, letter: letter.key } : null;
}

export function delay({ random, model }: Choice): Move | null {
  const account = chooseOne(
    random,
    model.accounts.filter(({ lost }) => lost === 'waiting'),
  );
  return account ? { do: 'delay', account: account.key } : null;
}
