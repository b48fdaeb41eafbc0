/** The invitations of a tenant as its staff sees them: whom, masked, and how it stands. */
import { maskEmail } from '../../customers/index.ts';
import type { RegistrationDependencies } from '../pending-customer.ts';
import { listInvitations } from '../store.ts';
import { invitationPlace } from './invite.ts';

export type InvitationItem = {
  readonly invitationId: string;
  /** Null once it is settled: the address is forgotten then. */
  readonly maskedEmail: string | null;
  readonly applicationId: string | null;
  readonly state: 'open' | 'expired' | 'accepted' | 'revoked';
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

const most = 500;

export async function listInvited(deps: RegistrationDependencies, tenantId: string): Promise<InvitationItem[]> {
  const { reader } = deps.database;
  const rows = await listInvitations(reader, tenantId, most);
  return Promise.all(
    rows.map(async (row): Promise<InvitationItem> => {
      const place = invitationPlace(tenantId, row.invitation_id);
      const state = row.state === 'accepted' || row.state === 'revoked' ? row.state : row.is_over ? 'expired' : 'open';
      return {
        invitationId: row.invitation_id,
        maskedEmail: row.email === null ? null : maskEmail(await deps.encryption.open(reader, place, row.email)),
        applicationId: row.application_id,
        state,
        invitedAt: row.created_at,
        expiresAt: row.expires_at,
      };
    }),
  );
}
