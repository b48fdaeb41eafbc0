/**
 * A sign-up that is not proven yet. Nothing about it touches an account: details wait sealed in the journey, so an
 * address that is taken and one that is free take the same path to the same answer, and an account that somebody
 * else planted cannot exist (cases 1–3, 6, 7, 9, 10).
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Visitor } from '../authentication/index.ts';
import {
  type AttributeValues,
  carryIdentifier,
  type EmailAddress,
  type ProvableIdentifier,
  parseEmailAddress,
  validateSignUp,
} from '../customers/index.ts';
import type { ProfileSchema, Tenant } from '../tenants/index.ts';
import { subjectOf, typedNumber } from './identifier.ts';
import { demandMayRegister } from './may-register.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { demandText, recipientOf, requestProof } from './request-proof.ts';
import { allows, withoutCredential } from './ways-in.ts';

export type SignUpForm = {
  /** The address; or a number, where an account may begin with one alone. */
  readonly email: string;
  /** Null: the way in is made once the address is proven, or is its mailbox. */
  readonly password: string | null;
  /** Attribute name → what was given, of what the tenant's schema asks for at sign-up. */
  readonly profile: Readonly<Record<string, unknown>>;
};

export type SignUp = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly form: SignUpForm;
  /** The language the person reads now; the mail speaks it too. */
  readonly locale: string;
  readonly visitor: Visitor;
};

/** Accepts the form and asks for a proof of the address; refuses with the fields that need attention. */
export async function submitSignUp(deps: RegistrationDependencies, submission: SignUp): Promise<{ flowId: string }> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const { flow, step } = await deps.authentication.flows.load(tenantId, {
    flowId: submission.flowId,
    kind: 'registration',
    browserSecret: visitor.browserSecret,
  });
  // Once an address is proven, the journey is about it and no other: what was proven says nothing of the next (case 57).
  if (step !== 'ask-details' && step !== 'prove-address') throw new ProblemError('flow.unknown');
  const applicationId = flow.interaction?.applicationId ?? null;
  await demandMayRegister(deps, tenant, { applicationId, isInvited: false });
  const schema = await deps.tenants.profileSchema.current(tenantId);
  const number = await typedNumber(deps, { tenant, flow, typed: submission.form.email });
  const { identifier, attributes } = await check(deps, submission.form, { tenant, schema, number });
  const { name } = attributes;
  if (identifier.type === 'email')
    await deps.authentication.connections.demandNoOtherHome(tenant, flow, identifier.value);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));

  const customerId = newId('customer');
  const { password } = submission.form;
  const ways = password === null ? (['passkey', ...withoutCredential] as const) : (['password'] as const);
  if (!(await allows(deps, tenant, flow, ...ways))) throw new ProblemError('factor.not_offered');
  const passwordHash = password === null ? null : await deps.credentials.prepare(tenantId, customerId, password);
  const pending: PendingCustomer = {
    customerId,
    ...carryIdentifier(identifier),
    attributes,
    name: typeof name === 'string' ? name : null,
    passwordHash: passwordHash?.toString('base64') ?? '',
    userAgent: visitor.client.userAgent,
    ...(await agreedVersionOf(deps, tenant, applicationId)),
  };

  const subject = await subjectOf(deps, tenantId, identifier);
  if (identifier.type === 'phone') await demandText(deps, { tenant, number: identifier.value, visitor });
  // A mailbox or a phone is only ever sent so much, whoever asks. Beyond it the answer is the same and nothing is sent.
  const maySend = await deps.protection.spend(tenantId, [{ budget: recipientOf[identifier.type], key: subject }]);
  await deps.database.transaction({}, async (tx) => {
    // As it was read: its address may be proven at this moment.
    await deps.authentication.flows.holdUnchanged(tx, flow);
    await deps.authentication.flows.carry(tx, flow, { payload: pending, locale: submission.locale });
    if (maySend)
      await requestProof(deps, tx, { flow, subject, event: 'registration.requested', requestId: visitor.requestId });
  });
  return { flowId: flow.flowId };
}

/** What the form holds, checked; a number that was typed in the place of the address has been read already. */
async function check(
  deps: RegistrationDependencies,
  form: SignUpForm,
  given: { readonly tenant: Tenant; readonly schema: ProfileSchema; readonly number: ProvableIdentifier | null },
): Promise<{ readonly identifier: ProvableIdentifier; readonly attributes: AttributeValues }> {
  const { tenant, schema, number } = given;
  if (number === null) {
    const { email, attributes } = await checkForm(deps, form, tenant, schema, { isInvited: false });
    return { identifier: { type: 'email', ...email }, attributes };
  }
  const { values, fields } = await checkRest(deps, form, tenant, schema);
  if (Object.keys(fields).length > 0) throw new ProblemError('form.invalid', { fields });
  return { identifier: number, attributes: values };
}

/** The version of terms and privacy notice that whoever signs up now has before them. */
export async function agreedVersionOf(
  deps: RegistrationDependencies,
  tenant: Tenant,
  applicationId: string | null,
): Promise<{ agreedVersion?: string }> {
  const { terms, privacy, version } = (await deps.applications.settingsFor(tenant, applicationId)).links;
  return version !== undefined && (terms ?? privacy) !== undefined ? { agreedVersion: version } : {};
}

/** What the form holds, checked; refuses with the fields that need attention. */
export async function checkForm(
  deps: Pick<RegistrationDependencies, 'credentials' | 'protection'>,
  form: SignUpForm,
  tenant: Tenant,
  schema: ProfileSchema,
  { isInvited }: { readonly isInvited: boolean },
): Promise<{ email: EmailAddress; attributes: AttributeValues }> {
  const fields: Record<string, string> = {};
  const email = parseEmailAddress(form.email);
  if (email === null) fields['email'] = 'email.malformed';
  // Whoever was invited has an address that somebody who works here chose.
  else if (!isInvited && (await deps.protection.refusesAddress(tenant.settings.registration, email.normalised)))
    fields['email'] = 'email.disposable';
  const { values, fields: others } = await checkRest(deps, form, tenant, schema);
  Object.assign(fields, others);
  if (email === null || Object.keys(fields).length > 0) throw new ProblemError('form.invalid', { fields });
  return { email, attributes: values };
}

/** All but what the account is found by. */
async function checkRest(
  deps: Pick<RegistrationDependencies, 'credentials'>,
  form: SignUpForm,
  tenant: Tenant,
  schema: ProfileSchema,
): Promise<{ readonly values: AttributeValues; readonly fields: Record<string, string> }> {
  const { values, findings } = validateSignUp(schema, form.profile);
  const told = Object.values(values).filter((value) => typeof value === 'string');
  const context = [tenant.name, form.email, ...told];
  const refusal = form.password === null ? null : await deps.credentials.refusePassword(form.password, context);
  return { values, fields: { ...(refusal === null ? {} : { password: `password.${refusal}` }), ...findings } };
}
