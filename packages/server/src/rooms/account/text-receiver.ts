/**
 * Whether a notice may go to a number, and which. Text messages cost money and ring somebody's phone, and whoever is in an
 * account can make its notices happen as often as they like: each account causes so many and no more.
 */
import type { Profile } from '../customers/index.ts';
import type { Composition } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { LifeDependencies } from './life-dependencies.ts';
import type { Notice } from './notices.ts';

export type Cancelled = Extract<Composition, { kind: 'cancel' }>;

/**
 * What gives the account away: nobody can keep it from the owner by using up what the account may cause. Each has room of
 * its own and waits for it, and what was undone meanwhile is not told any more.
 */
const urgent: ReadonlySet<Notice> = new Set<Notice>(['email_added', 'closing']);

/** Pays for one message; cancelled where none may go, and thrown to be tried again where none may go yet. */
export async function textReceiver(
  { sms, protection }: Pick<LifeDependencies, 'sms' | 'protection'>,
  tenant: Tenant,
  told: { readonly profile: Profile; readonly notice: Notice; readonly attempts: number },
): Promise<{ readonly to: string; readonly locale: string } | Cancelled> {
  const { notice, attempts, profile } = told;
  const { customerId, phone, locale } = profile;
  if (phone === null) return { kind: 'cancel', reason: 'customer_gone' };
  const spend = (budget: 'sms.notices' | 'sms.urgent', key: string) =>
    protection.spend(tenant.tenantId, [{ budget, key }]);
  if (urgent.has(notice)) {
    if (!(await spend('sms.urgent', `${notice}:${customerId}`)))
      throw new Error('the account has no room for a notice');
  } else if (attempts === 1 && !(await spend('sms.notices', customerId))) {
    // Paid for at the first attempt, so that a way out that is broken for an hour uses nothing up.
    return { kind: 'cancel', reason: 'sms_enough' };
  }
  const admission = await sms.admitNotice(tenant, phone);
  if (admission.kind === 'country') return { kind: 'cancel', reason: 'sms_country' };
  // Tried again when the day has room: a notice must not be lost to whoever used it up.
  if (admission.kind !== 'admitted') throw new Error('the day has no room for a notice');
  return { to: phone, locale };
}
