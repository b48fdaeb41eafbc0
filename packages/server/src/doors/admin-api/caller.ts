/** Who calls the management API, and what they hold. The ledger names them by what they are, never by a name. */
import type { AdminCaller } from '../../rooms/access/index.ts';

export type { AdminCaller } from '../../rooms/access/index.ts';

export type LedgerActor = { readonly kind: 'administrator' | 'application'; readonly id: string };

/** The caller as the ledger and the disclosure log know them. */
export function ledgerActorOf(caller: AdminCaller): LedgerActor {
  return caller.kind === 'administrator'
    ? { kind: 'administrator', id: caller.customerId }
    : { kind: 'application', id: caller.applicationId };
}
