/**
 * The messages in SQL. A message is queued once per ledger entry and template, and settled once.
 */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';
import type { Channel, QueuedMessage } from './message.ts';

export type NewMessage = {
  readonly tenantId: string;
  readonly messageId: string;
  readonly template: string;
  readonly channel: Channel;
  readonly entryId: string;
  readonly customerId: string | null;
  readonly reference: Readonly<Record<string, string | null>>;
};

export type Settlement =
  | { readonly state: 'sent' }
  | {
      readonly state: 'cancelled' | 'failed';
      readonly reason: string;
      /** What the mail server said (RFC 3463). */
      readonly status?: string | undefined;
    };

/** Queues messages; returns those that were not queued before. */
export async function insertMessages(
  tx: Transaction,
  messages: readonly NewMessage[],
): Promise<{ tenantId: string; messageId: string }[]> {
  const rows = await tx
    .insertInto('messages')
    .values(
      messages.map((message) => ({
        tenant_id: message.tenantId,
        message_id: message.messageId,
        template: message.template,
        channel: message.channel,
        entry_id: message.entryId,
        customer_id: message.customerId,
        reference: JSON.stringify(message.reference),
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'entry_id', 'template']).doNothing())
    .returning(['tenant_id', 'message_id'])
    .execute();
  return rows.map((row) => ({ tenantId: row.tenant_id, messageId: row.message_id }));
}

/** Counts an attempt and returns the message, or null when it is settled already. */
export async function beginAttempt(
  queries: Queries,
  tenantId: string,
  messageId: string,
): Promise<QueuedMessage | null> {
  const row = await queries
    .updateTable('messages')
    .set({ attempts: sql`attempts + 1` })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .where('state', '=', 'queued')
    .returning(['template', 'channel', 'customer_id', 'reference', 'attempts', 'queued_at'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    tenantId,
    messageId,
    template: row.template,
    channel: row.channel as Channel,
    customerId: row.customer_id,
    reference: row.reference as Readonly<Record<string, unknown>>,
    attempts: row.attempts,
    queuedAt: row.queued_at,
  };
}

/** Notes that a message travels another way than it was queued for. */
export async function rerouteMessage(
  queries: Queries,
  tenantId: string,
  messageId: string,
  channel: Channel,
): Promise<void> {
  await queries
    .updateTable('messages')
    .set({ channel })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .execute();
}

/** Writes how it ended, unless that is written already. */
export async function settleMessage(
  queries: Queries,
  tenantId: string,
  messageId: string,
  settlement: Settlement,
): Promise<void> {
  await queries
    .updateTable('messages')
    .set({
      state: settlement.state,
      reason: settlement.state === 'sent' ? null : settlement.reason,
      smtp_status: settlement.state === 'sent' ? null : (settlement.status ?? null),
      settled_at: sql`now()`,
    })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .where('state', '=', 'queued')
    .execute();
}

/** Removes messages that were settled long ago, a bounded number at a time; returns how many went. */
export async function purgeMessages(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'messages',
    key: ['tenant_id', 'message_id'],
    when: sql`settled_at < now() - interval '90 days'`,
    limit,
  });
}

/** How the messages of all tenants stand. */
export type MessagesStatus = {
  readonly queued: number;
  readonly oldestQueuedSeconds: number;
  /** Of the last day. */
  readonly sent: number;
  readonly failed: number;
};

export async function messagesStatus(queries: Queries): Promise<MessagesStatus> {
  const { rows } = await sql<MessagesStatus>`
    select (count(*) filter (where state = 'queued'))::int as queued,
      (count(*) filter (where state = 'sent'))::int as sent,
      (count(*) filter (where state = 'failed'))::int as failed,
      coalesce(extract(epoch from now() - min(queued_at) filter (where state = 'queued')), 0)::float8
        as "oldestQueuedSeconds"
    from messages where state = 'queued' or settled_at > now() - interval '1 day'`.execute(queries);
  return rows[0] ?? { queued: 0, sent: 0, failed: 0, oldestQueuedSeconds: 0 };
}
