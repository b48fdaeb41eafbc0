/** Chooses what happens next: mostly what leads somewhere, often what must not work, sometimes two at the same moment. */

import { changeEmail, changePassword, confirm, endSession, leak, wait } from './account-choosers.ts';
import { type Choice, chance } from './chances.ts';
import {
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
import { goOn } from './go-on.ts';
import type { Move, Step } from './moves.ts';

/** Each with how often it comes to mind. */
const choosers: readonly (readonly [number, (choice: Choice) => Move | null])[] = [
  [12, openJourney],
  [7, signUp],
  [3, resend],
  [8, enterCode],
  [4, look],
  [5, verifyByLink],
  [9, signIn],
  [2, keep],
  [7, recover],
  [4, byLetter('recover', 'recover-link')],
  [4, chooseNewPassword],
  [12, changeEmail],
  [6, changePassword],
  [2, confirm],
  [6, byLetter('undo', 'undo')],
  [4, byLetter('secure', 'secure')],
  [3, byLetter('keep', 'keep-link')],
  [2, endSession],
  [1, simple('end-others')],
  [2, simple('sign-out')],
  [1, simple('sign-out-everywhere')],
  [2, simple('close')],
  [2, wait],
  [4, leak],
];

const total = choosers.reduce((sum, [weight]) => sum + weight, 0);
const goOnPercent = 55;
const pairPercent = 15;
const alone: ReadonlySet<Move['do']> = new Set(['open', 'look', 'wait', 'leak']);

/** Whether the move changes nothing that the server keeps of anybody. */
export const leavesNoTrace = (move: Move): boolean => move.do === 'open' || move.do === 'look' || move.do === 'leak';

/** The next step of a walk. */
export function chooseStep(choice: Choice): Step {
  const { random } = choice;
  const first = chooseMove(choice);
  if (alone.has(first.do) || !chance(random, pairPercent)) return [first];
  // The same form sent twice; or two browsers at once. One browser does not do two different things at once.
  if (first.do !== 'change-email' && chance(random, 50)) return [first, first];
  const second = chooseMove(choice);
  const isApart = 'browser' in first && 'browser' in second && first.browser !== second.browser;
  return alone.has(second.do) || !isApart ? [first] : [first, second];
}

function chooseMove(choice: Choice): Move {
  const going = chance(choice.random, goOnPercent) ? goOn(choice) : null;
  if (going !== null) return going;
  for (;;) {
    let place = choice.random.below(total);
    const chosen = choosers.find(([weight]) => {
      place -= weight;
      return place < 0;
    });
    const move = chosen?.[1](choice) ?? null;
    if (move !== null) return move;
  }
}
