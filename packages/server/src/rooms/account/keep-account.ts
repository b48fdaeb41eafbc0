/** Keeps an account that was about to be closed, in the caller's transaction, and writes how. */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Visitor } from '../authentication/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';

export type Keeping = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly visitor: Visitor;
  /** What its owner has shown: a sign-in, or one of the links from a mail. */
  readonly method: 'sign-in' | 'email-link' | 'undo-link' | 'secure-link';
};

/** False when there is nothing to keep, or no longer. */
export async function keepAccount(
  deps: { readonly customers: Pick<Customers, 'keep'>; readonly ledger: Ledger },
  tx: Transaction,
  { tenantId, customerId, visitor, method }: Keeping,
): Promise<boolean> {
  if (!(await deps.customers.keep(tx, tenantId, customerId))) return false;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'account.kept',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { method },
    personal: visitor.client,
  });
  return true;
}
