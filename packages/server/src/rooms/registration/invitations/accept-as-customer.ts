/**
 * An invitation of somebody who came from elsewhere without a password: the account is there, the link proves its
 * address, and the password, where one is a way in, is the first. Whoever chose one by another way meanwhile is asked to sign in instead.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import { proven, type SignInOutcome } from '../../authentication/index.ts';
import type { RegistrationDependencies } from '../pending-customer.ts';
import { checkForm } from '../sign-up.ts';
import { acceptInvitation } from '../store.ts';
import { chosenPassword } from './chosen-password.ts';
import type { Acceptance, OpenInvitation } from './invitation.ts';

export async function acceptAsCustomer(
  deps: RegistrationDependencies,
  acceptance: Acceptance,
  invitation: OpenInvitation & { readonly awaitedId: string },
): Promise<SignInOutcome> {
  const { tenant, token, visitor, locale } = acceptance;
  const { tenantId } = tenant;
  const { invitationId, email, application, awaitedId: customerId } = invitation;
  const schema = await deps.tenants.profileSchema.current(tenantId);
  const password = await chosenPassword(deps, tenant, application?.applicationId ?? null, acceptance);
  const { attributes } = await checkForm(deps, { ...acceptance.form, email: email.value, password }, tenant, schema, {
    isInvited: true,
  });
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));
  const sealed = password === null ? null : await deps.credentials.prepare(tenantId, customerId, password);
  const { browserSecret, requestId } = visitor;
  const wanted = { kind: 'registration', browserSecret } as const;
  const flowId =
    acceptance.flowId ?? (await deps.authentication.flows.begin({ tenantId, ...wanted, returnTo: null, locale }));
  const { flow } = await deps.authentication.flows.load(tenantId, { ...wanted, flowId });

  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (!(await acceptInvitation(tx, tenantId, invitationId, customerId))) throw new ProblemError('link.refused');
    if (!(await deps.proofs.consumeLink(tx, tenantId, 'accept-invitation', token)))
      throw new ProblemError('link.refused');
    const credentials = await deps.credentials.setMany(tx, tenantId, sealed === null ? [] : [{ customerId, sealed }]);
    const credentialId = credentials.get(customerId);
    // Under the lock: of two who choose at once, and of a recovery beside it, one is the first.
    if (sealed !== null && credentialId === undefined) throw new ProblemError('registration.address_taken');
    const holder = await deps.customers.findByEmail(tx, tenantId, email);
    if (holder?.customerId !== customerId) throw new ProblemError('link.refused');
    const { identifierId } = holder;
    const isNews = await deps.customers.markVerified(tx, tenantId, { customerId, identifierId, by: 'email-link' });
    if (Object.keys(attributes).length > 0)
      await deps.customers.updateProfile(tx, tenantId, customerId, attributes, { as: 'customer', requestId });
    const entry = { tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
    await deps.ledger.appendAll(tx, [
      ...(isNews
        ? [{ ...entry, event: 'identifier.verified', data: { identifierId, method: 'email-link' } } as const]
        : []),
      ...(credentialId === undefined ? [] : [{ ...entry, event: 'password.set', data: { credentialId } } as const]),
      { ...entry, event: 'invitation.accepted', data: { invitationId } },
    ]);
    const proofs = proven('email-link', ...(sealed === null ? [] : (['password'] as const)));
    const completed = await deps.authentication.complete(tx, { tenant, flow, customerId, proofs, visitor });
    if ('notAllowed' in completed) throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
    if ('pending' in completed) return completed;
    return { ...completed, returnTo: application?.metadata.initiate_login_uri ?? null };
  });
}
