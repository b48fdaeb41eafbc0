/**
 * The messaging room: what happened becomes a message, a message becomes a mail, a mail is sent until it is accepted.
 * Messages are queued by the ledger's reader and hold references only; words and codes are made when they are sent.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger, Reader } from '../ledger/index.ts';
import type { Tenants } from '../tenants/index.ts';
import type { Composers, MessageRules, RenderMail } from './message.ts';
import { queueMessages } from './queue.ts';
import { createSendMessage, type SmsChannel, sendMessageTask } from './send-message.ts';
import type { MailTransport } from './transport/mail-transport.ts';

export { attributeHelp, attributeLabel, choiceLabel, labelsOf } from './attribute-words.ts';
export { dressFor } from './dress-mail.ts';
export type {
  Composer,
  Composers,
  Composition,
  MailDress,
  MessageRequest,
  MessageRules,
  QueuedMessage,
  RenderMail,
} from './message.ts';
export { queueMessage } from './queue.ts';
export { createMailRenderer, type MailVariables } from './render-mail.ts';
export { createSmsRenderer } from './render-sms.ts';
export { type MailSample, mailSamples, tryMails } from './sample-mails.ts';
export { createSms, type Sms, type SmsFigures } from './sms/index.ts';
export { receiptPath } from './sms/receipt-url.ts';
export { payForUrgent } from './sms/urgent-room.ts';
export { purgeSmsDays, purgeSmsLanes } from './store/sms-brakes.ts';
export { type MessagesStatus, messagesStatus, purgeMessages } from './store.ts';
export {
  type TemplateFilter,
  type Templates,
  templatesIn,
} from './templates.ts';
export type { Translate } from './translate.ts';
export { createTranslations, type DerivedLocale, type LocaleDescription, type Translations } from './translations.ts';
export { createMailServers } from './transport/mail-servers.ts';
export type { Delivery, MailTransport, OutgoingMail } from './transport/mail-transport.ts';
export { createOutbox, type Outbox, type OutboxItem } from './transport/outbox.ts';
export { createSmsRoutes } from './transport/sms/routes.ts';
export { createSmtpTransport, type SmtpSettings } from './transport/smtp.ts';
export { createWording, type TextChanges, type WordedText, type Wording } from './wording/index.ts';

export type MessagingDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly tenants: Pick<Tenants, 'byId'>;
  readonly customers: Pick<Customers, 'noteDelivery'>;
  readonly rules: MessageRules;
  readonly composers: Composers;
  readonly renderMail: RenderMail;
  /** `createSmtpTransport(…)`, or `createOutbox(…)` in development. */
  readonly transport: MailTransport;
  /** The outbox in development; absent where nothing can be sent. */
  readonly sms?: SmsChannel | undefined;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
};

export type Messaging = {
  /** The ledger's reader that queues messages; the roof starts and stops it. */
  readonly reader: Reader;
  /** The jobs of this room, for the runner. */
  readonly tasks: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
};

/** Opens the room. */
export function createMessaging(deps: MessagingDependencies): Messaging {
  return {
    reader: deps.ledger.createReader({
      name: 'messaging',
      handles: new Set(Object.keys(deps.rules)),
      // A batch takes milliseconds. Somebody may be waiting for a code while a process that died still holds the lane.
      leaseSeconds: 10,
      handle: (tx, entries) => queueMessages(deps, tx, entries),
    }),
    tasks: { [sendMessageTask]: createSendMessage(deps) },
  };
}
