/**
 * The one way an identifier becomes a customer's: if it is nobody's, and nobody can still take it back. The second is
 * asked after the first, in a statement of its own: a change that ends at this very moment is seen then.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { dropReserved } from './store/identifiers.ts';
import { claimIdentifier } from './store.ts';

/** False when it is somebody else's, or reserved for them. */
export async function claim(
  tx: Transaction,
  tenantId: string,
  identifier: Parameters<typeof claimIdentifier>[2],
): Promise<boolean> {
  if (!(await claimIdentifier(tx, tenantId, identifier))) return false;
  return identifier.type !== 'email' || !(await dropReserved(tx, tenantId, identifier));
}
