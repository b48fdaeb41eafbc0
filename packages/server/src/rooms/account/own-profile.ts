/**
 * The customer's own profile: what is declared and may be seen by them, and how it is changed. The same use cases serve
 * the pages and the API; who acts is the only difference.
 */
import type { Attribute } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import {
  type AttributeValues,
  maySee,
  type ProfileActor,
  type ProfileUpdated,
  type Question,
  validateProfile,
} from '../customers/index.ts';
import type { AccountDependencies } from './dependencies.ts';

export type OwnProfile = {
  /** What the actor may see, in the order of the declaration. */
  readonly attributes: readonly Attribute[];
  readonly values: AttributeValues;
  /** To be given back with a change, so that two of them cannot overwrite each other unseen. */
  readonly version: string;
};

export type ProfileChange = {
  readonly customerId: string;
  readonly actor: ProfileActor;
  /** The application or administrator that acts. */
  readonly actorId?: string;
  /** Attribute name → new value; null takes it away, what is not named stays. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly expectedVersion?: string | undefined;
  readonly requestId: string;
};

/** The profile as far as this actor may see it. */
export async function readOwnProfile(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
  actor: ProfileActor = { as: 'customer' },
): Promise<OwnProfile> {
  const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
  if (profile === null) throw new ProblemError('session.required');
  const schema = await deps.profileSchema.current(tenantId);
  const attributes = schema.attributes.filter((attribute) => maySee(attribute, actor));
  const values = attributes.flatMap(({ name }) => {
    const value = profile.attributes[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { attributes, values: Object.fromEntries(values), version: profile.version };
}

/** Changes it; refuses with the fields that need attention, or when it was changed in the meantime. */
export async function changeOwnProfile(
  deps: AccountDependencies,
  tenantId: string,
  change: ProfileChange,
): Promise<ProfileUpdated> {
  const { customerId, actor, actorId, expectedVersion, requestId } = change;
  const schema = await deps.profileSchema.current(tenantId);
  const { changes, findings } = validateProfile(schema, change.changes, actor);
  if (Object.keys(findings).length > 0) throw new ProblemError('form.invalid', { fields: findings });
  const update = { as: actor.as, expectedVersion, requestId, ...(actorId === undefined ? {} : { actorId }) };
  const updated = await deps.database.transaction({ customers: [customerId] }, (tx) =>
    deps.customers.updateProfile(tx, tenantId, customerId, changes, update),
  );
  if (updated.kind === 'not_found') throw new ProblemError('session.required');
  if (updated.kind === 'conflict') throw new ProblemError('profile.changed_meanwhile');
  return updated;
}

/** What the customer is asked after a sign-in, or null. */
export function nextProfileQuestion(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
): Promise<Question | null> {
  return deps.customers.nextQuestion(deps.database.reader, tenantId, customerId);
}

/** Answers the question that is open; what is asked no longer is passed over. Refuses what is no answer. */
export async function answerProfileQuestion(
  deps: AccountDependencies,
  tenantId: string,
  answer: { customerId: string; attribute: string; value: unknown; requestId: string },
): Promise<void> {
  const { customerId, attribute, value, requestId } = answer;
  const question = await nextProfileQuestion(deps, tenantId, customerId);
  if (question?.attribute.name !== attribute) return;
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) throw new ProblemError('form.invalid', { fields: { [attribute]: 'attribute.required' } });
  const changes = { [attribute]: value };
  await changeOwnProfile(deps, tenantId, { customerId, actor: { as: 'customer' }, changes, requestId });
}

/** Puts the open question off, if that is allowed; what is asked no longer is passed over. */
export async function skipProfileQuestion(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
  attribute: string,
): Promise<void> {
  const question = await nextProfileQuestion(deps, tenantId, customerId);
  if (question?.attribute.name !== attribute || !question.isSkippable) return;
  await deps.customers.skipQuestion(deps.database.reader, tenantId, customerId, attribute);
}
