/**
 * The port every way of sending fills. An answer is final for this attempt: accepted, refused for good, or deferred;
 * a transport never throws for what the other side does.
 */
/** Whom a mail says that it is from; what is absent is the operator's. */
export type MailSender = {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly replyTo?: string | undefined;
};

export type OutgoingMail = {
  /** The same at each retry, so that receivers can drop a repetition. */
  readonly messageId: string;
  /** Exactly one address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sender?: MailSender | undefined;
};

export type Delivery =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason /** RFC 3463, such as 5.1.1. */;
      readonly status?: string;
    }
  | { readonly kind: 'deferred'; readonly cause: unknown };

export type RefusalReason = 'address_invalid' | 'recipient_refused' | 'content_refused';

/** One text message to one number in E.164. */
export type OutgoingSms = {
  readonly tenantId: string;
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
};

export type SmsTransport = { send(sms: OutgoingSms): Promise<Delivery> };

export type MailTransport = {
  send(mail: OutgoingMail): Promise<Delivery>;
  close(): Promise<void>;
};
