/**
 * Turns ledger entries into queued messages, in the transaction that moves the reader's position: an entry becomes
 * its message exactly once, and a message always comes with the job that sends it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { MessageRequest, MessageRules } from './message.ts';
import { runnerAttempts, sendMessageTask } from './send-message.ts';
import { insertMessages, type NewMessage } from './store.ts';

export async function queueMessages(
  { jobs, rules }: { readonly jobs: Jobs; readonly rules: MessageRules },
  tx: Transaction,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const messages = entries.flatMap((entry): NewMessage[] => {
    const request = requestOf(rules, entry);
    if (request === null) return [];
    return [{ ...request, tenantId: entry.tenantId, messageId: newId('message'), entryId: entry.entryId }];
  });
  await queueAll(jobs, tx, messages);
}

/** Queues one beside another of the same entry, by a template of its own: once, however often it is asked for. */
export const queueMessage = (
  { jobs }: { readonly jobs: Pick<Jobs, 'add'> },
  tx: Transaction,
  message: MessageRequest & { readonly tenantId: string; readonly entryId: string },
): Promise<void> => queueAll(jobs, tx, [{ ...message, messageId: newId('message') }]);

async function queueAll(jobs: Pick<Jobs, 'add'>, tx: Transaction, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  for (const message of await insertMessages(tx, messages)) {
    // By its key a message has one job, and a job is run by one worker at a time.
    await jobs.add(tx, sendMessageTask, message, { key: message.messageId, maxAttempts: runnerAttempts });
  }
}

function requestOf(rules: MessageRules, entry: LedgerEntry): MessageRequest | null {
  // A newer node may have written an event whose name this one has never heard.
  if (!Object.hasOwn(rules, entry.event)) return null;
  const rule = rules[entry.event] as ((entry: LedgerEntry) => MessageRequest | null) | undefined;
  return rule?.(entry) ?? null;
}
