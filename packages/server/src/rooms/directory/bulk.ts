/**
 * One action upon many customers, as a job. Each step locks some customers, acts upon them as a single call would, and
 * notes in the same transaction how far it came: a crash repeats nothing and skips nobody, and a cancel counts at once.
 * It goes no further than its author's rights: whoever may not act any more does not act by an older request either.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId, newId } from '../../foundation/ids/index.ts';
import { mayGoOn } from './bulk-author.ts';
import type { PageRequest } from './customer-lists.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import type { Page } from './list.ts';
import { close, disable, endSessions, type StaffAction } from './states.ts';
import {
  advanceBulk,
  type BulkRow,
  endBulk,
  findBulk,
  insertBulk,
  listBulk,
  nextSelected,
  type Selection,
} from './store/bulk.ts';

const actions = { disable, end_sessions: endSessions, close } as const satisfies Record<string, StaffAction>;
export type BulkAction = keyof typeof actions;
export type { Selection } from './store/bulk.ts';

export type Bulk = {
  readonly bulkId: string;
  readonly action: BulkAction;
  readonly state: 'running' | 'finished' | 'cancelled';
  readonly total: number;
  readonly done: number;
  /** In a state that needed or allowed nothing, gone meanwhile, or an administrator. */
  readonly passedOver: number;
  readonly by: { readonly kind: string; readonly id: string };
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

export const bulkTask = 'bulk-action';
const chunk = 50;

/** Begins it. */
export async function startBulk(
  deps: DirectoryDependencies,
  { tenantId, actor, requestId }: Acting,
  { action, selection }: { action: BulkAction; selection: Selection },
): Promise<Bulk> {
  const bulkId = newId('bulk');
  await deps.database.transaction({}, async (tx) => {
    const total = await insertBulk(tx, tenantId, { bulkId, action, selection, actor });
    const data = { bulkId, action, total };
    await deps.ledger.append(tx, { tenantId, customerId: null, event: 'bulk.started', actor, requestId, data });
    await deps.jobs.add(tx, bulkTask, { tenantId, bulkId }, { key: `${bulkTask}:${bulkId}` });
  });
  return readBulk(deps, tenantId, bulkId);
}

export async function readBulk(deps: DirectoryDependencies, tenantId: string, bulkId: string): Promise<Bulk> {
  const row = isId('bulk', bulkId) ? await findBulk(deps.database.reader, tenantId, bulkId) : undefined;
  if (row === undefined) throw new ProblemError('bulk.not_found');
  return toBulk(row);
}

/** Newest first. */
export async function listBulkActions(
  deps: DirectoryDependencies,
  tenantId: string,
  { after, limit }: PageRequest,
): Promise<Page<Bulk>> {
  const rows = await listBulk(deps.database.reader, tenantId, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > page.length && last !== undefined;
  return { items: page.map(toBulk), next: hasMore ? [last.created_text, last.bulk_id] : null };
}

/** Stops it where it is; what was done stays done. Stopping what is over changes nothing. */
export async function cancelBulk(
  deps: DirectoryDependencies,
  { tenantId, actor, requestId }: Acting,
  bulkId: string,
): Promise<Bulk> {
  const { action } = await readBulk(deps, tenantId, bulkId);
  await deps.database.transaction({}, async (tx) => {
    // After the step that is under way: its customers are counted.
    const row = await findBulk(tx, tenantId, bulkId, 'lock');
    if (row === undefined || !(await endBulk(tx, tenantId, bulkId, 'cancelled'))) return;
    const data = { bulkId, action, done: row.done, passedOver: row.passed_over };
    await deps.ledger.append(tx, { tenantId, customerId: null, event: 'bulk.cancelled', actor, requestId, data });
  });
  return readBulk(deps, tenantId, bulkId);
}

/** Goes on until it is over. */
export async function carryOutBulk(deps: DirectoryDependencies, payload: unknown): Promise<void> {
  const { tenantId, bulkId } = payload as { tenantId: string; bulkId: string };
  while (await step(deps, tenantId, bulkId)) await Promise.resolve();
}

/** The next customers; false when there is nothing left to do. */
async function step(deps: DirectoryDependencies, tenantId: string, bulkId: string): Promise<boolean> {
  const seen = await findBulk(deps.database.reader, tenantId, bulkId);
  if (seen?.state !== 'running') return false;
  const wanted = { selection: seen.selection as Selection, createdText: seen.created_text, limit: chunk };
  const chosen = await nextSelected(deps.database.reader, tenantId, { ...wanted, after: seen.position });
  const goesOn = await mayGoOn(deps, tenantId, { kind: seen.actor_kind, id: seen.actor_id });
  return deps.database.transaction({ customers: chosen }, async (tx) => {
    const row = await findBulk(tx, tenantId, bulkId, 'lock');
    if (row?.state !== 'running') return false;
    // Another node came further meanwhile.
    if (row.position !== seen.position) return true;
    const actor = { kind: row.actor_kind, id: row.actor_id } as Acting['actor'];
    const acting: Acting = { tenantId, actor, requestId: bulkId, by: 'job' };
    const { action } = toBulk(row);
    if (!goesOn) {
      await endBulk(tx, tenantId, bulkId, 'cancelled');
      const data = { bulkId, action, done: row.done, passedOver: row.passed_over };
      const by = { kind: 'system' } as const;
      const entry = {
        tenantId,
        customerId: null,
        event: 'bulk.cancelled',
        actor: by,
        requestId: bulkId,
        data,
      } as const;
      await deps.ledger.append(tx, entry);
      return false;
    }
    let done = 0;
    for (const customerId of chosen) if (await actions[action](deps, tx, acting, customerId)) done += 1;
    const position = chosen.at(-1) ?? row.position;
    await advanceBulk(tx, tenantId, bulkId, { position, done, passedOver: chosen.length - done });
    if (chosen.length === chunk) return true;
    await endBulk(tx, tenantId, bulkId, 'finished');
    const data = { bulkId, action, done: row.done + done, passedOver: row.passed_over + chosen.length - done };
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'bulk.finished',
      actor,
      requestId: bulkId,
      data,
    });
    return false;
  });
}

function toBulk(row: BulkRow): Bulk {
  return {
    bulkId: row.bulk_id,
    action: row.action as BulkAction,
    state: row.state as Bulk['state'],
    total: row.total,
    done: row.done,
    passedOver: row.passed_over,
    by: { kind: row.actor_kind, id: row.actor_id },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
