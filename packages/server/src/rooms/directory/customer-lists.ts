/** What hangs on one customer: sessions, devices, consents, recipients. Each is short by nature and paged all the same. */

import { ProblemError } from '../../foundation/errors/index.ts';
import type { StaffView } from '../release/index.ts';
import { type Device, describeDevice } from '../sessions/index.ts';
import { demandCustomer } from './customer-page.ts';
import type { DirectoryDependencies } from './dependencies.ts';
import type { Page } from './list.ts';

export type PageRequest = { readonly after: readonly string[] | null; readonly limit: number };

export type SessionItem = {
  readonly sessionId: string;
  readonly device: Device;
  /** Null where it is masked. */
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly applications: readonly {
    readonly applicationId: string;
    readonly name: string;
    readonly lastUsedAt: Date;
  }[];
};

/** Where the customer is signed in, and to which applications. */
export async function listSessions(
  deps: DirectoryDependencies,
  view: StaffView,
  customerId: string,
  page: PageRequest,
): Promise<Page<SessionItem>> {
  const { tenantId } = view;
  await demandCustomer(deps, tenantId, customerId);
  const { reader } = deps.database;
  const all = await deps.sessions.list(reader, tenantId, customerId);
  const { items, next } = slice(all, ({ sessionId }) => sessionId, page);
  const usage = await deps.sessions.usage(
    reader,
    tenantId,
    items.map(({ sessionId }) => sessionId),
  );
  const names = await namesOf(
    deps,
    tenantId,
    usage.map(({ applicationId }) => applicationId),
  );
  const customerIds = items.length === 0 ? [] : [customerId];
  const isWhole = await deps.release.listToStaff(view, { name: 'sessions', customerIds });
  return {
    items: items.map(({ sessionId, client, createdAt, lastSeenAt }) => ({
      sessionId,
      device: describeDevice(client.userAgent),
      address: isWhole ? client.address : null,
      createdAt,
      lastSeenAt,
      applications: usage.flatMap((use) => {
        const name = names.get(use.applicationId);
        if (use.sessionId !== sessionId || name === undefined) return [];
        return [{ applicationId: use.applicationId, name, lastUsedAt: use.lastUsedAt }];
      }),
    })),
    next,
  };
}

export type DeviceItem = { readonly firstSeenAt: Date; readonly lastSeenAt: Date };

/** The browsers that the customer has signed in with and that are still remembered. */
export async function listDevices(
  deps: DirectoryDependencies,
  tenantId: string,
  customerId: string,
  page: PageRequest,
): Promise<Page<DeviceItem>> {
  await demandCustomer(deps, tenantId, customerId);
  const tenant = await deps.tenants.byId(tenantId);
  const { rememberDays = 0 } = tenant?.settings.devices ?? {};
  const all = await deps.protection.devices.list(deps.database.reader, tenantId, customerId, { rememberDays });
  return slice(all, ({ firstSeenAt, lastSeenAt }) => `${firstSeenAt.getTime()} ${lastSeenAt.getTime()}`, page);
}

export type ConsentItem = {
  readonly applicationId: string;
  readonly name: string | null;
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
};

/** What the customer allowed to which application. */
export async function listConsents(
  deps: DirectoryDependencies,
  tenantId: string,
  customerId: string,
  page: PageRequest,
): Promise<Page<ConsentItem>> {
  await demandCustomer(deps, tenantId, customerId);
  const all = await deps.consents.list(deps.database.reader, tenantId, customerId);
  const { items, next } = slice(all, ({ applicationId }) => applicationId, page);
  const ids = items.map(({ applicationId }) => applicationId);
  const names = await namesOf(deps, tenantId, ids);
  return { items: items.map((consent) => ({ ...consent, name: names.get(consent.applicationId) ?? null })), next };
}

export type RecipientItem = {
  readonly applicationId: string;
  readonly name: string | null;
  readonly attributes: readonly string[];
  readonly lastAt: Date;
};

/** Which application received what of the customer in the last year. */
export async function listRecipients(
  deps: DirectoryDependencies,
  tenantId: string,
  customerId: string,
  page: PageRequest,
): Promise<Page<RecipientItem>> {
  await demandCustomer(deps, tenantId, customerId);
  const all = await deps.release.recipients(deps.database.reader, tenantId, customerId);
  const { items, next } = slice(all, ({ applicationId }) => applicationId, page);
  const ids = items.map(({ applicationId }) => applicationId);
  const names = await namesOf(deps, tenantId, ids);
  return {
    items: items.map((recipient) => ({ ...recipient, name: names.get(recipient.applicationId) ?? null })),
    next,
  };
}

async function namesOf(
  { applications }: Pick<DirectoryDependencies, 'applications'>,
  tenantId: string,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = await Promise.all(
    [...new Set(applicationIds)].map(async (applicationId) => {
      const application = await applications.find(tenantId, applicationId);
      return application === null ? [] : [[applicationId, application.name] as const];
    }),
  );
  return new Map(named.flat());
}

/** A page of a list that is read whole; where what it went on after has gone, nobody can tell how to go on. */
function slice<Item>(
  all: readonly Item[],
  idOf: (item: Item) => string,
  { after, limit }: PageRequest,
): { readonly items: readonly Item[]; readonly next: readonly string[] | null } {
  const [last] = after ?? [];
  const from = last === undefined ? 0 : all.findIndex((item) => idOf(item) === last) + 1;
  if (last !== undefined && from === 0) throw new ProblemError('cursor.invalid');
  const items = all.slice(from, from + limit);
  const end = items.at(-1);
  return { items, next: from + items.length < all.length && end !== undefined ? [idOf(end)] : null };
}
