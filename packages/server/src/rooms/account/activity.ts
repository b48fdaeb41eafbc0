/**
 * What happened in an account, as its owner may read it: the ledger's own entries about this customer, newest first, with
 * the browser and network address where they are known. Nothing of anybody else is ever read.
 */
import { z } from 'zod';
import type { HistoryEntry, HistoryPosition } from '../ledger/index.ts';
import type { Client } from '../sessions/index.ts';
import { type ActivityKind, kindOf, shownEvents } from './activity-kinds.ts';
import type { AccountDependencies } from './dependencies.ts';

export type ActivityItem = {
  readonly entryId: string;
  readonly at: Date;
  readonly kind: ActivityKind;
  /** The application it is about, by name; null when there is none, or none any more. */
  readonly application: string | null;
  readonly client: Client | null;
};

export type ActivityPage = { readonly items: readonly ActivityItem[]; readonly nextCursor: string | null };

const activityPageSize = 25;
const client = z.object({ address: z.string(), userAgent: z.string() });
const named = z.object({ sessionId: z.string().optional(), applicationId: z.string().optional() });
const position = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

/** One page of it. A cursor that is not of our making begins at the newest. */
export async function listActivity(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
  cursor: string | undefined,
): Promise<ActivityPage> {
  const { reader } = deps.database;
  const entries = await deps.ledger.history(reader, {
    tenantId,
    customerId,
    events: shownEvents,
    before: readCursor(cursor),
    limit: activityPageSize + 1,
  });
  const page = entries.slice(0, activityPageSize);
  const last = page.at(-1);
  const sessionIds = page.flatMap((entry) => named.parse(entry.data).sessionId ?? []);
  const clients = await deps.sessions.clients(reader, tenantId, customerId, [...new Set(sessionIds)]);
  return {
    items: await Promise.all(page.map((entry) => toItem(deps, tenantId, entry, clients))),
    nextCursor: entries.length > page.length && last !== undefined ? writeCursor(last) : null,
  };
}

async function toItem(
  deps: AccountDependencies,
  tenantId: string,
  entry: HistoryEntry,
  clients: ReadonlyMap<string, Client>,
): Promise<ActivityItem> {
  const { sessionId, applicationId } = named.parse(entry.data);
  const application = applicationId === undefined ? null : await deps.applications.find(tenantId, applicationId);
  const own = client.safeParse(entry.personal).data;
  return {
    entryId: entry.entryId,
    at: entry.recordedAt,
    kind: kindOf(entry),
    application: application?.name ?? null,
    client: own ?? clients.get(sessionId ?? '') ?? null,
  };
}

function writeCursor({ recordedAt, entryId }: HistoryPosition): string {
  return Buffer.from(JSON.stringify([recordedAt.toISOString(), entryId])).toString('base64url');
}

function readCursor(cursor: string | undefined): HistoryPosition | null {
  if (cursor === undefined) return null;
  try {
    const [recordedAt, entryId] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { recordedAt: new Date(recordedAt), entryId };
  } catch {
    return null;
  }
}
