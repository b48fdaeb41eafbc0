/**
 * Whether a notice may go to a number, and which. Text messages cost money and ring somebody's phone, and whoever is in an
 * account can make its notices happen as often as they like: each account causes so many and no more.
 */
import type { Profile } from '../customers/index.ts';
import { type Composition, payForUrgent } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { LifeDependencies } from './life-dependencies.ts';
import type { Notice } from './notices.ts';

export type Cancelled = Extract<Composition, { kind: 'cancel' }>;

/** What gives the account away: told however much was told before, and what was undone meanwhile is not told any more. */
const urgent: ReadonlySet<Notice> = new Set<Notice>(['email_added', 'closing']);

type Receiver = Pick<Extract<Composition, { kind: 'send' }>, 'to' | 'locale' | 'giveBack'>;

/** Pays for one message; cancelled where none may go, and thrown to be tried again where none may go yet. */
export async function textReceiver(
  { sms, protection }: Pick<LifeDependencies, 'sms' | 'protection'>,
  tenant: Tenant,
  told: { readonly profile: Profile; readonly notice: Notice; readonly attempts: number },
): Promise<Receiver | Cancelled> {
  const { notice, attempts, profile } = told;
  const { customerId, phone, locale } = profile;
  if (phone === null) return { kind: 'cancel', reason: 'customer_gone' };
  if (urgent.has(notice)) {
    const paid = await payForUrgent({ sms, protection }, tenant, { notice, customerId, number: phone });
    return 'kind' in paid ? paid : { to: phone, locale, ...paid };
  }
  // Paid for at the first attempt, so that a way out that is broken for an hour uses nothing up.
  const charge = { budget: 'sms.notices', key: customerId } as const;
  if (attempts === 1 && !(await protection.spend(tenant.tenantId, [charge])))
    return { kind: 'cancel', reason: 'sms_enough' };
  const admission = await sms.admitNotice(tenant, phone);
  if (admission.kind === 'country') return { kind: 'cancel', reason: 'sms_country' };
  // Tried again when the day has room: a notice must not be lost to whoever used it up.
  if (admission.kind !== 'admitted') throw new Error('the day has no room for a notice');
  return { to: phone, locale };
}
