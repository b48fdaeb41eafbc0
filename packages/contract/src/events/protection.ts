/** Entries about attacks: ids, kinds and figures; whom they come from is not among them. */
import { z } from 'zod';
import { findingActions, findingKinds } from '../findings.ts';
import { event, id, none } from './parts.ts';

const kind = z.enum(findingKinds);
// Why it ended: nothing was seen any more, somebody ended it, it was taken back, or detection was switched off.
const reason = z.enum(['over', 'by_hand', 'undone', 'detection_off']).optional();
const figures = z.record(z.string().max(40), z.number());

export const protectionEvents = {
  // `figures`: what it rests on, such as attempts, failures, accounts and the value of the test
  'protection.finding_raised': event(
    z.strictObject({ findingId: id, kind, action: z.enum(findingActions), figures }),
    none,
  ),
  'protection.finding_ended': event(z.strictObject({ findingId: id, kind, reason }), none),
  'protection.finding_undone': event(z.strictObject({ findingId: id, kind }), none),
  // `findingId`: what it began by; null: an administrator. `until`: when it ends at the latest; null: when it is ended
  'protection.attack_mode_began': event(
    z.strictObject({ findingId: id.nullable(), until: z.iso.datetime().nullable() }),
    none,
  ),
  'protection.attack_mode_ended': event(z.strictObject({ beganAt: z.iso.datetime(), reason }), none),
  // a week in which something was found
  'protection.week_summed_up': event(z.strictObject({ since: z.iso.datetime(), findings: z.int() }), none),
  // an unknown browser gave the right password and should have confirmed it, and the account has nothing to do that with
  'sign_in.unconfirmed': event(z.strictObject({ flowId: id, reason: z.enum(['attack', 'spray', 'flagged']) }), none),
} as const;
