/** Who calls the management API, from the token that was shown and the rows as they are at this moment. */
import type { Permission } from '@cardea/contract';
import type { Queries } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { inBoth, type Place, permissionsAmong, permissionsOfRoles, toRoles } from './administrator.ts';
import { type Assurance, refusesSession } from './second-factor.ts';
import { findAdministrator } from './store.ts';

/** The one application that people administer through; every tenant has it, made by the house. */
const consoleApplicationId = 'console';

/** An administrator in a live session, or a service of the business. */
export type AdminCaller =
  | {
      readonly kind: 'administrator';
      readonly customerId: string;
      readonly sessionId: string;
      readonly permissions: ReadonlySet<Permission>;
    }
  | { readonly kind: 'client'; readonly applicationId: string; readonly permissions: ReadonlySet<Permission> };

/** A token for the tenant's own API that counts: of a service, or of a person in a live session. */
export type Presented = {
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly current: { readonly customerId: string; readonly sessionId: string; readonly amr: readonly string[] } | null;
};

/**
 * What the bearer may do now; refuses whoever administers nothing. A person has what the token says and their roles
 * allow, through the console alone: any other application could have been given the token for something else.
 */
export async function callerOf(
  queries: Queries,
  place: Place,
  { applicationId, scopes, current }: Presented,
  assurance: Assurance,
): Promise<AdminCaller> {
  const ofToken = permissionsAmong(scopes, place);
  if (current === null) {
    if (ofToken.size === 0) throw new ProblemError('administrator.required');
    return { kind: 'client', applicationId, permissions: ofToken };
  }
  const { customerId, sessionId } = current;
  const row =
    applicationId === consoleApplicationId ? await findAdministrator(queries, place.tenantId, customerId) : undefined;
  if (!row?.is_live) throw new ProblemError('administrator.required');
  if (refusesSession(assurance, current.amr)) throw new ProblemError('administrator.second_factor_required');
  const permissions = inBoth(permissionsOfRoles(toRoles(row.roles), place), ofToken);
  return { kind: 'administrator', customerId, sessionId, permissions };
}
