/**
 * Room for a text message about what gives an account away. Nobody can keep it from the owner by using up what the account
 * may cause, nor ring the phone without end: each kind has room of its own and waits for it.
 */
import type { Protection } from '../../protection/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Composition } from '../message.ts';
import type { Sms } from './index.ts';

export type UrgentDependencies = {
  readonly protection: Pick<Protection, 'spend' | 'forgive'>;
  readonly sms: Pick<Sms, 'admitNotice'>;
};

/** Pays for one message; cancelled where none may go, and thrown to be tried again where none may go yet. */
export async function payForUrgent(
  { protection, sms }: UrgentDependencies,
  tenant: Tenant,
  told: { readonly notice: string; readonly customerId: string; readonly number: string },
): Promise<
  Required<Pick<Extract<Composition, { kind: 'send' }>, 'giveBack'>> | Extract<Composition, { kind: 'cancel' }>
> {
  const { notice, customerId, number } = told;
  const { tenantId } = tenant;
  const charges = [{ budget: 'sms.urgent', key: `${notice}:${customerId}` }] as const;
  if (!(await protection.spend(tenantId, charges))) throw new Error('the account has no room for a notice');
  const giveBack = () => protection.forgive(tenantId, charges);
  const admission = await sms.admitNotice(tenant, number);
  if (admission.kind === 'admitted') return { giveBack };
  await giveBack();
  if (admission.kind === 'country') return { kind: 'cancel', reason: 'sms_country' };
  throw new Error('the day has no room for a notice');
}
