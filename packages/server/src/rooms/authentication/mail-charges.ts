/**
 * What pays for a mail that opens an account. A browser that its owner has signed in with has a lane of its own; everybody
 * else shares one, and no network has more than its part of it: so strangers can annoy a mailbox for a moment, and never
 * keep its owner from getting a code (case 24). The same work for an address that has no account.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Customers, EmailAddress } from '../customers/index.ts';
import { type Charge, networkKeys, type Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { observerOf } from './observe-attempt.ts';

export type AskedMail = {
  readonly occasion: 'recovery' | 'sign-in';
  readonly tenant: Tenant;
  readonly email: EmailAddress;
  /** The digest that stands for the address. */
  readonly subject: string;
  readonly visitor: Visitor;
};

/**
 * The charges of one message to this address, asked for by this visitor; detection is told who was named, whatever becomes
 * of it.
 */
export async function mailCharges(
  deps: {
    readonly database: Pick<Database, 'reader'>;
    readonly customers: Pick<Customers, 'findByEmail'>;
    readonly protection: Pick<Protection, 'detection' | 'deviceOf'>;
  },
  { occasion, tenant, email, subject, visitor }: AskedMail,
): Promise<Charge[]> {
  const { tenantId, settings } = tenant;
  const holder = await deps.customers.findByEmail(deps.database.reader, tenantId, email);
  const { deviceSecret, client } = visitor;
  const customerId = holder?.customerId ?? null;
  const action = occasion === 'recovery' ? 'recovery' : 'mailed-code';
  const { rememberDays } = settings.devices;
  const device = await deps.protection.deviceOf(tenantId, customerId, deviceSecret, rememberDays);
  const named = { customerId, namedKey: subject, action, isKnownDevice: device.isKnown } as const;
  observerOf(deps, { tenant, visitor, ...named, isRequest: true })('success');
  if (device.isKnown) return [{ budget: `mail.${occasion}-known-device`, key: `${subject}:${deviceSecret}` }];
  const { neighbourhood } = networkKeys(client.address);
  return [
    { budget: `mail.${occasion}`, key: subject },
    { budget: `mail.${occasion}-network`, key: `${subject}:${neighbourhood}` },
  ];
}
