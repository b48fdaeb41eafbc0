/**
 * A tenant's profile schema: what it knows of its customers, version by version. Everything about attributes is
 * derived from what `current` gives.
 */
import type { ProfileSchemaInput } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import { type Author, system } from '../author.ts';
import {
  deleteRemovals,
  findDueRemoval,
  findNewest,
  findVersion,
  isStillRemoved,
  lockSchema,
} from '../store/profile-schemas.ts';
import { type ChangeSchemaDependencies, changeSchema, planOf, readDeclaration, rollbackSchema } from './change.ts';
import type { Plan } from './plan.ts';
import { type ProfileSchema, toSchema } from './schema.ts';

export type ProfileSchemas = ReturnType<typeof createProfileSchemas>;

const cacheMilliseconds = 1000;
/** How long the values of a removed attribute are kept, so that the removal can be undone. */
const keptDays = 30;

/** Opens the schemas. */
export function createProfileSchemas(deps: ChangeSchemaDependencies) {
  const { reader } = deps.database;
  const cache = new LRUCache<string, ProfileSchema>({
    max: 1000,
    ttl: cacheMilliseconds,
    fetchMethod: async (tenantId) => toSchema(await findNewest(reader, tenantId)),
    ignoreFetchAbort: true,
  });
  const changes = (tx: Transaction, author: Author) => {
    const forget = (tenantId: string) => tx.afterCommit(() => cache.delete(tenantId));
    return {
      change(tenantId: string, next: ProfileSchemaInput): Promise<Plan> {
        forget(tenantId);
        return changeSchema(deps, tx, tenantId, next, author);
      },
      rollback(tenantId: string, toVersion: number): Promise<Plan> {
        forget(tenantId);
        return rollbackSchema(deps, tx, tenantId, toVersion, author);
      },
    };
  };

  return {
    /** What counts now; at most a second old. */
    async current(tenantId: string): Promise<ProfileSchema> {
      const schema = await cache.fetch(tenantId);
      if (schema === undefined) throw new Error('The profile schema could not be read.');
      return schema;
    },

    /** An earlier version, or null. */
    async version(tenantId: string, version: number): Promise<ProfileSchema | null> {
      if (version === 0) return toSchema(undefined);
      const row = await findVersion(reader, tenantId, version);
      return row === undefined ? null : toSchema(row);
    },

    /** What a change to this declaration would do, and what will go. */
    plan: async (tenantId: string, next: ProfileSchemaInput): Promise<Plan> =>
      planOf(deps, reader, tenantId, readDeclaration(next)),

    /** What a change within this transaction would do. */
    planWithin: async (queries: Queries, tenantId: string, next: ProfileSchemaInput): Promise<Plan> =>
      planOf(deps, queries, tenantId, readDeclaration(next)),

    /** What counts in this transaction, past what is remembered. */
    currentWithin: async (queries: Queries, tenantId: string): Promise<ProfileSchema> =>
      toSchema(await findNewest(queries, tenantId)),

    /** Changes within a transaction of the caller's, so that several are made together or not at all. */
    within: (tx: Transaction, author: Author) => changes(tx, author),

    /** Carries the change out and says what it did; refuses what would make values unreadable. */
    change: (tenantId: string, next: ProfileSchemaInput, author: Author = system): Promise<Plan> =>
      deps.database.transaction({}, (tx) => changes(tx, author).change(tenantId, next)),

    /** Brings an earlier version back, and with it the values of what had been removed less than 30 days ago. */
    rollback: (tenantId: string, toVersion: number, author: Author = system): Promise<Plan> =>
      deps.database.transaction({}, (tx) => changes(tx, author).rollback(tenantId, toVersion)),

    /** Keeps changes of this tenant's schema waiting until the transaction ends; returns the newest version. */
    async hold(tx: Transaction, tenantId: string): Promise<ProfileSchema> {
      await lockSchema(tx, tenantId);
      return toSchema(await findNewest(tx, tenantId));
    },

    /** An attribute that was removed more than 30 days ago and whose values may still be there. */
    dueRemoval: (queries: Queries) => findDueRemoval(queries, keptDays),

    /** Whether the attribute is removed still; ask while holding the schema. */
    isRemoved: isStillRemoved,

    /** Forgets that the attribute was ever there: nothing of it is left. */
    forgetRemoval: (tx: Transaction, tenantId: string, attribute: string) => deleteRemovals(tx, tenantId, [attribute]),
  };
}
