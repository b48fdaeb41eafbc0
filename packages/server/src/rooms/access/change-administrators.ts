/**
 * Making, changing and removing administrators. Each change reads, under one lock a tenant, what its author and its
 * subject hold at that moment: nobody gives or takes what they do not hold themselves, and one owner always stays.
 */
import type { AdministratorRole, Permission } from '@cardea/contract';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Actor, Ledger } from '../ledger/index.ts';
import {
  type AdministratorState,
  covers,
  inBoth,
  type Place,
  permissionsAmong,
  permissionsOfRoles,
  toRoles,
} from './administrator.ts';
import type { AdminCaller } from './caller.ts';
import {
  type AdministratorRow,
  deleteAdministrator,
  findAdministrator,
  holdAdministrators,
  insertAdministrator,
  listOwners,
  writeAdministrator,
} from './store.ts';

export type ChangeDependencies = { readonly database: Database; readonly ledger: Ledger };

/** Who wants it: a caller of the management API, or `house`: whoever holds this machine or its set-up link. */
export type Author = { readonly caller: AdminCaller | 'house'; readonly requestId?: string | undefined };

export type Subject = { readonly place: Place; readonly customerId: string };

export type Change = {
  readonly roles?: readonly AdministratorRole[] | undefined;
  readonly state?: AdministratorState | undefined;
  /** The version that was read; absent where the author has read none. */
  readonly expectedVersion?: string | undefined;
};

/** The author as the ledger knows them. */
export function actorOf({ caller }: Pick<Author, 'caller'>): Actor {
  if (caller === 'house') return { kind: 'system' };
  if (caller.kind === 'administrator') return { kind: 'administrator', id: caller.customerId };
  return { kind: 'application', id: caller.applicationId };
}

/** Makes a customer an administrator, in the caller's transaction, which holds the customer's lock. */
export async function appoint(
  deps: Pick<ChangeDependencies, 'ledger'>,
  tx: Transaction,
  { place, customerId }: Subject,
  roles: readonly AdministratorRole[],
  author: Author & { readonly invitationId?: string | undefined },
): Promise<void> {
  const { tenantId } = place;
  await holdAdministrators(tx, tenantId);
  const held = await heldBy(tx, place, author);
  if (!held.has('admins:write')) throw new ProblemError('administrator.required');
  demandCovers(held, permissionsOfRoles(roles, place));
  const by = actorOf(author);
  const former = await findAdministrator(tx, tenantId, customerId);
  if (former === undefined) await insertAdministrator(tx, tenantId, { customerId, roles, by });
  // The set-up link and the command line give a way back in; for everybody else there is nothing to make twice.
  else if (author.caller !== 'house') throw new ProblemError('administrator.exists');
  else {
    const all = toRoles([...former.roles, ...roles]);
    await writeAdministrator(tx, tenantId, customerId, { roles: all, state: 'active' });
  }
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'administrator.appointed',
    actor: by,
    requestId: author.requestId,
    data: { roles: [...roles], ...(author.invitationId === undefined ? {} : { invitationId: author.invitationId }) },
  });
}

/** Gives other roles, suspends or lets continue; counts from the administrator's next request on. */
export async function changeAdministrator(
  deps: ChangeDependencies,
  { place, customerId }: Subject,
  change: Change,
  author: Author,
): Promise<void> {
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const former = await holdSubject(tx, { place, customerId }, author, change.expectedVersion);
    const formerRoles = toRoles(former.roles);
    const roles = change.roles === undefined ? formerRoles : toRoles(change.roles);
    const { state = former.state } = change;
    demandCovers(await heldBy(tx, place, author), permissionsOfRoles(roles, place));
    if (isSame(roles, formerRoles) && state === former.state) return;
    const staysOwner = state === 'active' && roles.includes('owner');
    if (!staysOwner) await demandNotLastOwner(tx, place.tenantId, customerId);
    await writeAdministrator(tx, place.tenantId, customerId, { roles, state });
    const { tenantId } = place;
    const entry = { tenantId, customerId, actor: actorOf(author), requestId: author.requestId };
    if (!isSame(roles, formerRoles))
      await deps.ledger.append(tx, {
        ...entry,
        event: 'administrator.changed',
        data: { roles: [...roles], formerRoles },
      });
    if (state !== former.state)
      await deps.ledger.append(tx, {
        ...entry,
        event: state === 'active' ? 'administrator.resumed' : 'administrator.suspended',
        data: {},
      });
  });
}

/** Takes every role away; their account stays. */
export async function removeAdministrator(
  deps: ChangeDependencies,
  { place, customerId }: Subject,
  author: Author & { readonly expectedVersion?: string | undefined },
): Promise<void> {
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const former = await holdSubject(tx, { place, customerId }, author, author.expectedVersion);
    await demandNotLastOwner(tx, place.tenantId, customerId);
    await deleteAdministrator(tx, place.tenantId, customerId);
    await deps.ledger.append(tx, {
      tenantId: place.tenantId,
      customerId,
      event: 'administrator.removed',
      actor: actorOf(author),
      requestId: author.requestId,
      data: { formerRoles: toRoles(former.roles) },
    });
  });
}

/** Refuses an end of the one owner there is, whichever way it comes. The transaction goes on to make that end. */
export async function demandNotLastOwner(tx: Transaction, tenantId: string, customerId: string): Promise<void> {
  const row = await findAdministrator(tx, tenantId, customerId);
  if (row === undefined || !row.is_live || !row.roles.includes('owner')) return;
  await holdAdministrators(tx, tenantId);
  if ((await listOwners(tx, tenantId, customerId)).length === 0) throw new ProblemError('administrator.last_owner');
}

/**
 * What the author holds at this moment. Somebody whose roles were taken away between their request and this lock holds
 * nothing any more (case 181).
 */
export async function heldBy(
  tx: Transaction,
  place: Place,
  { caller }: Pick<Author, 'caller'>,
): Promise<ReadonlySet<Permission>> {
  if (caller === 'house') return permissionsOfRoles(['owner'], place);
  const ofToken = permissionsAmong(caller.permissions, place);
  if (caller.kind === 'client') return ofToken;
  const row = await findAdministrator(tx, place.tenantId, caller.customerId);
  return row?.is_live === true ? inBoth(permissionsOfRoles(toRoles(row.roles), place), ofToken) : new Set();
}

/** Refuses whoever would give or touch what they do not hold. */
export function demandCovers(held: ReadonlySet<Permission>, wanted: ReadonlySet<Permission>): void {
  if (!covers(held, wanted)) throw new ProblemError('administrator.above_own');
}

/** The administrator under the lock, if the author may act upon them. */
async function holdSubject(
  tx: Transaction,
  { place, customerId }: Subject,
  author: Author,
  expectedVersion: string | undefined,
): Promise<AdministratorRow> {
  await holdAdministrators(tx, place.tenantId);
  const held = await heldBy(tx, place, author);
  if (!held.has('admins:write')) throw new ProblemError('administrator.required');
  const row = await findAdministrator(tx, place.tenantId, customerId);
  if (row === undefined) throw new ProblemError('administrator.not_found');
  if (expectedVersion !== undefined && row.version !== expectedVersion)
    throw new ProblemError('request.precondition_failed');
  demandCovers(held, permissionsOfRoles(toRoles(row.roles), place));
  return row;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}
