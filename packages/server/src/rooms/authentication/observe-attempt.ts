/** Tells detection how an attempt at one account ended; memory only, and nothing of it is on the way of the answer. */
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

/** Call it with the end of the attempt; null: it is not over, or says nothing. */
export function observerOf(
  { protection }: { readonly protection: Pick<Protection, 'detection'> },
  { tenant, visitor, customerId, namedKey = '', action = 'sign-in', isKnownDevice, ...rest }: Attempt,
): (result: Outcome['result'] | null) => void {
  const { client, hasDeviceToken, deviceSecret } = visitor;
  const brought = {
    hasDeviceToken,
    isKnownDevice: isKnownDevice ?? null,
    ...(hasDeviceToken && deviceSecret !== null ? { deviceKey: deviceKeyOf(deviceSecret) } : {}),
  };
  const account = { accountKey: customerId ?? namedKey, isKnownAccount: customerId !== null, customerId };
  return (result) => {
    if (result === null) return;
    const outcome: Outcome = { action, client, ...account, result, ...brought, ...rest };
    protection.detection.observe(tenant.tenantId, outcome);
  };
}
