/**
 * Changes what a tenant knows of its customers: one row, whatever the number of customers. No value is touched; what is
 * declared no more is out of reach at once, rests for 30 days and comes back when the change is rolled back.
 */
import { type ProfileSchemaDeclaration, type ProfileSchemaInput, profileSchemaDeclaration } from '@cardea/contract';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database, Queries, Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Author } from '../author.ts';
import {
  deleteRemovals,
  findNewest,
  findRemovals,
  findVersion,
  insertRemovals,
  insertVersion,
  lockSchema,
} from '../store/profile-schemas.ts';
import { defaultSchema } from './default-schema.ts';
import { type Plan, planChange, toBeCounted } from './plan.ts';
import { type ProfileSchema, toSchema } from './schema.ts';

export type ChangeSchemaDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly clock: Clock;
  /** How many customers have a value for each of these attributes; filled by the customers room. */
  readonly countHolders: (
    queries: Queries,
    tenantId: string,
    attributes: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>;
};

/** The job that makes what customers can be found by agree with the newest declaration. */
export const indexAttributesTask = 'index-attributes';

/** By then no node remembers the former declaration. */
const settledMilliseconds = 2000;

/** Reads a declaration that somebody wrote, or refuses it with the fields that need attention. */
export function readDeclaration(input: unknown): ProfileSchemaDeclaration {
  const parsed = profileSchemaDeclaration.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => [issue.path.map(String).join('.') || 'file', issue.message]);
  throw new ProblemError('profile_schema.invalid', { fields: Object.fromEntries(fields) });
}

/** What the change would do; nothing is done. */
export async function planOf(
  deps: ChangeSchemaDependencies,
  queries: Queries,
  tenantId: string,
  next: ProfileSchemaDeclaration,
): Promise<Plan> {
  const current = toSchema(await findNewest(queries, tenantId));
  const removals = await findRemovals(queries, tenantId);
  const typeByDefault = (name: string) => defaultSchema.attributes.find((attribute) => attribute.name === name)?.type;
  const kept = new Map(
    removals.map(({ attribute, type }) => [
      attribute,
      (type ?? typeByDefault(attribute) ?? 'text') as ProfileSchemaDeclaration['attributes'][number]['type'],
    ]),
  );
  const given = await declaredLast(queries, tenantId, current, [...kept.keys()]);
  const names = toBeCounted(current.attributes, next.attributes, { kept, given });
  const holders = names.length === 0 ? new Map() : await deps.countHolders(queries, tenantId, names);
  return planChange(current.version, current.attributes, next.attributes, { holders, kept, given });
}

/** As what each attribute was declared last, those among them that are declared no more but whose values are kept. */
async function declaredLast(
  queries: Queries,
  tenantId: string,
  current: ProfileSchema,
  removed: readonly string[],
): Promise<Map<string, ProfileSchema['attributes'][number]>> {
  const given = new Map(current.attributes.map((attribute) => [attribute.name, attribute]));
  const isComplete = () => removed.every((name) => given.has(name));
  for (let version = current.version - 1; version >= 0 && !isComplete(); version -= 1) {
    const row = version === 0 ? undefined : await findVersion(queries, tenantId, version);
    if (version > 0 && row === undefined) continue;
    for (const attribute of toSchema(row).attributes)
      if (removed.includes(attribute.name) && !given.has(attribute.name)) given.set(attribute.name, attribute);
  }
  return given;
}

/** Carries the change out, or refuses it whole. The author's version refuses what was planned for another one. */
export async function changeSchema(
  deps: ChangeSchemaDependencies,
  tx: Transaction,
  tenantId: string,
  input: ProfileSchemaInput,
  author: Author,
): Promise<Plan> {
  const next = readDeclaration(input);
  await lockSchema(tx, tenantId);
  const plan = await planOf(deps, tx, tenantId, next);
  if (author.expectedVersion !== undefined && author.expectedVersion !== String(plan.from))
    throw new ProblemError('profile_schema.conflict');
  if (plan.refused.length > 0) {
    const fields = plan.refused.map(({ attribute, reason }) => [attribute, reason]);
    throw new ProblemError('profile_schema.refused', { fields: Object.fromEntries(fields) });
  }
  if (author.mayExpose === false && plan.exposed.length > 0) {
    const fields = plan.exposed.map(({ attribute }) => [attribute, 'has_values']);
    throw new ProblemError('profile_schema.exposes', { fields: Object.fromEntries(fields) });
  }
  if (plan.to !== plan.from) await carryOut(deps, tx, tenantId, { plan, next, author });
  return plan;
}

/** Brings back the declaration of an earlier version, as a new one. Version 0 is what every tenant begins with. */
export async function rollbackSchema(
  deps: ChangeSchemaDependencies,
  tx: Transaction,
  tenantId: string,
  toVersion: number,
  author: Author,
): Promise<Plan> {
  const row = toVersion === 0 ? undefined : await findVersion(tx, tenantId, toVersion);
  if (toVersion !== 0 && row === undefined) throw new ProblemError('profile_schema.not_found');
  return changeSchema(deps, tx, tenantId, { attributes: [...toSchema(row).attributes] }, author);
}

async function carryOut(
  deps: ChangeSchemaDependencies,
  tx: Transaction,
  tenantId: string,
  { plan, next, author }: { plan: Plan; next: ProfileSchemaDeclaration; author: Author },
): Promise<void> {
  const namesOf = (list: readonly { readonly attribute: string }[]) => list.map(({ attribute }) => attribute);
  const [removed, restored] = [namesOf(plan.removed), namesOf(plan.restored)];
  await insertVersion(tx, tenantId, { version: plan.to, declaration: next });
  await insertRemovals(tx, tenantId, removed);
  await deleteRemovals(tx, tenantId, restored);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'profile_schema.changed',
    actor: author.actor,
    requestId: author.requestId,
    data: {
      from: plan.from,
      to: plan.to,
      added: [...plan.added],
      changed: namesOf(plan.changed),
      removed,
      restored,
    },
  });
  // Values written before are found only once they have been read again, in the background.
  const isSearched = (name: string) =>
    next.attributes.some((attribute) => attribute.name === name && attribute.searchable !== 'no');
  const touched = plan.changed.filter(({ fields }) => fields.includes('searchable') || fields.includes('type'));
  if (touched.length === 0 && !restored.some(isSearched)) return;
  const payload = { tenantId, version: plan.to, after: '' };
  const runAt = new Date(deps.clock.now().getTime() + settledMilliseconds);
  await deps.jobs.add(tx, indexAttributesTask, payload, { key: `${indexAttributesTask}:${tenantId}`, runAt });
}
