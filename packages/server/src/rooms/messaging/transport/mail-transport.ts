/**
 * The port every way of sending fills. An answer is final for this attempt: accepted, refused for good, or deferred;
 * a transport never throws for what the other side does.
 */
export type OutgoingMail = {
  /** The same at each retry, so that receivers can drop a repetition. */
  readonly messageId: string;
  /** Exactly one address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type Delivery =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'deferred'; readonly cause: unknown };

export type RefusalReason = 'address_invalid' | 'recipient_refused' | 'content_refused';

export type MailTransport = {
  send(mail: OutgoingMail): Promise<Delivery>;
  close(): Promise<void>;
};
