/**
 * The other end of an invitation. Whoever opens its link reads the mailbox, so the address is proven by it and no code
 * follows; the password, where one is a way in, is chosen behind the link by nobody else. Looking uses nothing up (case 43).
 */
import type { Queries } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import type { SignInOutcome } from '../../authentication/index.ts';
import { parseEmailAddress } from '../../customers/index.ts';
import { finish } from '../begin-account.ts';
import { demandMayRegister } from '../may-register.ts';
import type { PendingCustomer, RegistrationDependencies } from '../pending-customer.ts';
import { agreedVersionOf, checkForm } from '../sign-up.ts';
import { acceptInvitation, findOpenInvitation } from '../store.ts';
import { acceptAsCustomer } from './accept-as-customer.ts';
import { chosenPassword } from './chosen-password.ts';
import type { Acceptance, OpenInvitation } from './invitation.ts';
import { invitationPlace } from './invite.ts';

/** The invitation behind a link, without using it; null when it is no longer good. */
export async function viewInvitation(
  deps: RegistrationDependencies,
  tenantId: string,
  token: string,
): Promise<OpenInvitation | null> {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'accept-invitation', token);
  return link && openInvitation(deps, reader, tenantId, link.subject);
}

/** An invitation that counts, with its address. */
export async function openInvitation(
  deps: RegistrationDependencies,
  queries: Queries,
  tenantId: string,
  invitationId: string,
): Promise<OpenInvitation | null> {
  const row = await findOpenInvitation(queries, tenantId, invitationId);
  if (row?.email == null) return null;
  const email = parseEmailAddress(
    await deps.encryption.open(queries, invitationPlace(tenantId, invitationId), row.email),
  );
  if (email === null) return null;
  const application = row.application_id === null ? null : await deps.applications.find(tenantId, row.application_id);
  const holder = await deps.customers.findByEmail(queries, tenantId, email);
  const { locale, expires_at: expiresAt } = row;
  const awaitedId = row.customer_id;
  const isAwaited =
    awaitedId !== null &&
    holder?.customerId === awaitedId &&
    (await deps.credentials.passwordSetAt(queries, tenantId, awaitedId)) === null;
  // Awaited, and their address somebody else's by now: nobody is to be registered in their place.
  if (awaitedId !== null && holder?.customerId !== awaitedId) return null;
  return { invitationId, email, locale, expiresAt, application, awaitedId, hasAccount: holder !== null && !isAwaited };
}

/** Begins the account and signs its owner in, all in one transaction; the link and the invitation count once. */
export async function acceptByLink(deps: RegistrationDependencies, acceptance: Acceptance): Promise<SignInOutcome> {
  const { tenant, token, visitor, locale } = acceptance;
  const { tenantId } = tenant;
  const invitation = await viewInvitation(deps, tenantId, token);
  if (invitation === null) throw new ProblemError('link.refused');
  if (invitation.hasAccount) throw new ProblemError('registration.address_taken');
  const { invitationId, application, awaitedId } = invitation;
  if (awaitedId !== null) return acceptAsCustomer(deps, acceptance, { ...invitation, awaitedId });
  const applicationId = application?.applicationId ?? null;
  await demandMayRegister(deps, tenant, { applicationId, isInvited: true });
  const schema = await deps.tenants.profileSchema.current(tenantId);
  const password = await chosenPassword(deps, tenant, applicationId, acceptance);
  const { email, attributes } = await checkForm(
    deps,
    { ...acceptance.form, email: invitation.email.value, password },
    tenant,
    schema,
    { isInvited: true },
  );
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));

  const customerId = newId('customer');
  const passwordHash = password === null ? null : await deps.credentials.prepare(tenantId, customerId, password);
  const { name } = attributes;
  const pending: PendingCustomer = {
    customerId,
    email,
    attributes,
    name: typeof name === 'string' ? name : null,
    passwordHash: passwordHash?.toString('base64') ?? '',
    userAgent: visitor.client.userAgent,
    isInvited: true,
    ...(await agreedVersionOf(deps, tenant, applicationId)),
  };
  const { browserSecret } = visitor;
  const wanted = { kind: 'registration', browserSecret } as const;
  const flowId =
    acceptance.flowId ?? (await deps.authentication.flows.begin({ tenantId, ...wanted, returnTo: null, locale }));
  const { flow } = await deps.authentication.flows.load(tenantId, { ...wanted, flowId });

  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // The invitation before its link, as whoever takes one back: otherwise the two could wait for one another.
    if (!(await acceptInvitation(tx, tenantId, invitationId, customerId))) throw new ProblemError('link.refused');
    if (!(await deps.proofs.consumeLink(tx, tenantId, 'accept-invitation', token)))
      throw new ProblemError('link.refused');
    const beginning = passwordHash && { passwordHash };
    const outcome = await finish(deps, tx, { tenant, visitor, flow, pending, method: 'email-link', beginning });
    // Thrown inside, so that nothing is used up: the account that there is now belongs to whoever was faster.
    if (outcome === 'taken') throw new ProblemError('registration.address_taken');
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'invitation.accepted',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { invitationId },
    });
    return { ...outcome, returnTo: application?.metadata.initiate_login_uri ?? null };
  });
}
