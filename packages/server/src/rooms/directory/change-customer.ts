/**
 * Staff and services create and change customers. What they may write is what the profile schema lets staff edit, on this
 * path as on every other; a password is never theirs to choose.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { type AttributeValues, type ProfileChanges, parseEmailAddress, validateProfile } from '../customers/index.ts';
import { demandCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import { mayActOn } from './states.ts';

export type NewCustomerByStaff = {
  readonly email: string;
  /** Staff say that the address is the customer's; otherwise the first link that the customer opens proves it. */
  readonly isVerified: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly externalId: string | null;
  readonly locale: string;
};

export type CustomerChange = {
  readonly customerId: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Null takes it away; absent leaves it. */
  readonly externalId?: string | null | undefined;
  readonly locale?: string | undefined;
  readonly expectedVersion: string;
};

const staff = { as: 'staff' } as const;

/** Writes a customer without a password; refuses an address or external id that is somebody's. */
export async function createCustomer(
  deps: DirectoryDependencies,
  acting: Acting,
  wanted: NewCustomerByStaff,
): Promise<string> {
  const { tenantId, actor, requestId } = acting;
  const email = parseEmailAddress(wanted.email);
  if (email === null) throw new ProblemError('form.invalid', { fields: { email: 'email.malformed' } });
  const changes = await judge(deps, tenantId, wanted.attributes);
  const attributes = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== null),
  ) as AttributeValues;
  const customerId = newId('customer');
  const { isVerified, locale, externalId } = wanted;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const verifiedBy = isVerified ? 'administrator' : null;
    const identifier = { type: 'email', ...email } as const;
    const made = { customerId, identifier, verifiedBy, attributes, locale } as const;
    const identifierId = await deps.customers.register(tx, tenantId, made);
    if (identifierId === null) throw new ProblemError('identifier.taken', { fields: { email: 'taken' } });
    if (externalId !== null) demandSet(await deps.customers.setExternalId(tx, tenantId, customerId, externalId));
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'customer.created',
      actor,
      requestId,
      data: { identifierId, isVerified },
    });
  });
  return customerId;
}

/** Changes what was read and nothing newer. */
export async function changeCustomer(
  deps: DirectoryDependencies,
  acting: Acting,
  change: CustomerChange,
): Promise<void> {
  const { tenantId, actor, requestId } = acting;
  const { customerId, expectedVersion, externalId, locale } = change;
  const changes = await judge(deps, tenantId, change.attributes ?? {});
  await demandCustomer(deps, tenantId, customerId);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if ((await deps.customers.state(tx, tenantId, customerId)) === 'closed')
      throw new ProblemError('customer.not_in_state');
    await mayActOn(deps, tx, acting, { customerId });
    const update = { as: 'staff', actorId: actor.id, actorKind: actor.kind, expectedVersion, requestId } as const;
    const updated = await deps.customers.updateProfile(tx, tenantId, customerId, changes, update);
    if (updated.kind === 'not_found') throw new ProblemError('customer.not_found');
    if (updated.kind === 'conflict') throw new ProblemError('request.precondition_failed');
    const fields: ('external_id' | 'locale')[] = [];
    if (externalId !== undefined && demandSet(await deps.customers.setExternalId(tx, tenantId, customerId, externalId)))
      fields.push('external_id');
    if (locale !== undefined && (await deps.customers.setLocale(tx, tenantId, customerId, locale)))
      fields.push('locale');
    if (fields.length === 0) return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'customer.changed',
      actor,
      requestId,
      data: { fields },
    });
  });
}

async function judge(
  { profileSchema }: Pick<DirectoryDependencies, 'profileSchema'>,
  tenantId: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<ProfileChanges> {
  const { changes, findings } = validateProfile(await profileSchema.current(tenantId), attributes, staff);
  const named = Object.entries(findings).map(([name, finding]): [string, string] => [`attributes/${name}`, finding]);
  if (named.length === 0) return changes;
  const isForbidden = named.some(([, finding]) => finding === 'attribute.not_editable');
  throw new ProblemError(isForbidden ? 'profile.not_editable' : 'form.invalid', { fields: Object.fromEntries(named) });
}

function demandSet(outcome: 'changed' | 'unchanged' | 'taken' | 'kept'): boolean {
  if (outcome === 'taken') throw new ProblemError('identifier.taken', { fields: { external_id: 'taken' } });
  if (outcome === 'kept') throw new ProblemError('customer.external_id_kept');
  return outcome === 'changed';
}
