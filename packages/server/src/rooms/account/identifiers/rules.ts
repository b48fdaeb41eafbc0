/** What customers of a business may be found by: what it set, as far as it can be proven here. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import { isFresh } from '../../authentication/index.ts';
import type { IdentifierRules, IdentifierType } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Tenant } from '../../tenants/index.ts';

/** The rules of this business on this installation. */
export function identifierRules(tenant: Tenant, canSendSms: boolean): IdentifierRules {
  const { identifiers } = tenant.settings;
  return canSendSms ? identifiers : { ...identifiers, phone: 'off' };
}

/** Refuses what is not allowed here, and whoever has not proven themselves in the last minutes (case 55). */
export function requireAllowed(rules: IdentifierRules, type: IdentifierType, current: CurrentSession): void {
  if (type !== 'email' && rules[type] === 'off') throw new ProblemError('request.not_found');
  if (!isFresh(current)) throw new ProblemError('session.stale');
}
