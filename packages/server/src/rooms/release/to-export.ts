/** Records on their way out of the house for good: each is counted in the disclosure log before it is handed over. */
import type { CustomerRecordInput } from '@cardea/contract';
import type { Queries } from '../../foundation/database/index.ts';
import { countExported } from './store.ts';

export type ExportRecipient = { readonly tenantId: string; readonly recipientId: string };
export type Exported = { readonly customerId: string; readonly record: CustomerRecordInput };

export async function toExport(
  queries: Queries,
  { tenantId, recipientId }: ExportRecipient,
  page: readonly Exported[],
): Promise<CustomerRecordInput[]> {
  const disclosed = page.map(({ customerId, record }) => {
    const { attributes = {}, ...rest } = record;
    return { customerId, attributes: [...Object.keys(rest), ...Object.keys(attributes)].sort() };
  });
  if (disclosed.length > 0) await countExported(queries, { tenantId, recipientId }, disclosed);
  return page.map(({ record }) => record);
}
