/**
 * What happens to profiles by itself, in small steps: values leave when their time is over, values of removed
 * attributes when a removal can no longer be undone, and digests follow a changed declaration.
 */
import type { Database } from '../../../foundation/database/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import { indexAttributesTask } from '../../tenants/index.ts';
import { deleteIndexes, findAttributes, insertIndexes, nextCustomers } from '../store/profile.ts';
import { clearOverdue, dropAttribute, findOverdue, takeSweeps } from '../store/profile-upkeep.ts';
import { rowsOf } from './attribute-indexes.ts';
import { openAttributes } from './seal-attributes.ts';
import type { ProfileDependencies } from './update-profile.ts';

export type UpkeepDependencies = ProfileDependencies & {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly listTenantIds: () => Promise<string[]>;
};

/** Customers that one transaction locks at once. */
const chunk = 100;

/** Removes the values of attributes that were removed long ago; returns how many customers lost one. */
export async function purgeRemoved(deps: UpkeepDependencies): Promise<number> {
  const { database, profileSchema } = deps;
  let purged = 0;
  for (let due = await profileSchema.dueRemoval(database.reader); due !== null; ) {
    const { tenantId, attribute } = due;
    for (let after = ''; ; ) {
      const found = await nextCustomers(database.reader, tenantId, { after, limit: chunk, holding: attribute });
      const isStillDue = await database.transaction({ customers: found }, async (tx) => {
        await profileSchema.hold(tx, tenantId);
        // Declared again, and its values with it.
        if (!(await profileSchema.isRemoved(tx, tenantId, attribute))) return false;
        if (found.length > 0) {
          await dropAttribute(tx, tenantId, attribute, found);
          await deleteIndexes(tx, tenantId, found, [attribute]);
          return true;
        }
        await profileSchema.forgetRemoval(tx, tenantId, attribute);
        const entry = { tenantId, customerId: null, event: 'profile_schema.purged', data: { attribute } } as const;
        await deps.ledger.append(tx, { ...entry, actor: { kind: 'system' } });
        return false;
      });
      if (!isStillDue) break;
      purged += found.length;
      after = found.at(-1) ?? after;
    }
    due = await profileSchema.dueRemoval(database.reader);
  }
  return purged;
}

/** Removes values that have been kept as long as their attribute says; returns how many. */
export async function purgeOverdue(deps: UpkeepDependencies): Promise<number> {
  let cleared = 0;
  for (const tenantId of await deps.listTenantIds()) {
    const { attributes } = await deps.profileSchema.current(tenantId);
    for (const { name: attribute, retention_days: days } of attributes)
      if (days !== null) cleared += await clearAttribute(deps, tenantId, { attribute, days });
  }
  return cleared;
}

async function clearAttribute(
  deps: UpkeepDependencies,
  tenantId: string,
  { attribute, days }: { attribute: string; days: number },
): Promise<number> {
  let cleared = 0;
  for (let after = ''; ; ) {
    const found = await findOverdue(deps.database.reader, tenantId, { attribute, days, after, limit: chunk });
    after = found.at(-1) ?? '';
    if (after === '') return cleared;
    cleared += await deps.database.transaction({ customers: found }, async (tx) => {
      const gone = await clearOverdue(tx, tenantId, { attribute, days, customerIds: found });
      const customerIds = gone.map(({ customerId }) => customerId);
      await deleteIndexes(tx, tenantId, customerIds, [attribute]);
      const about = { tenantId, event: 'profile.changed', actor: { kind: 'system' } } as const;
      const entries = gone.map(({ customerId, version }) => ({
        ...about,
        customerId,
        data: { attributes: [attribute], as: 'retention' as const, version },
      }));
      await deps.ledger.appendAll(tx, entries);
      return gone.length;
    });
  }
}

type Sweep = { readonly tenantId: string; readonly version: number; readonly after: string };

/** Has customers indexed once more whose digests an upgrade asks for. */
export async function beginSweeps({ database, jobs, profileSchema }: UpkeepDependencies): Promise<void> {
  await database.transaction({}, async (tx) => {
    for (const tenantId of await takeSweeps(tx)) {
      const { version } = await profileSchema.hold(tx, tenantId);
      const sweep: Sweep = { tenantId, version, after: '' };
      await jobs.add(tx, indexAttributesTask, sweep, { key: `${indexAttributesTask}:${tenantId}` });
    }
  });
}

/** Writes the digests of the next customers anew and asks for its own next run, until none is left. */
export async function indexNextCustomers(deps: UpkeepDependencies, payload: unknown): Promise<void> {
  const { tenantId, version, after } = payload as Sweep;
  const { database, encryption } = deps;
  const found = await nextCustomers(database.reader, tenantId, { after, limit: chunk });
  await database.transaction({ customers: found }, async (tx) => {
    const schema = await deps.profileSchema.hold(tx, tenantId);
    const hasChanged = schema.version !== version;
    if (!hasChanged) {
      await deleteIndexes(tx, tenantId, found);
      for (const customerId of found) {
        const row = await findAttributes(tx, tenantId, customerId);
        const stored = { schema, sealed: row?.attributes ?? {}, only: searchedBy(schema) };
        const values = await openAttributes(encryption, tx, { tenantId, customerId }, stored);
        await insertIndexes(tx, tenantId, await rowsOf(encryption, tx, tenantId, { customerId, schema, values }));
      }
      if (found.length < chunk) return;
    }
    // Changed again meanwhile: from the beginning, because who was seen already was seen by the former declaration.
    const next: Sweep = { tenantId, version: schema.version, after: hasChanged ? '' : (found.at(-1) ?? '') };
    await deps.jobs.add(tx, indexAttributesTask, next, { key: `${indexAttributesTask}:${tenantId}` });
  });
}

function searchedBy(schema: { attributes: readonly { name: string; searchable: string }[] }): string[] {
  return schema.attributes.filter(({ searchable }) => searchable !== 'no').map(({ name }) => name);
}
