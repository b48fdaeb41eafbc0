/**
 * What providers report. A receipt is believed when its own way has signed it, and changes only a message of this
 * tenant that took this way; what has arrived once stays arrived, in whatever order reports come.
 */
import type { Database } from '../../../foundation/database/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Tenants } from '../../tenants/index.ts';
import { noteReceipt } from '../store/sms-messages.ts';
import type { Callback } from '../transport/sms/provider.ts';
import type { SmsRoutesOut } from '../transport/sms/routes.ts';
import { receiptUrl } from './receipt-url.ts';

export type IncomingReceipt = Omit<Callback, 'url'> & {
  /** The way that its address names. */
  readonly way: string;
  /** What follows the path of its address, as it came: with its question mark, or empty. */
  readonly query: string;
};

export type ReceiptDependencies = {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly tenants: Pick<Tenants, 'byId'>;
  readonly routes: Pick<SmsRoutesOut, 'provider'>;
};

/** False when nobody has to believe it. */
export async function takeReceipt(
  deps: ReceiptDependencies,
  tenantId: string,
  { way, query, header, body }: IncomingReceipt,
): Promise<boolean> {
  const tenant = await deps.tenants.byId(tenantId);
  const provider = deps.routes.provider(way);
  if (tenant === null || provider === undefined) return false;
  // The address as the provider was given it: what a proxy made of it on the way is no part of what was signed.
  const url = `${receiptUrl(tenant, way)}${query}`;
  const receipt = await provider.readReceipt({ url, header, body });
  if (receipt === null) return false;
  const { messageId, state, code } = receipt;
  if (state === null || !isId('message', messageId)) return true;
  await deps.database.transaction({}, async (tx) => {
    const noted = await noteReceipt(tx, tenantId, { messageId, route: way, state, code });
    if (noted === undefined || state !== 'undelivered') return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'sms.undelivered',
      actor: { kind: 'system' },
      data: { messageId, code },
    });
  });
  return true;
}
