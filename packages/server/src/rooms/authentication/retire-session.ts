/** Ends the session a browser held before it signed in anew, so that a copied old cookie is worth nothing. */
import type { Database } from '../../foundation/database/index.ts';
import type { Sessions } from '../sessions/index.ts';

/** Ends the session behind this secret, if there is one that is still open. */
export async function retireSession(
  deps: { database: Database; sessions: Sessions },
  tenantId: string,
  secret: string,
  requestId: string,
): Promise<void> {
  const standing = await deps.sessions.standing(deps.database.reader, tenantId, secret);
  if (!standing?.isLive) return;
  const { customerId, sessionId } = standing;
  await deps.database.transaction({ customers: [customerId] }, (tx) =>
    deps.sessions.end(tx, { tenantId, customerId, sessionId, reason: 'replaced', requestId }),
  );
}
