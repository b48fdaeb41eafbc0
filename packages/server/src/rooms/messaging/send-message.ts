/**
 * The job that sends one message. Words and codes are made for this attempt, the Message-ID stays the same at each,
 * and what went wrong is logged here, because the text of a job's error rests in clear in the database.
 */
import { z } from 'zod';
import { type Logger, plain } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Tenants } from '../tenants/index.ts';
import { type Dressed, dressOf } from './dress-mail.ts';
import type { Composers, Composition, QueuedMessage, RenderMail, RenderSms } from './message.ts';
import { type NoteDependencies, settle } from './note-bounce.ts';
import { beginAttempt, rerouteMessage, type Settlement } from './store.ts';
import type { Delivery, MailTransport, SmsTransport } from './transport/mail-transport.ts';

export const sendMessageTask = 'send-message';

/** With the runner's growing pauses this is about four days. */
export const maxAttempts = 25;

/** The runner itself must not be the one to give up: it would leave the message waiting for ever. */
export const runnerAttempts = 2 * maxAttempts;

export type SendMessageDependencies = NoteDependencies & {
  readonly tenants: Pick<Tenants, 'byId'>;
  readonly composers: Composers;
  readonly renderMail: RenderMail;
  readonly transport: MailTransport;
  /** Absent where no text message can be sent; then none is asked for. */
  readonly sms?: SmsChannel | undefined;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
};

/** How text messages are written and sent. */
export type SmsChannel = { readonly transport: SmsTransport; readonly render: RenderSms };

/** How it went, and whom it went to, where that was known. */
type Attempt = (Settlement | { readonly state: 'deferred'; readonly cause: unknown }) & { readonly to?: string };

const payloadSchema = z.object({ tenantId: z.string(), messageId: z.string() });

/** The task; it throws when the attempt is to be repeated. */
export function createSendMessage(deps: SendMessageDependencies): (payload: unknown) => Promise<void> {
  const queries = deps.database.reader;

  return async (payload) => {
    const { tenantId, messageId } = payloadSchema.parse(payload);
    const message = await beginAttempt(queries, tenantId, messageId);
    if (message === null) return;
    const attempt = await tryToSend(deps, message);
    const fields = { tenantId, messageId, template: plain(message.template), attempts: message.attempts };
    if (attempt.state === 'deferred') {
      const error = attempt.cause instanceof Error ? attempt.cause : undefined;
      deps.logger.warn('a message could not be sent this time', { ...fields, error });
      if (message.attempts < maxAttempts) throw new Error('the message could not be sent this time');
    }
    const settlement = attempt.state === 'deferred' ? { state: 'failed' as const, reason: 'given_up' } : attempt;
    await settle(deps, message, attempt.to ?? null, settlement);
    if (settlement.state === 'sent') deps.metrics?.messageSettled('sent');
    if (settlement.state === 'failed') {
      deps.metrics?.messageSettled('failed');
      deps.logger.error('a message was given up', { ...fields, reason: plain(settlement.reason) });
    }
  };
}

async function tryToSend(deps: SendMessageDependencies, message: QueuedMessage): Promise<Attempt> {
  const compose = Object.hasOwn(deps.composers, message.template) ? deps.composers[message.template] : undefined;
  // A newer node knows this template; the next attempt may reach it.
  if (compose === undefined) return { state: 'deferred', cause: new Error('nobody composes this template') };
  try {
    const composition = await compose(message);
    if (composition.kind === 'cancel') return { state: 'cancelled', reason: composition.reason };
    const { to, channel = message.channel } = composition;
    if (channel !== message.channel)
      await rerouteMessage(deps.database.reader, message.tenantId, message.messageId, channel);
    const delivery = await deliver(deps, { ...message, channel }, composition).catch(
      (cause: unknown): Delivery => ({ kind: 'deferred', cause }),
    );
    switch (delivery.kind) {
      case 'accepted':
        return { state: 'sent', to };
      case 'refused':
        return { state: 'failed', reason: delivery.reason, status: delivery.status, to };
      case 'deferred':
        await composition.giveBack?.();
        return { state: 'deferred', cause: delivery.cause };
    }
  } catch (cause) {
    return { state: 'deferred', cause };
  }
}

async function deliver(
  deps: SendMessageDependencies,
  { tenantId, messageId, channel }: QueuedMessage,
  { to, locale, template, variables }: Extract<Composition, { kind: 'send' }>,
): Promise<Delivery> {
  const { sender, links, dress }: Dressed = await dressOf(deps.tenants, tenantId);
  if (channel === 'email') {
    const mail = deps.renderMail(template, locale, links === undefined ? variables : { ...variables, links }, dress);
    return deps.transport.send({ messageId, to, ...mail, sender });
  }
  if (deps.sms === undefined) return { kind: 'deferred', cause: new Error('there is no way to send text messages') };
  const text = deps.sms.render(template, locale, variables, dress?.texts);
  return deps.sms.transport.send({ tenantId, messageId, to, text });
}
