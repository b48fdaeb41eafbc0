/** Where a way reports what became of a message: at the tenant's own origin, under the name of the way. */
import type { Tenant } from '../../tenants/index.ts';

export const receiptPath = '/webhooks/sms';

/** The address that a provider is given, and signs. */
export function receiptUrl({ origin }: Pick<Tenant, 'origin'>, way: string): string {
  return `${origin}${receiptPath}/${way}`;
}
