/**
 * A sign-up that is not proven yet. Nothing about it touches an account: details wait sealed in the journey, so an
 * address that is taken and one that is free take the same path to the same answer, and an account that somebody
 * else planted cannot exist (cases 1–3, 6, 7, 9, 10).
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Visitor } from '../authentication/index.ts';
import { refusePassword } from '../credentials/index.ts';
import { type EmailAddress, parseEmailAddress } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { requestProof } from './request-proof.ts';

export type SignUpForm = { readonly email: string; readonly password: string; readonly name: string };

const nameMaximumLength = 100;

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
  const { flow } = await deps.authentication.flows.load(tenantId, {
    flowId: submission.flowId,
    kind: 'registration',
    browserSecret: visitor.browserSecret,
  });
  const { email, name } = checkForm(submission.form, tenant);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));

  const customerId = newId('customer');
  const passwordHash = await deps.credentials.prepare(tenantId, customerId, submission.form.password);
  const pending: PendingCustomer = {
    customerId,
    email,
    name,
    passwordHash: passwordHash.toString('base64'),
    userAgent: visitor.client.userAgent,
  };

  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, email);
  // A mailbox is only ever sent so much, whoever asks. Beyond it the answer is the same and nothing is sent.
  const maySend = await deps.protection.spend(tenantId, [{ budget: 'mail.recipient', key: subject }]);
  await deps.database.transaction({}, async (tx) => {
    await deps.authentication.flows.carry(tx, flow, { payload: pending, locale: submission.locale });
    if (maySend)
      await requestProof(deps, tx, { flow, subject, event: 'registration.requested', requestId: visitor.requestId });
  });
  return { flowId: flow.flowId };
}

function checkForm(form: SignUpForm, tenant: Tenant): { email: EmailAddress; name: string | null } {
  const fields: Record<string, string> = {};
  const email = parseEmailAddress(form.email);
  if (email === null) fields['email'] = 'email.malformed';
  const name = form.name.trim().normalize('NFC');
  if ([...name].length > nameMaximumLength) fields['name'] = 'name.too_long';
  else if (!name.isWellFormed() || /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name))
    fields['name'] = 'name.malformed';
  const refusal = refusePassword(form.password, [tenant.name, form.email, name]);
  if (refusal !== null) fields['password'] = `password.${refusal}`;
  if (email === null || Object.keys(fields).length > 0) throw new ProblemError('form.invalid', { fields });
  return { email, name: name === '' ? null : name };
}
