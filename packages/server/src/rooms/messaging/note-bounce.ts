/**
 * What the mail server said for good about a customer's address is noted beside the address, for its owner to see, and
 * in the ledger. A mail that is taken later forgets it again.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { QueuedMessage } from './message.ts';
import { type Settlement, settleMessage } from './store.ts';

export type NoteDependencies = {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly customers: Pick<Customers, 'noteDelivery'>;
};

/** Settles the message, and notes at the address what became of it. */
export async function settle(
  deps: NoteDependencies,
  message: QueuedMessage,
  to: string | null,
  settlement: Settlement,
): Promise<void> {
  const { tenantId, messageId, customerId, channel } = message;
  if (customerId === null || to === null || channel !== 'email' || settlement.state === 'cancelled') {
    await settleMessage(deps.database.reader, tenantId, messageId, settlement);
    return;
  }
  const status = statusOf(settlement);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await settleMessage(tx, tenantId, messageId, settlement);
    const isTheirs = await note(deps, tx, { tenantId, customerId, to, status });
    if (status === null || !isTheirs) return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'message.bounced',
      actor: { kind: 'system' },
      data: { messageId, status },
    });
  });
}

const note = (
  deps: NoteDependencies,
  tx: Transaction,
  delivery: { tenantId: string; customerId: string; to: string; status: string | null },
): Promise<boolean> => deps.customers.noteDelivery(tx, delivery.tenantId, delivery.customerId, delivery);

/** Of what was refused for the receiver's sake, the status code; else null. */
function statusOf(settlement: Settlement): string | null {
  return settlement.state === 'failed' && settlement.reason === 'recipient_refused'
    ? (settlement.status ?? '5.0.0')
    : null;
}
