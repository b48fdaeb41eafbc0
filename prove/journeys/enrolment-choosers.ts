/** What may come to mind to somebody who is asked to set a second factor up before they go on. */
import { browserFor, type Choice, chance, chooseOne, flowFor } from './chances.ts';
import { freshNumber } from './factor-choosers.ts';
import { isEnrolmentAsked } from './factors.ts';
import { accountOf, type BrowserName, type Flow } from './model.ts';
import type { Move } from './moves.ts';

/** In the journey that asks for it; now and then in one that does not. */
export function enrolInJourney(choice: Choice): Move | null {
  if (choice.model.policy.secondFactor !== 'required') return null;
  const flow = flowFor(choice, ['sign-in'], ['second', 'proven']);
  return flow === undefined ? null : enrolIn(choice, flow, browserFor(choice, flow));
}

/** The same where it is what comes next. */
export function goOnByEnrolling(choice: Choice, flow: Flow): Move | null {
  const account = accountOf(choice.model, flow.account);
  if (account === undefined || !isEnrolmentAsked(choice.model, account, flow.proofs)) return null;
  return enrolIn(choice, flow, flow.browser);
}

function enrolIn(choice: Choice, flow: Flow, browser: BrowserName): Move {
  const { random, model } = choice;
  const hasPhone = model.factors.some(({ account, method }) => account === flow.account && method === 'sms-code');
  const wanted = chooseOne(random, ['passkey', 'passkey', 'authenticator', 'authenticator', 'sms-code'] as const);
  // A number that was taken away as a factor is the account’s still: it is asked for no other.
  const way = wanted === undefined || (wanted === 'sms-code' && hasPhone) ? 'authenticator' : wanted;
  return {
    do: 'enrol-in',
    ...{ browser, flow: flow.id, way, number: freshNumber(choice) },
    isSynced: chance(random, 60),
    isVerified: chance(random, 70),
    isRight: way !== 'authenticator' || chance(random, 85),
  };
}

/** The days go by. */
export function letGraceGoBy({ random, model }: Choice): Move | null {
  const account = chooseOne(
    random,
    model.accounts.filter(({ grace, customerId }) => grace === 'running' && customerId !== null),
  );
  return account ? { do: 'grace', account: account.key } : null;
}
