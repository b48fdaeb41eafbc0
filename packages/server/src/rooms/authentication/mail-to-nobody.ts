/**
 * What a mailbox is told that asked for an account and has none: at most once a day a friendly note, or, where its
 * address was taken from an account, what became of that.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Customers, EmailAddress } from '../customers/index.ts';
import type { Composition, QueuedMessage } from '../messaging/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';

export async function composeForNobody(
  deps: {
    readonly database: Pick<Database, 'reader'>;
    readonly customers: Pick<Customers, 'reservation'>;
    readonly protection: Pick<Protection, 'spend'>;
  },
  message: QueuedMessage,
  about: {
    readonly tenant: Tenant;
    readonly email: EmailAddress;
    readonly subject: string;
    readonly locale: string;
    readonly facts: Readonly<Record<string, unknown>>;
  },
): Promise<Composition> {
  const { tenant, email, subject, facts } = about;
  const { tenantId } = tenant;
  // Paid for at the first attempt: one that a mail server put off is still the first of the day.
  const isFirstToday =
    message.attempts > 1 || (await deps.protection.spend(tenantId, [{ budget: 'mail.no-account', key: subject }]));
  if (!isFirstToday) return { kind: 'cancel', reason: 'no_account' };
  const reserved = await deps.customers.reservation(deps.database.reader, tenantId, email);
  if (reserved !== null) {
    const { address, locale, changedAt, until } = reserved;
    return {
      kind: 'send',
      to: address,
      locale,
      template: 'address-reserved',
      variables: { ...facts, changedAt, until },
    };
  }
  return {
    kind: 'send',
    to: email.value,
    locale: about.locale,
    template: 'no-account',
    variables: { ...facts, signUpLink: `${tenant.origin}/sign-up` },
  };
}
