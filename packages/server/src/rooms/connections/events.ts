/** The entries of this room in the ledger. None of them is about a customer. */
import type { EventData } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import type { Ledger, NewEntry } from '../ledger/index.ts';
import type { Author } from '../tenants/index.ts';

type ConnectionEvent =
  | 'connection.created'
  | 'connection.changed'
  | 'connection.enabled'
  | 'connection.disabled'
  | 'connection.removed'
  | 'connection.domain_claimed'
  | 'connection.domain_added'
  | 'connection.domain_removed';

export async function append<Name extends ConnectionEvent>(
  ledger: Ledger,
  tx: Transaction,
  tenantId: string,
  { event, data }: { readonly event: Name; readonly data: EventData<Name> },
  { actor, requestId }: Author,
): Promise<void> {
  await ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data } as NewEntry<Name>);
}
