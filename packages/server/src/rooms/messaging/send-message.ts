/**
 * The job that sends one message. Words and codes are made for this attempt, the Message-ID stays the same at each,
 * and what went wrong is logged here, because the text of a job's error rests in clear in the database.
 */
import { z } from 'zod';
import type { Database } from '../../foundation/database/index.ts';
import { type Logger, plain } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Composers, QueuedMessage, RenderMail } from './message.ts';
import { beginAttempt, type Settlement, settleMessage } from './store.ts';
import type { MailTransport } from './transport/mail-transport.ts';

export const sendMessageTask = 'send-message';

/** With the runner's growing pauses this is about four days. */
export const maxAttempts = 25;

/** The runner itself must not be the one to give up: it would leave the message waiting for ever. */
export const runnerAttempts = 2 * maxAttempts;

export type SendMessageDependencies = {
  readonly database: Database;
  readonly composers: Composers;
  readonly renderMail: RenderMail;
  readonly transport: MailTransport;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
};

type Attempt = Settlement | { readonly state: 'deferred'; readonly cause: unknown };

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
    await settleMessage(queries, tenantId, messageId, settlement);
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
    const mail = deps.renderMail(composition.template, composition.locale, composition.variables);
    const delivery = await deps.transport.send({ messageId: message.messageId, to: composition.to, ...mail });
    switch (delivery.kind) {
      case 'accepted':
        return { state: 'sent' };
      case 'refused':
        return { state: 'failed', reason: delivery.reason };
      case 'deferred':
        return { state: 'deferred', cause: delivery.cause };
    }
  } catch (cause) {
    return { state: 'deferred', cause };
  }
}
