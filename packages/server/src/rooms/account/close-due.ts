/**
 * The end of accounts whose grace is over: each in a transaction of its own, so that a crash in the middle leaves whole
 * accounts only, closed or not, and one that cannot be closed keeps no other open. The job asks for its next run itself; of several nodes that ask, one is heard.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import { type Credentials, revokeTokensLater } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';

export type CloseDueDependencies = {
  readonly database: Database;
  readonly credentials: Pick<Credentials, 'identities'>;
  readonly customers: Customers;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly logger: Logger;
};

export const closeDueTask = 'close-accounts';
const batch = 100;
const hourMilliseconds = 60 * 60 * 1000;

/** Closes every account that is due and asks for the next run. */
export async function closeDue(deps: CloseDueDependencies): Promise<void> {
  await scheduleCloseDue(deps, hourMilliseconds);
  const failed: string[] = [];
  for (;;) {
    const due = await deps.customers.dueToClose(deps.database.reader, batch, failed);
    for (const { tenantId, customerId } of due) {
      try {
        await close(deps, tenantId, customerId);
      } catch (error) {
        failed.push(customerId);
        deps.logger.error('an account could not be closed', { tenantId, customerId, error });
      }
    }
    if (due.length < batch) return;
  }
}

/** Asks for a run after this time, in place of any other that waits. */
export async function scheduleCloseDue(deps: CloseDueDependencies, delayMilliseconds: number): Promise<void> {
  const runAt = new Date(deps.clock.now().getTime() + delayMilliseconds);
  await deps.database.transaction({}, (tx) => deps.jobs.add(tx, closeDueTask, {}, { key: closeDueTask, runAt }));
}

async function close(deps: CloseDueDependencies, tenantId: string, customerId: string): Promise<void> {
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const isDue =
      (await deps.customers.state(tx, tenantId, customerId)) === 'closing' &&
      (await deps.customers.closesAt(tx, tenantId, customerId)) === null;
    if (!isDue) return;
    // Before the key goes that their tokens lie under: their providers are told.
    const unlinked = await deps.credentials.identities.unlinkAll(tx, tenantId, customerId);
    if (unlinked.length > 0) await revokeTokensLater(deps.jobs, tx);
    if (!(await deps.customers.close(tx, tenantId, customerId))) return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'customer.closed',
      actor: { kind: 'system' },
      data: {},
    });
  });
}
