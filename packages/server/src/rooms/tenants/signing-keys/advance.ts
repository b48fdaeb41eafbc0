/**
 * The job that moves keys on: pending to active, active to retiring, retiring to gone, each by database time. It asks
 * for its next run itself, when the next change is due and at the latest in an hour.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { storedSettings } from '../settings.ts';
import {
  activateDue,
  lockKeys,
  removeKeys,
  retireActive,
  selectDueTenants,
  selectNextDue,
} from '../store/signing-keys.ts';
import { findById } from '../store/tenants.ts';
import type { SigningKeysDependencies } from './dependencies.ts';
import { keptSecondsOf, recordKeys } from './lifecycle.ts';

export const advanceTask = 'advance-signing-keys';
const hourMilliseconds = 60 * 60 * 1000;

/** Asks for a run at this time, or at once, in place of any other that waits. */
export async function scheduleAdvance(
  deps: Pick<SigningKeysDependencies, 'jobs'>,
  tx: Transaction,
  runAt: Date | null,
): Promise<void> {
  await deps.jobs.add(tx, advanceTask, {}, { key: advanceTask, ...(runAt === null ? {} : { runAt }) });
}

/** Gives every key the state that is due and asks for the next run; all of it or nothing. */
export async function advanceKeys(deps: SigningKeysDependencies): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    await lockKeys(tx);
    for (const tenantId of await selectDueTenants(tx)) {
      const tenant = await findById(tx, tenantId);
      const keptSeconds = keptSecondsOf(storedSettings.parse(tenant?.settings ?? {}));
      const record = recordKeys(deps.ledger, tx, tenantId);
      await record('signing_key.retired', await retireActive(tx, tenantId, 'succeeded', keptSeconds));
      await record('signing_key.activated', await activateDue(tx, tenantId));
      await record('signing_key.removed', await removeKeys(tx, tenantId, 'due'));
    }
    const latest = deps.clock.now().getTime() + hourMilliseconds;
    const due = await selectNextDue(tx);
    await scheduleAdvance(deps, tx, new Date(Math.min(latest, due?.getTime() ?? latest)));
  });
}
