/**
 * What a message is before it has words: who asked for it and what it is about, by reference. Who receives it and
 * what it says is looked up at the moment it is sent.
 */
import type { EventName } from '@cardea/contract';
import type { LedgerEntry } from '../ledger/index.ts';
import type { TextOverrides } from '../tenants/index.ts';

/** How a message travels. */
export type Channel = 'email' | 'sms';

/** A message that waits to be sent. */
export type QueuedMessage = {
  readonly tenantId: string;
  readonly messageId: string;
  readonly template: string;
  readonly channel: Channel;
  readonly customerId: string | null;
  /** Ids only, as the rule that queued it wrote them. */
  readonly reference: Readonly<Record<string, unknown>>;
  /** How often sending has been tried, this time included. */
  readonly attempts: number;
  readonly queuedAt: Date;
};

/** What a ledger entry asks to be sent. `reference` holds ids and closed vocabularies only: it rests in clear. */
export type MessageRequest = {
  readonly template: string;
  readonly channel: Channel;
  readonly customerId: string | null;
  readonly reference: Readonly<Record<string, string | null>>;
};

/** Which events are announced by which message. Rules are pure: one entry, at most one message. */
export type MessageRules = {
  readonly [Name in EventName]?: (entry: LedgerEntry<Name>) => MessageRequest | null;
};

/** What a composer answers: the finished parts of the mail or text message, or that there is nothing to say any more. */
export type Composition =
  | {
      readonly kind: 'send';
      /** How it travels after all, where that turns out only now: to an account that has a number and no address. */
      readonly channel?: Channel;
      /** Exactly one address, or one number in E.164. */
      readonly to: string;
      readonly locale: string;
      readonly template: string;
      readonly variables: Readonly<Record<string, unknown>>;
      /** Takes back what was paid for this attempt: a way out that is broken for an hour uses nothing up. */
      readonly giveBack?: () => Promise<void>;
    }
  | {
      readonly kind: 'cancel';
      /** A word of a closed vocabulary, such as `flow_expired`; it rests in clear. */
      readonly reason: string;
    };

/**
 * Looks up the receiver and the words of one template just before sending, and mints what must be fresh. It is asked
 * again at each retry.
 */
export type Composer = (message: QueuedMessage) => Promise<Composition>;

/** Template name → its composer; filled where the rooms above are put together. */
export type Composers = Readonly<Record<string, Composer>>;

/** How a tenant's mails look, and what it says in other words than ours. */
export type MailDress = {
  readonly theme?: MailTheme | undefined;
  readonly logo?: MailLogo | undefined;
  readonly texts?: TextOverrides | undefined;
};

/** Colours, corners and letters of a mail; a tenant's theme fits as it is. */
export type MailTheme = {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
  readonly shape?: { readonly radiusPixels: number; readonly cardPixels: number; readonly font: string } | undefined;
};

type MailPicture = { readonly href: string; readonly width: number; readonly height: number };
/** The one picture that a mail asks for elsewhere. */
export type MailLogo = { readonly light: MailPicture; readonly dark?: MailPicture | undefined };

/** Fills a template: `renderMail('verify-address', 'de', { … })`. */
export type RenderMail = (
  template: string,
  locale: string,
  variables: Readonly<Record<string, unknown>>,
  dress?: MailDress,
) => { readonly subject: string; readonly text: string; readonly html: string };

/** Fills the template of a text message: `renderSms('change-phone', 'de', { … })`. */
export type RenderSms = (
  template: string,
  locale: string,
  variables: Readonly<Record<string, unknown>>,
  texts?: TextOverrides,
) => string;
