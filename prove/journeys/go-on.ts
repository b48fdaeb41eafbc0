/** What somebody would naturally do next in the journey that was touched last, if they can. */
import { anyBrowser, type Choice, chance, chooseOne } from './chances.ts';
import { beginsWithPasskey, passwordAtSignUp } from './choosers.ts';
import { goOnByEnrolling, letGraceGoBy } from './enrolment-choosers.ts';
import { answerFor, enrolPhone } from './factor-choosers.ts';
import { askedInRecovery, factorsOf } from './factors.ts';
import { identityOf } from './identities.ts';
import { link, signUpIn } from './identity-choosers.ts';
import {
  type Account,
  type ActorName,
  accountOf,
  actorOf,
  browsers,
  type Flow,
  letterOf,
  provesNow,
  readerOf,
  sessionIn,
} from './model.ts';
import type { Move } from './moves.ts';

const looksBack = 3;

/** The next move of one of the latest journeys; null where nobody can go on. */
export function goOn(choice: Choice): Move | null {
  for (const flow of choice.model.flows.slice(-looksBack).reverse()) {
    const move = flow.state === 'over' ? null : goOnIn(choice, flow, actorOf(flow.browser));
    if (move !== null) return move;
  }
  return choice.isAboutFactors ? goOnWithFactors(choice) : null;
}

/** No journey goes on: somebody signs up, sets a factor up, or leaves to come back and sign in. */
function goOnWithFactors(choice: Choice): Move | null {
  const { random, model } = choice;
  if (model.accounts.length === 0) return { do: 'open', browser: anyBrowser(choice), kind: 'registration' };
  const signedIn = browsers.filter((each) => sessionIn(model, each) !== undefined);
  const browser = chooseOne(random, signedIn);
  const account = accountOf(model, (browser && sessionIn(model, browser)?.account) ?? null);
  if (browser !== undefined && account !== undefined) {
    const factors = factorsOf(model, account);
    // Whoever may put it off mostly does.
    const isPutOff = factors.length === 0 && account.grace === 'running' && chance(random, 60);
    if ((factors.length === 0 && !isPutOff) || (factors.length > 0 && factors.length < 3 && chance(random, 20))) {
      const isSynced = chance(random, 60);
      return chance(random, 50)
        ? { do: 'enrol-app', browser }
        : { do: 'enrol-passkey', browser, isSynced, isVerified: chance(random, 70) };
    }
    if (isPutOff) return { do: 'sign-out', browser };
    const phone = chance(random, 15) ? enrolPhone(choice) : null;
    if (phone !== null) return phone;
    const linking = chance(random, 15) ? link(choice) : null;
    if (linking !== null) return linking;
    if (account.codes.length === 0 && chance(random, 20)) return { do: 'make-codes', browser };
    if (chance(random, 25)) return { do: 'sign-out', browser };
  }
  const later = model.policy.graceDays > 0 && chance(random, 30) ? letGraceGoBy(choice) : null;
  if (later !== null) return later;
  const out = browsers.filter((each) => !signedIn.includes(each));
  const next = chooseOne(random, out);
  if (next === undefined) return null;
  return { do: 'open', browser: next, kind: chance(random, 85) ? 'sign-in' : 'recovery' };
}

function goOnIn(choice: Choice, flow: Flow, actor: ActorName): Move | null {
  const { random, model } = choice;
  const journey = { browser: flow.browser, flow: flow.id };
  if (flow.state === 'second') return goOnBySecond(choice, flow, actor);
  if (flow.state === 'choosing') return beginsWithPasskey(random, journey);
  if (flow.kind === 'sign-in') {
    if (flow.state === 'proven') return { do: 'keep', ...journey };
    const mail = letterOf(model, flow.letter);
    if (mail !== undefined && provesNow(model, mail) && readerOf(mail.to) === actor)
      return chance(random, 60)
        ? { do: 'code', ...journey, code: mail.code }
        : { do: 'sign-in-link', browser: flow.browser, letter: mail.key };
    if (sessionIn(model, flow.browser) !== undefined) return null;
    const phone = model.factors.findLast(
      ({ method, holder, isThere }) => method === 'sms-code' && holder === actor && isThere,
    );
    if (phone !== undefined && flow.state === 'open' && chance(random, 60))
      return { do: 'sms', ...journey, factor: phone.key };
    const there = chance(random, 35) ? ownElsewhere(choice, actor) : undefined;
    if (there !== undefined && flow.arrival === null)
      return { do: 'travel', ...journey, elsewhere: there.key, returns: flow.browser };
    const other = chance(random, choice.isAboutFactors ? 50 : 15) ? beginOtherwise(choice, flow, actor) : null;
    if (other !== null) return other;
    const account = model.accounts.findLast(
      ({ password }) => password !== null && model.knows[actor].includes(password),
    );
    if (account?.password == null) return null;
    return { do: 'sign-in', ...journey, address: account.email, password: account.password };
  }
  const recovered = accountOf(model, flow.account);
  if (flow.state === 'proven' && recovered !== undefined && askedInRecovery(model, recovered, flow).length > 0)
    return goOnBySecond(choice, flow, actor);
  if (flow.state === 'proven') return { do: 'choose', ...journey, password: choice.newPassword(actor) };
  if (flow.address === null) return begin(choice, flow, actor);
  const letter = letterOf(model, flow.letter);
  if (letter === undefined || !provesNow(model, letter) || readerOf(letter.to) !== actor) return null;
  if (flow.kind === 'email-change' || chance(random, 75)) return { do: 'code', ...journey, code: letter.code };
  if (flow.kind === 'recovery') return { do: 'recover-link', browser: flow.browser, letter: letter.key };
  return { do: 'verify-link', browser: flow.browser, letter: letter.key, password: null };
}

/** An account elsewhere of one’s own, mostly one that is linked. */
function ownElsewhere({ random, model }: Choice, actor: ActorName) {
  const own = model.elsewhere.filter(({ holder }) => holder === actor);
  const linked = own.filter(({ key }) => identityOf(model, key) !== undefined);
  return chooseOne(random, linked.length > 0 && chance(random, 75) ? linked : own);
}

/** A sign-in that begins with a passkey, or with a mail to an own address. */
function beginOtherwise({ random, model }: Choice, flow: Flow, actor: ActorName): Move | null {
  const journey = { browser: flow.browser, flow: flow.id };
  const key = model.factors.findLast(
    ({ method, holder, isThere }) => method === 'passkey' && holder === actor && isThere,
  );
  if (key !== undefined && chance(random, 65))
    return { do: 'passkey', ...journey, factor: key.key, isVerified: chance(random, 60) };
  const account = model.accounts.findLast(({ email }) => readerOf(email) === actor);
  return account === undefined || flow.address !== null ? null : { do: 'ask-mail', ...journey, address: account.email };
}

/** By a factor they have, or, without one, by saying that it is lost. */
function goOnBySecond(choice: Choice, flow: Flow, actor: ActorName): Move | null {
  const { random, model } = choice;
  const journey = { browser: flow.browser, flow: flow.id };
  const account = accountOf(model, flow.account);
  if (account === undefined) return null;
  if (flow.kind === 'recovery') return goOnByFactor(choice, flow, actor, account);
  const enrolling = goOnByEnrolling(choice, flow);
  if (enrolling !== null) return enrolling;
  const letter = letterOf(model, flow.letter);
  const isLoss = letter?.kind === 'lost' && !letter.isSpent && readerOf(letter.to) === actor;
  if (isLoss && chance(random, 70)) return { do: 'lose-code', ...journey, code: letter.code };
  if (account.lost === 'waiting' && chance(random, 60)) return { do: 'delay', account: account.key };
  if (account.lost === 'due' && !isLoss && chance(random, 60)) return { do: 'lose', ...journey };
  const move = chance(random, 75) ? goOnByFactor(choice, flow, actor, account) : null;
  if (move !== null) return move;
  return letter?.kind === 'lost' && !letter.isSpent ? null : { do: 'lose', ...journey };
}

function goOnByFactor(choice: Choice, flow: Flow, actor: ActorName, account: Account): Move | null {
  if (!factorsOf(choice.model, account).some(({ holder }) => holder === actor)) return null;
  const answer = answerFor(choice, actor, account, flow.proofs);
  const remember = chance(choice.random, 40);
  return answer && { do: 'second', browser: flow.browser, flow: flow.id, ...answer, remember };
}

function begin(choice: Choice, flow: Flow, actor: ActorName): Move | null {
  const { random, model, addresses } = choice;
  const journey = { browser: flow.browser, flow: flow.id };
  const own = addresses.filter((address) => readerOf(address) === actor);
  if (flow.arrival !== null) return signUpIn(choice, flow);
  if (flow.kind === 'recovery') {
    const address = model.accounts.findLast(({ email }) => own.includes(email))?.email;
    return address === undefined ? null : { do: 'recover', ...journey, address };
  }
  const free = own.filter((address) => !model.accounts.some(({ email }) => email === address));
  const address = free[random.below(free.length)];
  return address === undefined
    ? null
    : { do: 'sign-up', ...journey, address, password: passwordAtSignUp(choice, actor) };
}
