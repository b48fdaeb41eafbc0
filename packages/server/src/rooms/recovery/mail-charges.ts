/**
 * What pays for the mail of a recovery. A browser that its owner has signed in with has a lane of its own; everybody else
 * shares one, and no network has more than its part of it: so strangers can annoy a mailbox for a moment, and never keep
 * its owner from getting a code (case 24). The same work for an address that has no account.
 */
import type { Visitor } from '../authentication/index.ts';
import type { EmailAddress } from '../customers/index.ts';
import { type Charge, networkKeys } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies } from './dependencies.ts';

/** The charges of one message to this address, asked for by this visitor. */
export async function mailCharges(
  deps: RecoveryDependencies,
  asked: { readonly tenant: Tenant; readonly email: EmailAddress; readonly subject: string; readonly visitor: Visitor },
): Promise<Charge[]> {
  const { tenant, email, subject, visitor } = asked;
  const { tenantId, settings } = tenant;
  const holder = await deps.customers.findByEmail(deps.database.reader, tenantId, email);
  const { deviceSecret, client } = visitor;
  const { rememberDays } = settings.devices;
  const device = await deps.protection.deviceOf(tenantId, holder?.customerId ?? null, deviceSecret, rememberDays);
  if (device.isKnown) return [{ budget: 'mail.recovery-known-device', key: `${subject}:${deviceSecret}` }];
  const { neighbourhood } = networkKeys(client.address);
  return [
    { budget: 'mail.recovery', key: subject },
    { budget: 'mail.recovery-network', key: `${subject}:${neighbourhood}` },
  ];
}
