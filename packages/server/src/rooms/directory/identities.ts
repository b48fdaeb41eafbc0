/**
 * Accounts elsewhere that a customer signs in with, as staff see them, and their end by staff: whoever came in by one is out,
 * and its owner is told. Nothing here links one; that is its owner's alone.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import { revokeTokensLater } from '../credentials/index.ts';
import type { StaffView } from '../release/index.ts';
import { demandCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import { mayActOn } from './states.ts';

export type CustomerIdentity = {
  readonly identityId: string;
  readonly connectionId: string;
  readonly connectionName: string;
  /** It signs the customer in now; otherwise its connection is off. */
  readonly isUsable: boolean;
  readonly issuer: string;
  /** Its id there; null where it is masked. */
  readonly subject: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly isMasked: boolean;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
};

/** The oldest first, those of connections that are off among them. */
export async function listCustomerIdentities(
  deps: DirectoryDependencies,
  view: StaffView,
  customerId: string,
): Promise<CustomerIdentity[]> {
  const { tenantId } = view;
  await demandCustomer(deps, tenantId, customerId);
  const [linked, connections] = await Promise.all([
    deps.credentials.identities.of(deps.database.reader, tenantId, customerId),
    deps.connections.listWithin(deps.database.reader, tenantId),
  ]);
  const customerIds = linked.length === 0 ? [] : [customerId];
  const isWhole = await deps.release.listToStaff(view, { name: 'identities', customerIds });
  // What is shown whole has just been recorded as one thing, however many there are.
  const masked = await deps.release.toStaff(
    { ...view, reason: null },
    linked.map(({ email, name }) => ({
      customerId,
      fields: { email: { kind: 'email', value: email }, name: { kind: 'text', value: name } },
    })),
  );
  const known = new Map(connections.map((connection) => [connection.connectionId, connection]));
  return linked.map(({ identityId, connectionId, issuer, subject, email, name, linkedAt, lastUsedAt }, place) => {
    const connection = known.get(connectionId);
    const shown = isWhole ? { email, name } : masked[place];
    return {
      ...{ identityId, connectionId, issuer, linkedAt, lastUsedAt },
      connectionName: connection?.name ?? connectionId,
      isUsable: connection?.state === 'active',
      subject: isWhole ? subject : null,
      email: textOf(shown?.['email']),
      name: textOf(shown?.['name']),
      isMasked: !isWhole,
    };
  });
}

/**
 * Ends one. The last way in may go where recovery leads its owner back: what somebody else holds over there is taken from
 * them, and nobody is locked out by it.
 */
export async function unlinkCustomerIdentity(
  deps: DirectoryDependencies,
  acting: Acting,
  customerId: string,
  identityId: string,
): Promise<void> {
  const { tenantId, actor, requestId } = acting;
  await demandCustomer(deps, tenantId, customerId);
  const tenant = await deps.tenants.byId(tenantId);
  if (tenant === null || !isId('identity', identityId)) throw new ProblemError('identity.not_found');
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await mayActOn(deps, tx, acting, { customerId });
    const unlinked = await deps.credentials.identities.unlink(tx, tenantId, customerId, identityId);
    if (unlinked === null) throw new ProblemError('identity.not_found');
    if (!(await deps.authentication.hasWayIn(tx, { tenant, customerId, byRecovery: true })))
      throw new ProblemError('identity.last_way');
    // The customer is never told where staff sit.
    const visitor = { client: { address: '', userAgent: '' }, requestId };
    await deps.authentication.identityGone(tx, { tenantId, customerId, unlinked, actor, visitor });
    await revokeTokensLater(deps.jobs, tx);
  });
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
