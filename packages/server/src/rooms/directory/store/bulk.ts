/** All SQL of bulk actions. How far one came is written in the transaction that went so far. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type BulkRow = {
  readonly bulk_id: string;
  readonly action: string;
  readonly selection: unknown;
  readonly state: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly total: number;
  readonly done: number;
  readonly passed_over: number;
  readonly position: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly created_text: string;
};

/** Which customers: named one by one, or by what is no secret of theirs. */
export type Selection =
  | { readonly customerIds: readonly string[] }
  | { readonly filter: { readonly state?: string; readonly createdFrom?: string; readonly createdTo?: string } };

export async function insertBulk(
  tx: Transaction,
  tenantId: string,
  bulk: {
    bulkId: string;
    action: string;
    selection: Selection;
    actor: { readonly kind: string; readonly id: string };
  },
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    insert into bulk_actions (tenant_id, bulk_id, action, selection, actor_kind, actor_id, total)
    select ${tenantId}, ${bulk.bulkId}, ${bulk.action}, ${JSON.stringify(bulk.selection)}::jsonb, ${bulk.actor.kind},
      ${bulk.actor.id}, (select count(*) from customers where tenant_id = ${tenantId} and ${selects(bulk.selection)})
    returning total`.execute(tx);
  return rows[0]?.total ?? 0;
}

/** The next customers of a selection, in the order of their ids; none who came after it was made. */
export async function nextSelected(
  queries: Queries,
  tenantId: string,
  bulk: { selection: Selection; after: string; createdText: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from customers
    where tenant_id = ${tenantId} and customer_id > ${bulk.after} and created_at <= ${bulk.createdText}::timestamptz
      and ${selects(bulk.selection)}
    order by customer_id limit ${bulk.limit}`.execute(queries);
  return rows.map((row) => row.customer_id);
}

function selects(selection: Selection) {
  if ('customerIds' in selection) return sql`customer_id = any(${[...selection.customerIds]}::text[])`;
  const { state = null, createdFrom = null, createdTo = null } = selection.filter;
  return sql`state <> 'closed' and (${state}::text is null or state = ${state})
    and (${createdFrom}::timestamptz is null or created_at >= ${createdFrom}::timestamptz)
    and (${createdTo}::timestamptz is null or created_at < ${createdTo}::timestamptz)`;
}

const columns = sql`bulk_id, action, selection, state, actor_kind, actor_id, total, done, passed_over, position,
  created_at, finished_at, created_at::text as created_text`;

export async function findBulk(
  queries: Queries,
  tenantId: string,
  bulkId: string,
  lock: 'lock' | 'look' = 'look',
): Promise<BulkRow | undefined> {
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_actions where tenant_id = ${tenantId} and bulk_id = ${bulkId}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(queries);
  return rows[0];
}

/** Newest first. */
export async function listBulk(
  queries: Queries,
  tenantId: string,
  page: { after: readonly string[] | null; limit: number },
): Promise<BulkRow[]> {
  const [createdAt, bulkId] = page.after ?? [];
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_actions
    where tenant_id = ${tenantId}
      ${createdAt === undefined ? sql`` : sql`and (created_at, bulk_id) < (${createdAt}::timestamptz, ${bulkId ?? ''})`}
    order by bulk_actions.created_at desc, bulk_id desc
    limit ${page.limit}`.execute(queries);
  return rows;
}

/** Notes how far it came. */
export async function advanceBulk(
  tx: Transaction,
  tenantId: string,
  bulkId: string,
  step: { position: string; done: number; passedOver: number },
): Promise<void> {
  await tx
    .updateTable('bulk_actions')
    .set((column) => ({
      position: step.position,
      done: column('done', '+', step.done),
      passed_over: column('passed_over', '+', step.passedOver),
    }))
    .where('tenant_id', '=', tenantId)
    .where('bulk_id', '=', bulkId)
    .execute();
}

/** Ends a running action; false when it was over. */
export async function endBulk(
  tx: Transaction,
  tenantId: string,
  bulkId: string,
  state: 'finished' | 'cancelled',
): Promise<boolean> {
  const ended = await tx
    .updateTable('bulk_actions')
    .set({ state, finished_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('bulk_id', '=', bulkId)
    .where('state', '=', 'running')
    .returning('bulk_id')
    .executeTakeFirst();
  return ended !== undefined;
}
