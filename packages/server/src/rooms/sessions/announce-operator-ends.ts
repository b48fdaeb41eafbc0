/**
 * Sessions that an operator ended in the database alone count nowhere from that moment. This job makes the rest follow:
 * the ledger hears of them and their applications are told, within a minute.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { announceEnd } from './announce-end.ts';
import { markAnnounced, selectUnannounced, type Unannounced } from './store/unannounced.ts';

export type OperatorEndsDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly jobs: Pick<Jobs, 'add'>;
  readonly clock: Clock;
};

const task = 'announce-operator-ends';
const batch = 200;
const minuteMilliseconds = 60_000;

export function createOperatorEnds(deps: OperatorEndsDependencies) {
  const { database, ledger, jobs, clock } = deps;

  const schedule = (delayMilliseconds: number): Promise<void> => {
    const runAt = new Date(clock.now().getTime() + delayMilliseconds);
    return database.transaction({}, (tx) => jobs.add(tx, task, {}, { key: task, runAt }));
  };

  async function announce(tx: Transaction, ended: Unannounced): Promise<void> {
    const { tenantId, customerId, sessionId } = ended;
    if (!(await markAnnounced(tx, ended))) return;
    await announceEnd(jobs, tx, tenantId, customerId);
    await ledger.append(tx, {
      tenantId,
      customerId,
      event: 'session.ended',
      actor: { kind: 'system' },
      data: { sessionId, reason: 'ended_by_operator' },
    });
  }

  async function announceAll(): Promise<void> {
    await schedule(minuteMilliseconds);
    let found: Unannounced[];
    do {
      found = await selectUnannounced(database.reader, batch);
      for (const ended of found)
        await database.transaction({ customers: [ended.customerId] }, (tx) => announce(tx, ended));
    } while (found.length === batch);
  }

  return {
    /** Looks for such sessions now, and every minute from then on. */
    schedule: (): Promise<void> => schedule(0),
    /** The jobs of this part, for the runner. */
    tasks: { [task]: announceAll } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
