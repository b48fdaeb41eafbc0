/**
 * The administration room: how somebody comes to administer a tenant (the set-up link, an invitation), and what owners
 * are told of. What an administrator may do is the access room's.
 */
import type { AdministratorRole } from '@cardea/contract';
import type { Author } from '../access/index.ts';
import type { SignInOutcome } from '../authentication/index.ts';
import { maskEmail } from '../customers/index.ts';
import type { Composers } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { acceptAsNew, acceptSignedIn, type NewAdministrator } from './accept.ts';
import { appointCustomer } from './appoint-customer.ts';
import { composeInvitation, composeNotice } from './compose-mails.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { type OpenInvitation, viewInvitation } from './invitation.ts';
import { type Invited, type Inviting, invitationPlace, invite, linkOf, revokeInvitation, setUpLink } from './invite.ts';
import { createNoticeReader, type OwnerNotices } from './notices.ts';
import { purgeEndings } from './store/endings.ts';
import { listInvitations, purgeAdministratorInvitations } from './store.ts';

export type { OpenInvitation } from './invitation.ts';
export { administrationRules, type OwnerNotices, ownerNotices } from './notices.ts';

/** What of this room is over leaves, a bounded number at a time. */
export const administrationPurges = [purgeAdministratorInvitations, purgeEndings] as const;

export type AdministratorInvitation = {
  readonly invitationId: string;
  readonly roles: readonly AdministratorRole[];
  /** Null once it is settled: the address is forgotten then. */
  readonly maskedEmail: string | null;
  readonly state: 'open' | 'expired' | 'accepted' | 'revoked';
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  /** Where a list goes on after it. */
  readonly position: readonly [string, string];
};

export type Administration = ReturnType<typeof createAdministration>;

/** Opens the room. `notices` says which entries of the ledger owners are told of. */
export function createAdministration(deps: AdministrationDependencies, notices: OwnerNotices) {
  return {
    /** Where the first owner begins; null where there is an owner. For whoever runs this machine, and nobody else. */
    setUpLink: (tenant: Tenant): Promise<string | null> => setUpLink(deps, tenant),

    /** Makes a customer who has an account an administrator. */
    appoint: (wanted: Parameters<typeof appointCustomer>[1], author: Author): Promise<void> =>
      appointCustomer(deps, wanted, author),

    /** Invites by mail; a single-use link leads to `/setup`. */
    invite: (inviting: Inviting, author: Author): Promise<Invited> => invite(deps, inviting, author),

    /** The same for whoever runs this machine: the link is returned, and nothing is mailed. */
    async inviteHere(inviting: Inviting): Promise<Invited & { readonly link: string }> {
      const invited = await invite(deps, inviting, { caller: 'house' });
      const link = await deps.database.transaction({}, (tx) => linkOf(deps, tx, inviting.tenant, invited.invitationId));
      if (link === null) throw new Error('a fresh invitation has no link');
      return { ...invited, link };
    },

    /** Invitations by mail, newest first, after a position. */
    async invitations(
      tenantId: string,
      page: { readonly after: readonly [string, string] | null; readonly limit: number },
    ): Promise<AdministratorInvitation[]> {
      const { reader } = deps.database;
      const rows = await listInvitations(reader, tenantId, page);
      return Promise.all(
        rows.map(async (row): Promise<AdministratorInvitation> => {
          const place = invitationPlace(tenantId, row.invitation_id);
          const settled = row.state === 'accepted' || row.state === 'revoked' ? row.state : null;
          return {
            invitationId: row.invitation_id,
            roles: row.roles as AdministratorRole[],
            maskedEmail: row.email === null ? null : maskEmail(await deps.encryption.open(reader, place, row.email)),
            state: settled ?? (row.is_over ? 'expired' : 'open'),
            invitedAt: row.created_at,
            expiresAt: row.expires_at,
            position: [row.position, row.invitation_id],
          };
        }),
      );
    },

    /** Takes an open invitation back; false when there is none of this id. */
    revokeInvitation: (tenant: Tenant, invitationId: string, author: Author): Promise<boolean> =>
      revokeInvitation(deps, tenant, invitationId, author),

    /** What is behind a link, without using it; null when it is no longer good. */
    viewInvitation: (tenantId: string, token: string): Promise<OpenInvitation | null> =>
      viewInvitation(deps, tenantId, token),

    /** Begins an account that administers, and signs it in. */
    acceptAsNew: (wanted: NewAdministrator): Promise<SignInOutcome> =>
      deps.credentials.admit(() => acceptAsNew(deps, wanted)),

    /** Lets the account that is signed in administer. */
    acceptSignedIn: (wanted: Parameters<typeof acceptSignedIn>[1]): Promise<void> => acceptSignedIn(deps, wanted),

    /** Asks for the notices that owners get; the roof starts and stops it. */
    reader: createNoticeReader(deps, notices),

    /** Writes the mails of this room. */
    composers: {
      'administrator-notice': (message) => composeNotice(deps, message),
      'administrator-invitation': (message) => composeInvitation(deps, message),
    } satisfies Composers,
  };
}
