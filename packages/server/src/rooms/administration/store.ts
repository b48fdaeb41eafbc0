/** All SQL of this room. Whether an invitation still counts is decided by database time, in the statement that settles it. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';

export type NewInvitation = {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly roles: readonly string[];
  /** Both null: whoever holds the link. */
  readonly subject: string | null;
  readonly email: Buffer | null;
  readonly locale: string;
  readonly by: { readonly kind: string; readonly id?: string | undefined };
  readonly days: number;
};

const columns = [
  'invitation_id',
  'roles',
  'subject',
  'email',
  'locale',
  'state',
  'invited_by_kind',
  'invited_by',
  'created_at',
  'expires_at',
] as const;

export async function insertInvitation(tx: Transaction, invitation: NewInvitation): Promise<Date> {
  const row = await tx
    .insertInto('administrator_invitations')
    .values({
      tenant_id: invitation.tenantId,
      invitation_id: invitation.invitationId,
      roles: [...invitation.roles],
      subject: invitation.subject,
      email: invitation.email,
      locale: invitation.locale,
      invited_by_kind: invitation.by.kind,
      invited_by: invitation.by.id ?? null,
      expires_at: sql`now() + make_interval(days => ${invitation.days})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

/** The invitation while it counts. */
export async function findOpenInvitation(queries: Queries, tenantId: string, invitationId: string) {
  return queries
    .selectFrom('administrator_invitations')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** Lets the open set-up link of a tenant live so much longer; its id, or null where there is none that counts. */
export async function prolongSetUp(tx: Transaction, tenantId: string, days: number): Promise<string | null> {
  const row = await tx
    .updateTable('administrator_invitations')
    .set({ expires_at: sql`now() + make_interval(days => ${days})` })
    .where('tenant_id', '=', tenantId)
    .where('subject', 'is', null)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('invitation_id')
    .executeTakeFirst();
  return row?.invitation_id ?? null;
}

/** After a position, newest first. */
export async function listInvitations(
  queries: Queries,
  tenantId: string,
  {
    after,
    limit,
  }: { readonly after: readonly [createdAt: string, invitationId: string] | null; readonly limit: number },
) {
  let query = queries
    .selectFrom('administrator_invitations')
    .select(columns)
    .select([sql<boolean>`expires_at <= now()`.as('is_over'), sql<string>`created_at::text`.as('position')])
    .where('tenant_id', '=', tenantId)
    .where('subject', 'is not', null);
  if (after !== null)
    query = query.where(sql<boolean>`(created_at, invitation_id) < (${after[0]}::timestamptz, ${after[1]})`);
  return query.orderBy('created_at', 'desc').orderBy('invitation_id', 'desc').limit(limit).execute();
}

/** Settles an open invitation and forgets its address; false when it counts no more, whoever was faster. */
export async function acceptInvitation(
  tx: Transaction,
  tenantId: string,
  invitationId: string,
  customerId: string,
): Promise<boolean> {
  const accepted = await tx
    .updateTable('administrator_invitations')
    .set({ state: 'accepted', customer_id: customerId, email: null, settled_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('invitation_id')
    .executeTakeFirst();
  return accepted !== undefined;
}

/** Takes back the open invitation of this id, of this address, or, without one, the set-up link; returns what was open. */
export async function revokeInvitations(
  tx: Transaction,
  tenantId: string,
  which: { readonly invitationId: string } | { readonly subject: string | null },
): Promise<{ invitation_id: string; roles: string[] }[]> {
  let change = tx
    .updateTable('administrator_invitations')
    .set({ state: 'revoked', email: null, settled_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'open');
  if ('invitationId' in which) change = change.where('invitation_id', '=', which.invitationId);
  else change = change.where('subject', which.subject === null ? 'is' : '=', which.subject);
  return change.returning(['invitation_id', 'roles']).execute();
}

/** Removes invitations that were over a month ago, a bounded number at a time; returns how many went. */
export async function purgeAdministratorInvitations(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'administrator_invitations',
    key: ['tenant_id', 'invitation_id'],
    when: sql`expires_at < now() - interval '30 days'`,
    limit,
  });
}
