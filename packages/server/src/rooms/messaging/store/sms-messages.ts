/** All SQL of what became of text messages: sent by whom, reported how, entered or not, and what they cost. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { ReceiptState } from '../transport/sms/provider.ts';

export type SmsSending = {
  readonly route: string;
  readonly providerMessageId: string | null;
  readonly country: string | null;
  readonly priceMicros: number | null;
};

/** Notes the way that a message took; a receipt may have come before. */
export async function noteSending(
  queries: Queries,
  tenantId: string,
  messageId: string,
  sending: SmsSending,
): Promise<void> {
  await queries
    .updateTable('messages')
    .set({
      route: sending.route,
      provider_message_id: sending.providerMessageId,
      country: sending.country,
      price_micros: sending.priceMicros,
      delivery: sql`coalesce(delivery, 'sent')`,
    })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .where('channel', '=', 'sms')
    .execute();
}

/** Notes a receipt; what has arrived stays arrived. The customer it was for, or undefined when nothing changed. */
export async function noteReceipt(
  tx: Transaction,
  tenantId: string,
  receipt: { messageId: string; route: string; state: ReceiptState; code: string | null },
): Promise<{ customer_id: string | null } | undefined> {
  return tx
    .updateTable('messages')
    .set({ delivery: receipt.state, delivery_code: receipt.code, reported_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', receipt.messageId)
    .where('channel', '=', 'sms')
    .where((where) => where.or([where('route', 'is', null), where('route', '=', receipt.route)]))
    .where((where) => where.or([where('delivery', 'is', null), where('delivery', '=', 'sent')]))
    .where(sql<boolean>`delivery is distinct from ${receipt.state}`)
    .returning('customer_id')
    .executeTakeFirst();
}

/** The code that was sent for this proof was entered. */
export async function noteConfirmation(tx: Transaction, tenantId: string, proofId: string): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ confirmed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', 'sms')
    .where(sql<boolean>`reference ->> 'proofId' = ${proofId}`)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** Where messages went in a number of days, and what it cost; null where no price is set. */
export type SmsCountryFigures = {
  readonly country: string;
  readonly sent: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly entered: number;
  readonly priceMicros: number;
  /** Of how many the price is not known. */
  readonly unpriced: number;
};

export async function smsFigures(queries: Queries, tenantId: string, days: number): Promise<SmsCountryFigures[]> {
  const { rows } = await sql<SmsCountryFigures>`
    select coalesce(country, '??') as country,
      count(*)::int as sent,
      (count(*) filter (where delivery = 'delivered'))::int as delivered,
      (count(*) filter (where delivery = 'undelivered'))::int as undelivered,
      (count(*) filter (where confirmed_at is not null))::int as entered,
      coalesce(sum(price_micros), 0)::float8 as "priceMicros",
      (count(*) filter (where price_micros is null))::int as unpriced
    from messages
    where tenant_id = ${tenantId} and channel = 'sms' and route is not null
      and queued_at > now() - make_interval(days => ${days}::int)
    group by 1 order by 2 desc, 1`.execute(queries);
  return rows;
}

/** What today has cost so far, and whether it is over for text messages. */
export async function smsToday(
  queries: Queries,
  tenantId: string,
): Promise<{ messages: number; priceMicros: number; stoppedAt: Date | null }> {
  const { rows } = await sql<{ messages: number; priceMicros: number; stoppedAt: Date | null }>`
    select messages, price_micros::float8 as "priceMicros", stopped_at as "stoppedAt" from sms_days
    where tenant_id = ${tenantId} and day = (now() at time zone 'utc')::date`.execute(queries);
  return rows[0] ?? { messages: 0, priceMicros: 0, stoppedAt: null };
}
