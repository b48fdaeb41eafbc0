/** What entries of the ledger and whoever wrote them are called for people. */
import { text, textOr } from '../../texts/index.ts';

/** In words: `customer.disabled` as "Customer disabled", where no text says it better. */
export function eventName(event: string): string {
  const words = event.replaceAll(/[._]/g, ' ');
  return textOr(`event.${event}`, words.charAt(0).toUpperCase() + words.slice(1));
}

const kinds = ['customer', 'administrator', 'application', 'system'] as const;

export const actorName = (kind: string): string =>
  text(`ledger.actor.${kinds.find((known) => known === kind) ?? 'system'}`);
