import { describe, expect, it } from 'vitest';
import { mayAuthenticate } from './may-authenticate.ts';

describe('the gate', () => {
  it('lets an active customer of an active tenant in', () => {
    expect(mayAuthenticate({ tenantState: 'active', customerState: 'active' })).toEqual({ allowed: true });
  });

  it.each([
    ['active', 'disabled', 'customer_disabled'],
    ['active', 'closing', 'customer_closing'],
    ['active', 'closed', 'customer_closed'],
    ['active', 'something new', 'unknown_state'],
    ['suspended', 'active', 'tenant_suspended'],
    ['', 'active', 'tenant_suspended'],
  ])('refuses tenant %s, customer %s: %s', (tenantState, customerState, reason) => {
    expect(mayAuthenticate({ tenantState, customerState })).toEqual({ allowed: false, reason });
  });
});
