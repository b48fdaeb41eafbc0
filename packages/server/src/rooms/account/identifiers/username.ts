/** Setting a user name, and taking a user name or number away. Nothing is sent, so a name that is taken is said at once. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import { parseUsername } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { dropPhoneFactor } from '../second-factors/drop-phone.ts';
import type { IdentifierDependencies } from './dependencies.ts';
import { replaceAndTell } from './replace-and-tell.ts';
import { demandAddress, identifierRules, requireAllowed } from './rules.ts';

type Caller = { readonly tenant: Tenant; readonly current: CurrentSession; readonly visitor: Visitor };

/** Sets or changes the customer's user name. */
export async function setUsername(
  deps: IdentifierDependencies,
  { tenant, current, visitor, username }: Caller & { readonly username: string },
): Promise<void> {
  const { tenantId } = tenant;
  const { customerId } = current;
  await requireAllowed(deps, tenant, { rules: identifierRules(deps, tenant), type: 'username', current });
  const parsed = parseUsername(username, [tenant.name]);
  if ('refused' in parsed) throw refused(parsed.refused);
  // Names are found out by trying: how many can be tried is bounded for an account and its network.
  await deps.protection.demand(tenantId, [
    { budget: 'identifier.change', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'code'),
  ]);
  const identifier = { type: 'username', ...parsed } as const;
  const identifierId = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    return replaceAndTell(deps, tx, { tenantId, customerId, identifier, method: null, visitor });
  });
  if (identifierId === null) throw refused('taken');
}

/** Takes the customer's user name or number away; taking away what is not there changes nothing. */
export async function removeIdentifier(
  deps: IdentifierDependencies,
  { tenant, current, visitor, type }: Caller & { readonly type: 'phone' | 'username' },
): Promise<void> {
  const { tenantId } = tenant;
  const { customerId } = current;
  // What a business has switched off since can still be taken away.
  const rules = { username: 'optional', phone: 'optional' } as const;
  await requireAllowed(deps, tenant, { rules, type, current });
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    if (type === 'phone') await demandAddress(deps, tx, tenantId, customerId);
    const removed = await deps.customers.removeIdentifier(tx, tenantId, customerId, type);
    if (removed === null) return;
    await deps.proofs.voidSubject(tx, tenantId, removed.key);
    if (type === 'phone') await dropPhoneFactor(deps, tx, { tenantId, customerId, visitor });
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'identifier.removed',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { identifierId: removed.identifierId, type },
      personal: visitor.client,
    });
  });
}

function refused(reason: string): ProblemError {
  return new ProblemError('form.invalid', { fields: { username: `username.${reason}` } });
}
