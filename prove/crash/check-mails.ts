/**
 * Messages and mails: one message an entry, at least one mail a sent message. A mail comes again only with the same
 * Message-ID, and only when a kill fell between the mail server's answer and the commit that notes it.
 */
import type { Mail } from '../product/mailbox.ts';
import { countBy } from './count-by.ts';
import type { Evidence, Fault } from './evidence.ts';
import type { Outage } from './kills.ts';

/** What a message is sent about: a sign-up, and a browser that its customer had not used before. */
export const announced: readonly string[] = ['registration.requested', 'device.remembered'];

/** The commit follows the answer at once; on a busy machine it may take this long. */
const longestCommitMilliseconds = 2_000;

export function mailFaults({ histories, mails, outages, truth }: Evidence): Fault[] {
  const faults: Fault[] = [];
  const requests = truth.entries.filter((entry) => announced.includes(entry.event));
  const messagesOf = countBy(truth.messages, (message) => message.entryId);
  for (const { entryId } of requests) {
    const count = messagesOf.get(entryId) ?? 0;
    if (count === 1) continue;
    const sentence = `entry ${entryId} has ${count} messages instead of one`;
    faults.push({ kind: count === 0 ? 'lost' : 'duplicate', sentence });
  }

  const registered = truth.entries.filter((entry) => entry.event === 'customer.registered');
  const flowOfCustomer = new Map(registered.map((entry) => [entry.customerId, entry.flowId]));
  const flowOfEntry = new Map(
    requests.map(({ entryId, flowId, customerId }) => [entryId, flowId ?? flowOfCustomer.get(customerId) ?? null]),
  );
  const addressOfFlow = new Map(histories.map((history) => [history.flowId ?? null, history.email]));
  const mailsOf = Map.groupBy(mails, (mail) => mail.messageId);
  for (const { messageId, entryId, state } of truth.messages) {
    const sent = mailsOf.get(messageId) ?? [];
    mailsOf.delete(messageId);
    const address = addressOfFlow.get(flowOfEntry.get(entryId) ?? null);
    if (state === 'sent' && sent.length === 0) {
      faults.push({ kind: 'lost', sentence: `message ${messageId} is noted as sent, and no mail came` });
    }
    if (state === 'queued' || state === 'failed') {
      faults.push({ kind: 'lost', sentence: `message ${messageId} was never sent: ${state}` });
    }
    if (sent.some((mail) => mail.to !== address)) {
      faults.push({ kind: 'torn', sentence: `message ${messageId} reached somebody it was not meant for` });
    }
    if (!repeatsAreExcused(sent, outages)) {
      faults.push({ kind: 'duplicate', sentence: `message ${messageId} came ${sent.length} times without a kill` });
    }
  }
  for (const messageId of mailsOf.keys()) {
    faults.push({ kind: 'duplicate', sentence: `a mail came that no message stands for: ${messageId}` });
  }
  return faults;
}

/** Every mail but the last of a message needs a kill that kept its acceptance from being noted, until all was back. */
function repeatsAreExcused(sent: readonly Mail[], outages: readonly Outage[]): boolean {
  return sent
    .slice(0, -1)
    .every(({ at }) => outages.some(({ from, until }) => at > from - longestCommitMilliseconds && at < until));
}
