/**
 * The port that every provider of text messages fills. An answer is final for this attempt, as with mails; a receipt is
 * believed only when the provider has signed it.
 */
import type { Delivery } from '../mail-transport.ts';

export type ProviderSms = {
  readonly messageId: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** Where the provider reports what became of it; null where nobody outside reaches us. */
  readonly receiptUrl: string | null;
};

export type ProviderDelivery =
  | { readonly kind: 'accepted'; readonly providerMessageId: string | null }
  | Exclude<Delivery, { readonly kind: 'accepted' }>;

/** A request that claims to come from the provider. */
export type Callback = {
  /** As the provider was given it, with its query. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
};

export type ReceiptState = 'sent' | 'delivered' | 'undelivered';

export type Receipt = {
  readonly messageId: string;
  /** Null: something is reported that changes nothing. */
  readonly state: ReceiptState | null;
  /** The provider's code of what went wrong. */
  readonly code: string | null;
};

export type SmsProvider = {
  send(sms: ProviderSms): Promise<ProviderDelivery>;
  /** The receipt in a callback; null when it was not signed by this provider for us, or is too old. */
  readReceipt(callback: Callback): Receipt | null | Promise<Receipt | null>;
};

/** What a code may look like that is kept. */
export function plainCode(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,20}$/.test(text) ? text : null;
}
