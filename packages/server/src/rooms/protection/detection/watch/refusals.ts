/**
 * Budgets of messages that are used up: somebody has a mailbox filled, or has text messages sent to numbers that nobody
 * answers from (cases 19, 76, 77). The budgets are the brake; here it is only noticed.
 */
import type { BudgetName, Charge } from '../../budgets.ts';
import { figuresOf } from '../rules/judge.ts';
import { nothingHeldBack } from './held-back.ts';
import { see } from './observe.ts';
import type { TenantWatch } from './tenant-watch.ts';

type Channel = 'mail' | 'sms';

const windowMilliseconds = 15 * 60 * 1000;
// One mailbox that is asked for again and again, or one address that asks, or many at once.
const leastOfOne = 10;
const leastOfAll = 40;
const mostRemembered = 2000;

/** Counts a message that was held back: by the charges that had no room, among all that it was to pay. */
export function noteRefusals(
  watch: TenantWatch,
  { refused, asked }: { readonly refused: readonly Charge[]; readonly asked: readonly Charge[] },
  now: number,
): void {
  const { refusals } = watch;
  if (now - refusals.since > windowMilliseconds) forgetRefusals(watch, now);
  for (const channel of ['mail', 'sms'] as const) {
    if (!refused.some((charge) => isOf(channel, charge))) continue;
    const held = refusals[channel];
    held.refused += 1;
    const recipient = asked.filter((charge) => isOf(channel, charge)).find(namesRecipient);
    // A known browser's lane names its secret besides, and that of a network where it is.
    if (recipient !== undefined) count(held.recipients, recipient.key.split(':')[0] ?? recipient.key);
    const source = refused.find(({ budget }) => budget === 'sms.source');
    if (channel === 'sms' && source !== undefined) count(held.sources, source.key);
    seeMessages(watch, channel, now);
  }
}

export function forgetRefusals({ refusals }: Pick<TenantWatch, 'refusals'>, now: number): void {
  refusals.since = now;
  refusals.mail = nothingHeldBack();
  refusals.sms = nothingHeldBack();
}

// Whoever asks twice for an account that is not there is sent one answer a day: that is no bombing. Nor is a notice that
// waits for its room, and asks again until it is sent.
const isNoSign: ReadonlySet<BudgetName> = new Set<BudgetName>(['mail.no-account', 'sms.urgent']);
const isOf = (channel: Channel, { budget }: Charge): boolean =>
  budget.startsWith(`${channel}.`) && !isNoSign.has(budget);

/** Of mails each budget is one mailbox's; of text messages some are an account's, an address's or everybody's. */
const namesRecipient = ({ budget }: Charge): boolean => budget.startsWith('mail.') || budget === 'sms.recipient';

function count(held: Map<string, number>, key: string): void {
  if (held.size < mostRemembered || held.has(key)) held.set(key, (held.get(key) ?? 0) + 1);
}

function seeMessages(watch: TenantWatch, channel: Channel, now: number): void {
  const { refused, recipients, sources } = watch.refusals[channel];
  const most = Math.max(0, ...recipients.values());
  const isByOne = Math.max(0, ...sources.values()) >= leastOfOne;
  if (most < leastOfOne && !isByOne && refused < leastOfAll) return;
  const kind = channel === 'mail' ? 'mail_bombing' : 'sms_pumping';
  const counted = {
    refused,
    ...(recipients.size > 0 && { recipients: recipients.size, most }),
    ...(sources.size > 0 && { sources: sources.size }),
  };
  see(watch, { kind, action: 'noted', key: '', figures: figuresOf(counted) }, now);
}
