/**
 * Tells every application of a session that has just ended, by a job each that exists if the end does: whoever ends a
 * session, and wherever, ends it for all of them.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import { grantsJustEnded } from './store/grants.ts';

/** Sends one logout token; the payload is `{ tenantId, sessionId, applicationId }`. */
export const logoutTask = 'back-channel-logout';

/** Queues what is to be said about the sessions of this customer whose end this transaction marks. */
export async function announceEnd(
  jobs: Pick<Jobs, 'add'>,
  tx: Transaction,
  tenantId: string,
  customerId: string,
): Promise<void> {
  for (const { session_id: sessionId, application_id: applicationId } of await grantsJustEnded(
    tx,
    tenantId,
    customerId,
  )) {
    const key = `${logoutTask}:${sessionId}:${applicationId}`;
    await jobs.add(tx, logoutTask, { tenantId, sessionId, applicationId }, { key, maxAttempts: 12 });
  }
}
