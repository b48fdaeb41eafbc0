/** Chooses what happens next: mostly what leads somewhere, often what must not work, sometimes two at the same moment. */

import { changeEmail, changePassword, confirm, endSession, leak, wait } from './account-choosers.ts';
import { type Choice, chance } from './chances.ts';
import {
  beginWithPasskey,
  byLetter,
  chooseNewPassword,
  enterCode,
  keep,
  look,
  openJourney,
  recover,
  resend,
  signIn,
  signUp,
  simple,
  verifyByLink,
} from './choosers.ts';
import { enrolInJourney, letGraceGoBy } from './enrolment-choosers.ts';
import {
  askMail,
  confirmByFactor,
  delay,
  enrolPasskey,
  enrolPhone,
  enterLossCode,
  lose,
  plainly,
  removeFactor,
  second,
  signInByLink,
  signInBySms,
  stopLoss,
  usePasskey,
} from './factor-choosers.ts';
import { goOn } from './go-on.ts';
import { link, signUpWith, travel, unlink } from './identity-choosers.ts';
import type { Move, Step } from './moves.ts';

/** Each with how often it comes to mind: where addresses and passwords are the matter, and where factors are. */
const choosers: readonly (readonly [number, number, (choice: Choice) => Move | null])[] = [
  [12, 14, openJourney],
  [7, 3, signUp],
  [3, 4, beginWithPasskey],
  [3, 1, resend],
  [8, 6, enterCode],
  [4, 2, look],
  [5, 2, verifyByLink],
  [9, 9, signIn],
  [2, 3, keep],
  [7, 6, recover],
  [4, 2, byLetter('recover', 'recover-link')],
  [4, 4, chooseNewPassword],
  [12, 3, changeEmail],
  [6, 3, changePassword],
  [2, 2, confirm],
  [6, 2, byLetter('undo', 'undo')],
  [4, 2, byLetter('secure', 'secure')],
  [3, 2, byLetter('keep', 'keep-link')],
  [2, 1, endSession],
  [1, 1, simple('end-others')],
  [2, 4, simple('sign-out')],
  [1, 1, simple('sign-out-everywhere')],
  [2, 2, simple('close')],
  [2, 3, wait],
  [4, 5, leak],
  [2, 6, askMail],
  [1, 5, signInByLink],
  [2, 8, usePasskey],
  [3, 12, second],
  [1, 4, confirmByFactor],
  [3, 9, enrolPasskey],
  [3, 9, plainly('enrol-app')],
  [1, 6, plainly('make-codes')],
  [1, 1, plainly('end-remembered')],
  [1, 1, plainly('keep-factors')],
  [2, 5, removeFactor],
  [2, 7, lose],
  [2, 8, enterLossCode],
  [1, 4, stopLoss],
  [2, 8, delay],
  [4, 10, enrolInJourney],
  [3, 6, letGraceGoBy],
  [3, 7, enrolPhone],
  [2, 7, signInBySms],
  [7, 8, travel],
  [4, 4, signUpWith],
  [5, 5, link],
  [4, 4, unlink],
];

const weightOf = ([ofAddresses, ofFactors]: (typeof choosers)[number], { isAboutFactors }: Choice): number =>
  isAboutFactors ? ofFactors : ofAddresses;
const goOnPercent = 55;
const goOnWithFactorsPercent = 70;
const pairPercent = 15;
const alone: ReadonlySet<Move['do']> = new Set([
  'open',
  'look',
  'wait',
  'leak',
  'delay',
  'grace',
  'link',
  'enrol-phone',
  'sms',
]);
const isAlone = (move: Move): boolean => alone.has(move.do) || ('way' in move && move.way === 'sms-code');

/** Whether the move changes nothing that the server keeps of anybody. */
export const leavesNoTrace = (move: Move): boolean => move.do === 'open' || move.do === 'look' || move.do === 'leak';

/** The next step of a walk. */
export function chooseStep(choice: Choice): Step {
  const { random } = choice;
  const first = chooseMove(choice);
  if (isAlone(first) || !chance(random, pairPercent)) return [first];
  // The same form sent twice; or two browsers at once. One browser does not do two different things at once.
  if (first.do !== 'change-email' && chance(random, 50)) return [first, first];
  const second = chooseMove(choice);
  const isApart = 'browser' in first && 'browser' in second && first.browser !== second.browser;
  return isAlone(second) || !isApart ? [first] : [first, second];
}

function chooseMove(choice: Choice): Move {
  const { random, model, isAboutFactors } = choice;
  const percent = isAboutFactors ? (model.accounts.length === 0 ? 95 : goOnWithFactorsPercent) : goOnPercent;
  const going = chance(random, percent) ? goOn(choice) : null;
  if (going !== null) return going;
  const total = choosers.reduce((sum, chooser) => sum + weightOf(chooser, choice), 0);
  for (;;) {
    let place = choice.random.below(total);
    const chosen = choosers.find((chooser) => {
      place -= weightOf(chooser, choice);
      return place < 0;
    });
    const move = chosen?.[2](choice) ?? null;
    if (move !== null) return move;
  }
}
