import { describe, expect, it } from 'vitest';
import { mayIssue } from './may-issue.ts';

const good = {
  tenantState: 'active',
  customerState: 'active',
  applicationState: 'active',
  sessionLive: true,
  grantLive: true,
};

describe('what may be issued', () => {
  it('is anything on a live grant of a live session, where everybody is active', () => {
    expect(mayIssue(good)).toBe(true);
  });

  it.each([
    { sessionLive: false },
    { grantLive: false },
    { applicationState: 'disabled' },
    { applicationState: '' },
    { customerState: 'disabled' },
    { customerState: 'closed' },
    { customerState: '' },
    { tenantState: 'suspended' },
  ])('is nothing when %o', (change) => {
    expect(mayIssue({ ...good, ...change })).toBe(false);
  });
});
