/** What an application may do with its own registration (RFC 7592): read it, and end it. */
import { areEqualHashes, hashSecret } from '../../../foundation/ids/index.ts';
import type { Actor } from '../../ledger/index.ts';
import { isApplicationId } from '../application.ts';
import { changesWithin } from '../changes.ts';
import { findRegistration } from '../store/of-itself.ts';
import type { OfItselfDependencies } from './dependencies.ts';

type Holder = { readonly tenantId: string; readonly applicationId: string; readonly accessToken: string };

const nobody = hashSecret('');

/** When it was registered, if the token is the registration's; null for anything else, whatever it lacks. */
export async function registeredAtBy(deps: OfItselfDependencies, holder: Holder): Promise<Date | null> {
  const { tenantId, applicationId, accessToken } = holder;
  const row = isApplicationId(applicationId)
    ? await findRegistration(deps.database.reader, tenantId, applicationId)
    : undefined;
  const isItsOwn = areEqualHashes(hashSecret(accessToken), row?.access_token_hash ?? nobody);
  return isItsOwn && accessToken !== '' ? (row?.created_at ?? null) : null;
}

/** Removes the application with all that customers allowed it; false when the token is not its own. */
export async function removeItself(deps: OfItselfDependencies, holder: Holder, requestId: string): Promise<boolean> {
  const { tenantId, applicationId } = holder;
  if ((await registeredAtBy(deps, holder)) === null) return false;
  const actor: Actor = { kind: 'application', id: applicationId };
  await deps.database.transaction({}, (tx) =>
    changesWithin(deps, tx, { actor, requestId }).remove(tenantId, applicationId),
  );
  return true;
}
