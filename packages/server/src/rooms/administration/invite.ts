/**
 * Asks somebody to administer. An administrator's invitation goes by mail and its link is made when the mail is written;
 * the house's own links are shown where whoever runs this machine sees them. Each link is good once, and for a while.
 */
import { type AdministratorRole, administratorRoleNames } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { type Author, actorOf } from '../access/index.ts';
import { parseEmailAddress } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { insertInvitation, prolongSetUp, revokeInvitations } from './store.ts';

export type Inviting = {
  readonly tenant: Tenant;
  readonly email: string;
  readonly roles: readonly AdministratorRole[];
  readonly locale: string;
};

export type Invited = { readonly invitationId: string; readonly expiresAt: Date };

const mailedDays = 3;
const shownDays = 1;

/** Where the address of an invitation is sealed. */
export function invitationPlace(tenantId: string, invitationId: string) {
  return { tenantId, subjectId: null, field: `administrator_invitation.email:${invitationId}` } as const;
}

/** Notes the invitation; one that an administrator made is mailed. A former one to this address counts no more. */
export async function invite(
  deps: AdministrationDependencies,
  { tenant, email: given, roles, locale }: Inviting,
  author: Author,
): Promise<Invited> {
  const { tenantId } = tenant;
  const email = parseEmailAddress(given);
  if (email === null) throw new ProblemError('form.invalid', { fields: { email: 'email.malformed' } });
  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, email);
  if (author.caller !== 'house') await deps.protection.demand(tenantId, [{ budget: 'mail.recipient', key: subject }]);
  const invitationId = newId('invitation');
  return deps.database.transaction({}, async (tx) => {
    await deps.access.hold(tx, tenantId);
    await deps.access.demandMayGrant(tx, tenant, roles, author);
    await revoke(deps, tx, tenant, { which: { subject }, reason: 'replaced' }, author);
    const expiresAt = await insertInvitation(tx, {
      tenantId,
      invitationId,
      roles,
      subject,
      email: await deps.encryption.seal(tx, invitationPlace(tenantId, invitationId), email.value),
      locale,
      by: actorOf(author),
      days: author.caller === 'house' ? shownDays : mailedDays,
    });
    await tellInvited(deps, tx, { tenantId, invitationId, roles }, author);
    return { invitationId, expiresAt };
  });
}

/** The address of the page that a link of the house leads to. Asked again, it is the same link. */
export async function linkOf(
  deps: AdministrationDependencies,
  tx: Transaction,
  tenant: Tenant,
  invitationId: string,
): Promise<string | null> {
  const proof = { purpose: 'become-administrator', subject: invitationId, messageId: invitationId } as const;
  const token = await deps.proofs.linkOf(tx, tenant.tenantId, proof);
  return token && `${tenant.origin}/setup?token=${token}`;
}

/** The set-up link of a tenant without an owner; null where there is one. Whoever holds it may become the first. */
export async function setUpLink(deps: AdministrationDependencies, tenant: Tenant): Promise<string | null> {
  const { tenantId } = tenant;
  return deps.database.transaction({}, async (tx) => {
    await deps.access.hold(tx, tenantId);
    if ((await deps.access.owners(tx, tenantId)).length > 0) return null;
    const known = await prolongSetUp(tx, tenantId, shownDays);
    if (known !== null) return linkOf(deps, tx, tenant, known);
    const house: Author = { caller: 'house' };
    await revoke(deps, tx, tenant, { which: { subject: null }, reason: 'replaced' }, house);
    const invitationId = newId('invitation');
    const roles = ['owner'] as const;
    const nobody = { subject: null, email: null, locale: 'en', by: actorOf(house), days: shownDays };
    await insertInvitation(tx, { tenantId, invitationId, roles, ...nobody });
    await tellInvited(deps, tx, { tenantId, invitationId, roles }, house);
    return linkOf(deps, tx, tenant, invitationId);
  });
}

/** Takes an open invitation back; false when there is none of this id. */
export async function revokeInvitation(
  deps: AdministrationDependencies,
  tenant: Tenant,
  invitationId: string,
  author: Author,
): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    await deps.access.hold(tx, tenant.tenantId);
    return (await revoke(deps, tx, tenant, { which: { invitationId }, reason: 'withdrawn' }, author)) > 0;
  });
}

/** Ends open invitations with their links, if the author may give what they give; how many those were. */
async function revoke(
  deps: Pick<AdministrationDependencies, 'access' | 'ledger' | 'proofs'>,
  tx: Transaction,
  tenant: Tenant,
  { which, reason }: { which: Parameters<typeof revokeInvitations>[2]; reason: 'withdrawn' | 'replaced' },
  author: Author,
): Promise<number> {
  const { tenantId } = tenant;
  const ended = await revokeInvitations(tx, tenantId, which);
  for (const { invitation_id: invitationId, roles } of ended) {
    const given = administratorRoleNames.filter((role) => roles.includes(role));
    await deps.access.demandMayGrant(tx, tenant, given, author);
    await deps.proofs.voidSubject(tx, tenantId, invitationId);
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'administrator.invitation_revoked',
      actor: actorOf(author),
      requestId: author.requestId,
      data: { invitationId, reason },
    });
  }
  return ended.length;
}

async function tellInvited(
  deps: Pick<AdministrationDependencies, 'ledger'>,
  tx: Transaction,
  { tenantId, invitationId, roles }: { tenantId: string; invitationId: string; roles: readonly AdministratorRole[] },
  author: Author,
): Promise<void> {
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'administrator.invited',
    actor: actorOf(author),
    requestId: author.requestId,
    data: { invitationId, roles: [...roles] },
  });
}
