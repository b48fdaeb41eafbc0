/** Tells applications and the ledger that sessions have ended in this transaction. */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Actor, Ledger } from '../ledger/index.ts';
import { announceEnd } from './announce-end.ts';
import type { EndAllReason } from './session.ts';

export function createTellers({ ledger, jobs }: { ledger: Ledger; jobs: Pick<Jobs, 'add'> }) {
  return {
    /** Of several that ended at once. */
    async told(
      tx: Transaction,
      ended: {
        tenantId: string;
        customerId: string;
        requestId: string;
        reason: EndAllReason;
        count: number;
        actor?: Actor;
      },
    ): Promise<void> {
      const { tenantId, customerId, requestId, reason, count } = ended;
      await announceEnd(jobs, tx, tenantId, customerId);
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'sessions.ended',
        actor: ended.actor ?? { kind: 'customer', id: customerId },
        requestId,
        data: { reason, count },
      });
    },

    /** Of sessions that ended because there were too many. */
    async madeRoom(
      tx: Transaction,
      session: { readonly tenantId: string; readonly customerId: string; readonly requestId: string },
      ended: readonly string[],
    ): Promise<void> {
      const { tenantId, customerId, requestId } = session;
      await announceEnd(jobs, tx, tenantId, customerId);
      const actor = { kind: 'system' } as const;
      const entry = { tenantId, customerId, event: 'session.ended', actor, requestId } as const;
      await ledger.appendAll(
        tx,
        ended.map((sessionId) => ({ ...entry, data: { sessionId, reason: 'too_many' } })),
      );
    },
  };
}
