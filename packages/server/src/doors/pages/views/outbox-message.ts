/**
 * Reads a development message for display: the code and the links a developer came for, found in its plain text.
 */
import type { OutboxMessage } from './models.ts';

/** A template filter: the message with its code and links at hand. */
export function readOutboxMessage(value: unknown): OutboxMessage & { code: string | null; links: string[] } {
  const message = value as OutboxMessage;
  // The code stands first: in the subject of a mail, in the text of a text message.
  const code = /^\W*(\d{3})\s?(\d{3})\b/.exec(message.channel === 'sms' ? message.text : message.subject);
  return {
    ...message,
    code: code === null ? null : `${code[1]}${code[2]}`,
    links: message.text.match(/https?:\/\/[^\s<>"]+/g) ?? [],
  };
}
