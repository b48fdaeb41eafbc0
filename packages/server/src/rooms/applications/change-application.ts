/** What changes an application after it is registered: a new secret, and its end. */
import { applicationMetadata } from '@cardea/contract';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { needsSecret } from './application.ts';
import { disableApplication, insertSecret, retireSecret, touchApplication } from './store.ts';

export type ChangeDependencies = {
  database: Database;
  ledger: Ledger;
  /** Called once the change is committed, so that this node does not serve the former state. */
  forget: (tenantId: string, applicationId: string) => void;
};

const longestKeepSeconds = 90 * 24 * 60 * 60;

/** Makes a new secret and returns it; the one before keeps working for so long, and any older one ends now. */
export async function rotateSecret(
  deps: ChangeDependencies,
  tenantId: string,
  applicationId: string,
  keepFormerSeconds: number,
): Promise<string> {
  const keepSeconds = Math.min(Math.max(Math.trunc(keepFormerSeconds), 0), longestKeepSeconds);
  const secret = newSecret();
  await change(deps, tenantId, applicationId, async (tx) => {
    // Two rotations at once wait for each other here, so each finds the other's secret as the current one.
    const row = await touchApplication(tx, tenantId, applicationId);
    if (row === undefined) throw new ProblemError('application.not_found');
    if (!needsSecret(applicationMetadata.parse(row.metadata))) {
      throw new ProblemError('application.invalid', { fields: { token_endpoint_auth_method: 'needs_no_secret' } });
    }
    await retireSecret(tx, tenantId, applicationId, keepSeconds);
    await insertSecret(tx, tenantId, applicationId, hashSecret(secret));
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'application.secret_rotated',
      actor: { kind: 'system' },
      data: { applicationId, keepFormerSeconds: keepSeconds },
    });
  });
  return secret;
}

/** Nothing is issued to a disabled application, on any node, within a second. */
export async function disable(deps: ChangeDependencies, tenantId: string, applicationId: string): Promise<void> {
  await change(deps, tenantId, applicationId, async (tx) => {
    if (!(await disableApplication(tx, tenantId, applicationId))) throw new ProblemError('application.not_found');
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'application.disabled',
      actor: { kind: 'system' },
      data: { applicationId },
    });
  });
}

async function change(
  deps: ChangeDependencies,
  tenantId: string,
  applicationId: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    tx.afterCommit(() => deps.forget(tenantId, applicationId));
    await work(tx);
  });
}
