/**
 * The other end of a link: a new account that administers, or one that administers from now on. The link, the
 * invitation, the account and its roles are settled in one transaction; of two who hold the same link, one succeeds.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { proven, type SignInOutcome, type Visitor } from '../authentication/index.ts';
import { type AttributeValues, type EmailAddress, parseEmailAddress, validateSignUp } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { ProfileSchema, Tenant } from '../tenants/index.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { inviterOf, type OpenInvitation, viewInvitation } from './invitation.ts';
import { acceptInvitation } from './store.ts';

export type NewAdministrator = {
  readonly tenant: Tenant;
  readonly token: string;
  readonly form: {
    /** Where the invitation names no address. */
    readonly email: string;
    readonly password: string;
    readonly profile: Readonly<Record<string, unknown>>;
  };
  readonly locale: string;
  readonly visitor: Visitor & { readonly deviceSecret: string; readonly browserSecret: string };
};

const home = '/console';

/** Begins the account, gives it its roles and signs it in. */
export async function acceptAsNew(deps: AdministrationDependencies, wanted: NewAdministrator): Promise<SignInOutcome> {
  const { tenant, token, form, locale, visitor } = wanted;
  const { tenantId } = tenant;
  const invitation = await viewInvitation(deps, tenantId, token);
  if (invitation === null) throw new ProblemError('link.refused');
  const schema = await deps.tenants.profileSchema.current(tenantId);
  const { email, attributes } = await checkForm(deps, form, invitation.invited?.email ?? null, tenant, schema);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));
  const holder = await deps.customers.findByEmail(deps.database.reader, tenantId, email);
  if (holder !== null) throw new ProblemError('form.invalid', { fields: { email: 'email.has_account' } });

  const customerId = newId('customer');
  const passwordHash = await deps.credentials.prepare(tenantId, customerId, form.password);
  const { browserSecret, requestId } = visitor;
  const journey = { kind: 'registration', browserSecret } as const;
  const flowId = await deps.authentication.flows.begin({ tenantId, ...journey, returnTo: home, locale });
  const { flow } = await deps.authentication.flows.load(tenantId, { ...journey, flowId });

  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await settle(deps, tx, { tenant, token, invitation, customerId });
    const method = invitation.isMailed ? 'email-link' : 'set-up';
    const identifier = { type: 'email', ...email } as const;
    const account = { customerId, identifier, attributes, verifiedBy: method, locale } as const;
    const identifierId = await deps.customers.register(tx, tenantId, account);
    if (identifierId === null) throw new ProblemError('registration.address_taken');
    const credentialId = await deps.credentials.set(tx, tenantId, customerId, passwordHash);
    const entry = { tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
    await deps.ledger.appendAll(tx, [
      { ...entry, event: 'customer.registered', data: { flowId, identifierId } },
      { ...entry, event: 'identifier.verified', data: { identifierId, method } },
      { ...entry, event: 'password.set', data: { credentialId } },
    ]);
    await appointInvited(deps, tx, { tenant, invitation, customerId, requestId });
    const proofs = invitation.isMailed ? proven('email-link', 'password') : proven('password');
    const completed = await deps.authentication.complete(tx, { tenant, flow, customerId, proofs, visitor });
    if ('notAllowed' in completed) throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
    return completed;
  });
}

/** Gives its roles to the account that is signed in; asks for a fresh proof, and for the address that was invited. */
export async function acceptSignedIn(
  deps: AdministrationDependencies,
  wanted: {
    readonly tenant: Tenant;
    readonly token: string;
    readonly current: CurrentSession;
    readonly requestId: string;
  },
): Promise<void> {
  const { tenant, token, current, requestId } = wanted;
  await deps.authentication.demandFresh(tenant, current);
  const { tenantId } = tenant;
  const { customerId } = current;
  const invitation = await viewInvitation(deps, tenantId, token);
  if (invitation === null) throw new ProblemError('link.refused');
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if ((await deps.customers.state(tx, tenantId, customerId)) !== 'active') throw new ProblemError('session.required');
    await deps.authentication.holdFresh(tx, tenant, current);
    await settle(deps, tx, { tenant, token, invitation, customerId });
    if (invitation.invited !== null) {
      const keys = await deps.customers.identifierKeys(tx, tenantId, customerId);
      if (!keys.includes(invitation.invited.subject)) throw new ProblemError('link.refused');
    }
    await appointInvited(deps, tx, { tenant, invitation, customerId, requestId });
  });
}

type Settling = {
  readonly tenant: Tenant;
  readonly token: string;
  readonly invitation: OpenInvitation;
  readonly customerId: string;
};

/** Uses link and invitation up, or refuses. Of a set-up link the first word is the owners': there must be none yet. */
async function settle(
  deps: AdministrationDependencies,
  tx: Transaction,
  { tenant, token, invitation, customerId }: Settling,
): Promise<void> {
  const { tenantId } = tenant;
  await deps.access.hold(tx, tenantId);
  const isOver = invitation.invited === null && (await deps.access.owners(tx, tenantId)).length > 0;
  if (isOver || !(await acceptInvitation(tx, tenantId, invitation.invitationId, customerId)))
    throw new ProblemError('link.refused');
  if (!(await deps.proofs.consumeLink(tx, tenantId, 'become-administrator', token)))
    throw new ProblemError('link.refused');
}

async function appointInvited(
  deps: AdministrationDependencies,
  tx: Transaction,
  {
    tenant,
    invitation,
    customerId,
    requestId,
  }: { tenant: Tenant; invitation: OpenInvitation; customerId: string; requestId: string },
): Promise<void> {
  const { invitationId, roles } = invitation;
  const author = { ...(await inviterOf(deps, tenant, invitation)), requestId, invitationId };
  await deps.access.appoint(tx, { place: tenant, customerId }, roles, author);
}

async function checkForm(
  deps: Pick<AdministrationDependencies, 'credentials'>,
  form: NewAdministrator['form'],
  invited: EmailAddress | null,
  tenant: Tenant,
  schema: ProfileSchema,
): Promise<{ email: EmailAddress; attributes: AttributeValues }> {
  const fields: Record<string, string> = {};
  const email = invited ?? parseEmailAddress(form.email);
  if (email === null) fields['email'] = 'email.malformed';
  const { values, findings } = validateSignUp(schema, form.profile);
  const told = Object.values(values).filter((value) => typeof value === 'string');
  const context = [tenant.name, email?.value ?? form.email, ...told];
  const refusal = await deps.credentials.refusePassword(form.password, context);
  if (refusal !== null) fields['password'] = `password.${refusal}`;
  Object.assign(fields, findings);
  if (email === null || Object.keys(fields).length > 0) throw new ProblemError('form.invalid', { fields });
  return { email, attributes: values };
}
