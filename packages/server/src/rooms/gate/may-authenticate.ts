/**
 * The one rule of who may be signed in at all. Every path that starts or continues a session asks it, so that no
 * second path can forget a state (the commonest hole of the field: security.md, root cause 3).
 */
export type Standing = { readonly tenantState: string; readonly customerState: string };

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: RefusalReason };
export type RefusalReason =
  | 'tenant_suspended'
  | 'customer_disabled'
  | 'customer_closing'
  | 'customer_closed'
  | 'unknown_state';

/** Whether a customer in this standing may be signed in. Anything it does not know is refused. */
export function mayAuthenticate(standing: Standing): Permission {
  if (standing.tenantState !== 'active') return { allowed: false, reason: 'tenant_suspended' };
  switch (standing.customerState) {
    case 'active':
      return { allowed: true };
    case 'disabled':
      return { allowed: false, reason: 'customer_disabled' };
    case 'closing':
      // Its owner may keep it, by a step of its own; until then nobody is signed in.
      return { allowed: false, reason: 'customer_closing' };
    case 'closed':
      return { allowed: false, reason: 'customer_closed' };
    default:
      return { allowed: false, reason: 'unknown_state' };
  }
}
