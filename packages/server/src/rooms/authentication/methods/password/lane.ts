/** Whose hash goes first: that of a browser which has signed in before, here or at this very account. */
import type { Visitor } from '../../complete-sign-in.ts';

/** `isKnown`: whether the account knows the browser, once that has been looked up. */
export const laneOf = ({ hasDeviceToken }: Pick<Visitor, 'hasDeviceToken'>, isKnown = false): 'known' | 'unknown' =>
  hasDeviceToken || isKnown ? 'known' : 'unknown';
