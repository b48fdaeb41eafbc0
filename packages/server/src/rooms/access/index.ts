/**
 * The access room: who administers a tenant and what each may do. It knows customers by id only. Every question is
 * answered from the rows of this moment, so what is taken away is gone with the next request.
 */
import type { AdministratorRole, Permission } from '@cardea/contract';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Administrator, type Place, permissionsAmong, permissionsOfRoles, toRoles } from './administrator.ts';
import { actsUnasked, type Registered } from './application.ts';
import { type AdminCaller, callerOf, type Presented } from './caller.ts';
import {
  type Author,
  appoint,
  type Change,
  changeAdministrator,
  demandCovers,
  demandNotLastOwner,
  heldBy,
  removeAdministrator,
  type Subject,
} from './change-administrators.ts';
import { secondFactorRule } from './second-factor.ts';
import {
  type AdministratorRow,
  findAdministrator,
  holdAdministrators,
  listAdministrators,
  listOwners,
} from './store.ts';

export type { Administrator, AdministratorState, Place } from './administrator.ts';
export { isAdministrative, permissionsAmong } from './administrator.ts';
export type { AdminCaller, Presented } from './caller.ts';
export { type Author, actorOf } from './change-administrators.ts';

export type AccessDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  /** PUBLIC_URL and HOST are this machine. */
  readonly isLoopback: boolean;
};

export type Access = ReturnType<typeof createAccess>;

// Passkeys and authenticator apps: whoever administers can set one up on the page of their account.
const factorsExist = true;

/** Opens the room. */
export function createAccess(deps: AccessDependencies) {
  const { reader } = deps.database;
  const assurance = { isLoopback: deps.isLoopback, factorsExist };

  return {
    /** What whoever shows this token may do now; refuses with `administrator.required`. */
    callerOf: (place: Place, presented: Presented): Promise<AdminCaller> =>
      callerOf(reader, place, presented, assurance),

    /** Whether a second factor is asked of administrators here. */
    secondFactor: secondFactorRule(assurance),

    /** One administrator, or null. */
    async find(tenantId: string, customerId: string, queries: Queries = reader): Promise<Administrator | null> {
      const row = await findAdministrator(queries, tenantId, customerId);
      return row === undefined ? null : toAdministrator(row);
    },

    /** What an administrator may do at this moment, whatever session they are in; nothing where they do not count. */
    async heldNow(queries: Queries, place: Place, customerId: string): Promise<ReadonlySet<Permission>> {
      const row = await findAdministrator(queries, place.tenantId, customerId);
      return row?.is_live === true ? permissionsOfRoles(toRoles(row.roles), place) : new Set();
    },

    /** The administrators of a tenant by id, a page at a time. */
    async list(tenantId: string, page: { after?: string; limit: number }): Promise<Administrator[]> {
      return (await listAdministrators(reader, tenantId, page.after ?? '', page.limit)).map(toAdministrator);
    },

    /** The owners that count at this moment. */
    owners: (queries: Queries, tenantId: string): Promise<string[]> => listOwners(queries, tenantId),

    /** Makes a customer an administrator; the transaction holds the customer's lock. */
    appoint: (
      tx: Transaction,
      subject: Subject,
      roles: readonly AdministratorRole[],
      author: Author & { readonly invitationId?: string | undefined },
    ): Promise<void> => appoint(deps, tx, subject, roles, author),

    /** Gives other roles, suspends, or lets continue. */
    change: (subject: Subject, change: Change, author: Author): Promise<void> =>
      changeAdministrator(deps, subject, change, author),

    /** Takes every role away. */
    remove: (subject: Subject, author: Author & { readonly expectedVersion?: string | undefined }): Promise<void> =>
      removeAdministrator(deps, subject, author),

    /** One change of a tenant's administrators at a time: for whoever decides on who there is and then acts. */
    hold: holdAdministrators,

    /** Refuses roles that hold more than their author does at this moment. */
    async demandMayGrant(
      tx: Transaction,
      place: Place,
      roles: readonly AdministratorRole[],
      author: Author,
    ): Promise<void> {
      const held = await heldBy(tx, place, author);
      if (!held.has('admins:write')) throw new ProblemError('administrator.required');
      demandCovers(held, permissionsOfRoles(roles, place));
    },

    /**
     * Refuses to act on the account of an administrator who may do more than the caller: their password, address and
     * sessions are the way to what they may do. With `ends`, refuses the last owner too. For use in the transaction that
     * acts.
     */
    async demandMayActOn(
      tx: Transaction,
      { place, customerId }: Subject,
      author: Author & { readonly ends?: boolean },
    ): Promise<void> {
      const row = await findAdministrator(tx, place.tenantId, customerId);
      if (row === undefined) return;
      demandCovers(await heldBy(tx, place, author), permissionsOfRoles(toRoles(row.roles), place));
      if (author.ends === true) await demandNotLastOwner(tx, place.tenantId, customerId);
    },

    /** Refuses an end of the only owner's account. */
    demandNotLastOwner,

    /**
     * Refuses whoever makes, changes or re-keys an application that is registered for permissions above their own: its
     * secret would be a way to them (case 180). One that acts for customers without asking them is a way to the accounts
     * of administrators: it asks for `admins:write` as well.
     * @param registered the application as it is, and as it shall be.
     */
    demandMayHandle(place: Place, caller: AdminCaller, ...registered: readonly Registered[]): void {
      const scopes = registered.flatMap(({ metadata }) => metadata.scope?.split(' ') ?? []);
      const wanted = permissionsAmong(scopes, place);
      if (registered.some(actsUnasked)) wanted.add('admins:write');
      demandCovers(caller.permissions, wanted);
    },
  };
}

function toAdministrator(row: AdministratorRow): Administrator {
  return {
    customerId: row.customer_id,
    roles: toRoles(row.roles),
    state: row.state === 'active' ? 'active' : 'suspended',
    isLive: row.is_live,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
