/** All SQL of the registration room. Whether an invitation still counts is decided by database time, in the statement that settles it. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';

export async function insertInvitation(
  tx: Transaction,
  invitation: {
    tenantId: string;
    invitationId: string;
    subject: string;
    email: Buffer;
    applicationId: string | null;
    locale: string;
    days: number;
    /** Somebody who is here already and has no password yet. */
    customerId?: string;
  },
): Promise<Date> {
  const row = await tx
    .insertInto('invitations')
    .values({
      tenant_id: invitation.tenantId,
      invitation_id: invitation.invitationId,
      subject: invitation.subject,
      email: invitation.email,
      application_id: invitation.applicationId,
      locale: invitation.locale,
      customer_id: invitation.customerId ?? null,
      expires_at: sql`now() + make_interval(days => ${invitation.days})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

/** The invitation while it counts. */
export async function findOpenInvitation(queries: Queries, tenantId: string, invitationId: string) {
  return queries
    .selectFrom('invitations')
    .select(['invitation_id', 'email', 'application_id', 'customer_id', 'locale', 'expires_at'])
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** The newest invitations, open ones first. */
export async function listInvitations(queries: Queries, tenantId: string, limit: number) {
  return queries
    .selectFrom('invitations')
    .select(['invitation_id', 'email', 'application_id', 'state', 'created_at', 'expires_at'])
    .select(sql<boolean>`expires_at <= now()`.as('is_over'))
    .where('tenant_id', '=', tenantId)
    .orderBy(sql`state <> 'open'`)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}

/** Settles an open invitation and forgets its address; false when it counts no more, whoever was faster. */
export async function acceptInvitation(
  tx: Transaction,
  tenantId: string,
  invitationId: string,
  customerId: string,
): Promise<boolean> {
  const accepted = await tx
    .updateTable('invitations')
    .set({ state: 'accepted', customer_id: customerId, email: null, settled_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('invitation_id')
    .executeTakeFirst();
  return accepted !== undefined;
}

/** Takes back the open invitation of this id, or of this address; returns the ids of those that were open. */
export async function revokeInvitations(
  tx: Transaction,
  tenantId: string,
  which: { invitationId: string } | { subject: string },
): Promise<string[]> {
  const [column, value] =
    'subject' in which ? (['subject', which.subject] as const) : (['invitation_id', which.invitationId] as const);
  const revoked = await tx
    .updateTable('invitations')
    .set({ state: 'revoked', email: null, settled_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where(column, '=', value)
    .where('state', '=', 'open')
    .returning('invitation_id')
    .execute();
  return revoked.map((row) => row.invitation_id);
}

/** Removes invitations that were over a month ago, a bounded number at a time; returns how many went. */
export async function purgeInvitations(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'invitations',
    key: ['tenant_id', 'invitation_id'],
    when: sql`expires_at < now() - interval '30 days'`,
    limit,
  });
}
