/** What the database holds when all is over: rows and entries of every journey, read as its owner. */

import type { Row } from '../product/postgres.ts';
import type { Product } from '../product/product.ts';

export type Truth = {
  readonly flows: readonly { readonly flowId: string; readonly state: string; readonly carries: boolean }[];
  readonly proofs: readonly { readonly flowId: string }[];
  readonly entries: readonly {
    readonly entryId: string;
    readonly event: string;
    readonly flowId: string | null;
    readonly customerId: string | null;
  }[];
  readonly messages: readonly { readonly messageId: string; readonly entryId: string; readonly state: string }[];
  readonly customers: readonly string[];
  readonly identifiers: readonly string[];
  readonly credentials: readonly string[];
};

export async function readTruth(product: Product): Promise<Truth> {
  const text = (row: Row, column: string): string => String(row[column]);
  const optional = (row: Row, column: string): string | null => (row[column] === null ? null : text(row, column));
  const customersOf = async (table: string) =>
    (await product.query(`select customer_id from ${table}`)).map((row) => text(row, 'customer_id'));
  const [flows, proofs, entries, messages] = await Promise.all([
    product.query(`select flow_id, state, payload is not null as carries from flows where kind = 'registration'`),
    product.query(`select flow_id from proofs`),
    product.query(`select entry_id, event, customer_id, data ->> 'flowId' as flow_id from ledger_entries`),
    product.query(`select message_id, entry_id, state from messages`),
  ]);
  return {
    flows: flows.map((row) => ({
      flowId: text(row, 'flow_id'),
      state: text(row, 'state'),
      carries: row['carries'] === true,
    })),
    proofs: proofs.map((row) => ({ flowId: text(row, 'flow_id') })),
    entries: entries.map((row) => ({
      entryId: text(row, 'entry_id'),
      event: text(row, 'event'),
      flowId: optional(row, 'flow_id'),
      customerId: optional(row, 'customer_id'),
    })),
    messages: messages.map((row) => ({
      messageId: text(row, 'message_id'),
      entryId: text(row, 'entry_id'),
      state: text(row, 'state'),
    })),
    customers: await customersOf('customers'),
    identifiers: await customersOf('customer_identifiers'),
    credentials: await customersOf('password_credentials'),
  };
}
