/** What customers of a business may be found by: what it set, as far as it can be proven here. */
import type { Queries } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Authentication } from '../../authentication/index.ts';
import type { Customers, IdentifierRules, IdentifierType } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Sms } from '../../messaging/index.ts';
import type { Proofs } from '../../proofs/index.ts';
import type { Tenant } from '../../tenants/index.ts';

/**
 * The rules of this business on this installation. A number that only takes codes may be had too: signing in finds
 * nobody by it.
 */
export function identifierRules(deps: { readonly sms: Pick<Sms, 'isOn'> }, tenant: Tenant): IdentifierRules {
  const { identifiers, signIn } = tenant.settings;
  if (!deps.sms.isOn(tenant)) return { ...identifiers, phone: 'off' };
  return signIn.methods.smsCode === 'off' ? identifiers : { ...identifiers, phone: 'optional' };
}

/** What the first field of a sign-in may hold: a number also where only a code goes there. */
export function signInRules(deps: { readonly sms: Pick<Sms, 'isOn'> }, tenant: Tenant): IdentifierRules {
  const { identifiers, signIn } = tenant.settings;
  if (!deps.sms.isOn(tenant)) return { ...identifiers, phone: 'off' };
  return signIn.methods.smsCode === 'on' ? { ...identifiers, phone: 'optional' } : identifiers;
}

/**
 * Refuses to let the number go of an account that began with it and has no address, or only one that was added so lately
 * that the word about it may not have been read: a thief's address must not be what is left.
 */
export async function demandAddress(
  deps: { readonly customers: Pick<Customers, 'isNumberNeeded'>; readonly proofs: Pick<Proofs, 'linkSeconds'> },
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<void> {
  const seconds = deps.proofs.linkSeconds('secure-account');
  if (await deps.customers.isNumberNeeded(queries, tenantId, customerId, { seconds }))
    throw new ProblemError('identifier.address_needed');
}

/** Refuses what is not allowed here, and whoever has not proven themselves in the last minutes (case 55). */
export async function requireAllowed(
  deps: { readonly authentication: Pick<Authentication, 'demandFresh'> },
  tenant: Tenant,
  asked: {
    readonly rules: Pick<IdentifierRules, 'phone' | 'username'>;
    readonly type: IdentifierType;
    readonly current: CurrentSession;
  },
): Promise<void> {
  const { rules, type, current } = asked;
  if (type !== 'email' && rules[type] === 'off') throw new ProblemError('request.not_found');
  await deps.authentication.demandFresh(tenant, current);
}
