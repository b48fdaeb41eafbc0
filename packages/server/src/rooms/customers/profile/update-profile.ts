/**
 * Writes a change of a profile that has been judged: sealed, found by its new digests, told to the ledger by names
 * alone, all in the caller's transaction. Two who change the same profile at once never overwrite each other unseen.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { ProfileSchemas } from '../../tenants/index.ts';
import { findAttributes, writeAttributes } from '../store/profile.ts';
import { replaceIndexes } from './attribute-indexes.ts';
import { type AttributeValues, encodeValue } from './attribute-value.ts';
import { openAttributes, sealAttributes } from './seal-attributes.ts';
import type { ProfileChanges } from './validate-profile.ts';

export type ProfileDependencies = {
  readonly encryption: Encryption;
  readonly ledger: Ledger;
  readonly profileSchema: ProfileSchemas;
};

export type ProfileUpdate = {
  readonly as: 'customer' | 'application' | 'staff';
  /** The application or administrator; a customer is named by the profile itself. */
  readonly actorId?: string;
  /** What kind of actor staff is: a service of the business may act as staff does. */
  readonly actorKind?: 'administrator' | 'application';
  /** The version that the change was made from; another one is a conflict. */
  readonly expectedVersion?: string | undefined;
  readonly requestId?: string;
};

export type ProfileUpdated =
  | { readonly kind: 'changed'; readonly version: string; readonly attributes: readonly string[] }
  | { readonly kind: 'unchanged'; readonly version: string }
  | { readonly kind: 'conflict'; readonly version: string }
  | { readonly kind: 'not_found' };

const actorKinds = { customer: 'customer', application: 'application', staff: 'administrator' } as const;

/** Writes the changes; the transaction must hold the customer's lock. `changes` come from `validateProfile`. */
export async function updateProfile(
  deps: ProfileDependencies,
  tx: Transaction,
  tenantId: string,
  customerId: string,
  changes: ProfileChanges,
  update: ProfileUpdate,
): Promise<ProfileUpdated> {
  const schema = await deps.profileSchema.current(tenantId);
  const row = await findAttributes(tx, tenantId, customerId);
  if (row === undefined) return { kind: 'not_found' };
  const { profile_version: before } = row;
  if (update.expectedVersion !== undefined && update.expectedVersion !== before)
    return { kind: 'conflict', version: before };

  const owner = { tenantId, customerId };
  const stored = { schema, sealed: row.attributes, only: Object.keys(changes) };
  const { written, cleared } = differences(await openAttributes(deps.encryption, tx, owner, stored), changes);
  const attributes = [...Object.keys(written), ...cleared].sort();
  if (attributes.length === 0) return { kind: 'unchanged', version: before };

  const sealed = await sealAttributes(deps.encryption, tx, owner, written);
  const version = await writeAttributes(tx, tenantId, customerId, { version: before, sealed, cleared });
  if (version === null) return { kind: 'conflict', version: before };
  await replaceIndexes(deps.encryption, tx, tenantId, { customerId, schema, values: written, touched: attributes });
  const { as, actorId = as === 'customer' ? customerId : undefined, requestId } = update;
  const { actorKind: kind = actorKinds[as] } = update;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'profile.changed',
    actor: { kind, id: actorId },
    requestId,
    data: { attributes, as, version },
  });
  return { kind: 'changed', version, attributes };
}

/** What really differs: a form sends back all it shows. */
function differences(
  former: AttributeValues,
  changes: ProfileChanges,
): { written: AttributeValues; cleared: string[] } {
  const written: Record<string, AttributeValues[string]> = {};
  const cleared: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    const before = former[name];
    if (value === null) {
      if (before !== undefined) cleared.push(name);
    } else if (before === undefined || encodeValue(before) !== encodeValue(value)) written[name] = value;
  }
  return { written, cleared };
}
