/** Tells detection how an attempt at one account ended; memory only, and nothing of it is on the way of the answer. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { deviceKeyOf, type Outcome, type Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';

type Attempt = {
  readonly tenant: Tenant;
  readonly visitor: Visitor;
  readonly customerId: string | null;
  /** What stands for who was named, where that is nobody. */
  readonly namedKey?: string;
  readonly action?: Outcome['action'];
  /** Whether the account knows the browser, where that was looked up. */
  readonly isKnownDevice?: boolean;
  readonly passwordMark?: string;
  readonly isRequest?: boolean;
};

const tokenOf = ({ hasDeviceToken, deviceSecret }: Visitor) => ({
  hasDeviceToken,
  ...(hasDeviceToken && deviceSecret !== null ? { deviceKey: deviceKeyOf(deviceSecret) } : {}),
});

/**
 * Tells how a sign-in ended in which nobody was named: whoever has signed in says whose account it is and whether that
 * knew the browser. A failure names no account, and so none that could be missing.
 */
export function observeUnnamed(
  deps: Parameters<typeof observerOf>[0],
  { tenant, visitor }: Pick<Attempt, 'tenant' | 'visitor'>,
  ended: { readonly customerId: string; readonly isNewDevice: boolean } | 'failure',
): void {
  const { tenantId } = tenant;
  const { client } = visitor;
  const failed = { accountKey: '', isKnownDevice: null, result: 'failure' } as const;
  const about =
    ended === 'failure'
      ? failed
      : ({ accountKey: ended.customerId, isKnownDevice: !ended.isNewDevice, result: 'success' } as const);
  deps.protection.detection.observe(tenantId, {
    ...{ action: 'sign-in', client, isKnownAccount: true, ...tokenOf(visitor) },
    ...about,
  });
}

/**
 * Does the work of an attempt. One that is refused before anything is looked up has no outcome, and is told of as that: a
 * flood is not to be thought smaller than it is.
 */
export async function observeTurnedAway<Result>(
  { protection }: Parameters<typeof observerOf>[0],
  { tenant, visitor, action = 'sign-in' }: Pick<Attempt, 'tenant' | 'visitor' | 'action'>,
  by: 'server.busy' | 'attempts.exhausted',
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && error.code === by) {
      const { client, hasDeviceToken } = visitor;
      const nobody = { accountKey: '', isKnownAccount: false, isKnownDevice: null } as const;
      const outcome: Outcome = { action, client, hasDeviceToken, ...nobody, result: 'turned_away' };
      protection.detection.observe(tenant.tenantId, outcome);
    }
    throw error;
  }
}

/** Call it with the end of the attempt; null: it is not over, or says nothing. */
export function observerOf(
  { protection }: { readonly protection: Pick<Protection, 'detection'> },
  { tenant, visitor, customerId, namedKey = '', action = 'sign-in', isKnownDevice, ...rest }: Attempt,
): (result: Outcome['result'] | null) => void {
  const { client } = visitor;
  const brought = { isKnownDevice: isKnownDevice ?? null, ...tokenOf(visitor) };
  const account = { accountKey: customerId ?? namedKey, isKnownAccount: customerId !== null, customerId };
  return (result) => {
    if (result === null) return;
    const outcome: Outcome = { action, client, ...account, result, ...brought, ...rest };
    protection.detection.observe(tenant.tenantId, outcome);
  };
}
