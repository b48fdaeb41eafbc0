/**
 * Budgets of messages that are used up: somebody has a mailbox filled, or has text messages sent to numbers that nobody
 * answers from (cases 19, 76, 77). The budgets are the brake; here it is only noticed.
 */
import type { Charge } from '../../budgets.ts';
import { figuresOf } from '../rules/judge.ts';
import { see } from './observe.ts';
import type { TenantWatch } from './tenant-watch.ts';

const windowMilliseconds = 15 * 60 * 1000;
// One mailbox that is asked for again and again, or many at once.
const leastOfOne = 10;
const leastOfAll = 40;
const mostRemembered = 2000;

/** Counts charges that were refused. */
export function noteRefusals(watch: TenantWatch, charges: readonly Charge[], now: number): void {
  const { refusals } = watch;
  if (now - refusals.since > windowMilliseconds) {
    refusals.since = now;
    refusals.mail.clear();
    refusals.sms.clear();
  }
  for (const { budget, key } of charges) {
    const channel = budget.startsWith('mail.') ? 'mail' : budget.startsWith('sms.') ? 'sms' : null;
    // Whoever asks twice for an account that is not there is sent one answer a day: that is no bombing.
    if (channel === null || budget === 'mail.no-account') continue;
    const held = refusals[channel];
    // A known browser's lane names its secret besides.
    const [recipient = key] = key.split(':');
    if (held.size < mostRemembered || held.has(recipient)) held.set(recipient, (held.get(recipient) ?? 0) + 1);
    seeMessages(watch, channel, recipient, now);
  }
}

function seeMessages(watch: TenantWatch, channel: 'mail' | 'sms', recipient: string, now: number): void {
  const held = watch.refusals[channel];
  const ofOne = held.get(recipient) ?? 0;
  let refused = 0;
  for (const count of held.values()) refused += count;
  if (ofOne < leastOfOne && refused < leastOfAll) return;
  const kind = channel === 'mail' ? 'mail_bombing' : 'sms_pumping';
  const figures = figuresOf({ refused, recipients: held.size, most: Math.max(...held.values()) });
  see(watch, { kind, action: 'noted', key: '', figures }, now);
}
