/** Who received what of the customer, by name. */
import type { Recipient } from '../release/index.ts';
import type { AccountDependencies } from './dependencies.ts';

export type NamedRecipient = Recipient & {
  /** Null when the application is no longer here. */
  readonly name: string | null;
};

export async function listRecipients(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
): Promise<NamedRecipient[]> {
  const recipients = await deps.release.recipients(deps.database.reader, tenantId, customerId);
  return Promise.all(
    recipients.map(async (recipient) => ({
      ...recipient,
      name: (await deps.applications.find(tenantId, recipient.applicationId))?.name ?? null,
    })),
  );
}
