/**
 * A sign-up that begins with an account elsewhere. What its provider vouches for needs no code; an address that was typed or
 * edited here counts as unproven and is proven first (case 159). The account is linked in the transaction that makes it, and
 * only the account that this very journey was shown.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Flow, HeldArrival, SignInOutcome, Visitor } from '../authentication/index.ts';
import { type AttributeValues, acceptableValues, type EmailAddress, parseEmailAddress } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { finish, orTaken } from './begin-account.ts';
import { identifierOf, subjectOf } from './identifier.ts';
import { demandMayRegister } from './may-register.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { requestProof } from './request-proof.ts';
import { agreedVersionOf, checkForm, type SignUpForm } from './sign-up.ts';
import { allows } from './ways-in.ts';

type Beginning = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

export type SignUpWith = Beginning & { readonly form: Omit<SignUpForm, 'password'>; readonly locale: string };

/** Who is about to begin an account, for the page that asks. */
export type Arrived = {
  readonly connectionId: string;
  readonly email: string;
  /** The provider vouches for the address. */
  readonly isProven: boolean;
  /** What it says about attributes of the profile schema, and the name. */
  readonly profile: Readonly<Record<string, unknown>>;
};

/** The sign-up of this browser and the account elsewhere that it was shown. */
async function load(deps: RegistrationDependencies, { tenant, flowId, visitor }: Beginning) {
  const { tenantId } = tenant;
  const wanted = { flowId, kind: 'registration', browserSecret: visitor.browserSecret } as const;
  const { flow, step } = await deps.authentication.flows.load(tenantId, wanted);
  // Once an address is proven, the journey is about it and no other.
  if (step !== 'ask-details' && step !== 'prove-address') throw new ProblemError('flow.unknown');
  const arrival = await deps.authentication.connections.arrivalOf(deps.database.reader, flow);
  if (arrival === null || arrival.customerId !== null) throw new ProblemError('flow.unknown');
  if (!(await allows(deps, tenant, flow, 'connection'))) throw new ProblemError('factor.not_offered');
  return { flow, arrival };
}

export async function describeArrived(deps: RegistrationDependencies, beginning: Beginning): Promise<Arrived> {
  const { tenant } = beginning;
  const { flow, arrival } = await load(deps, beginning);
  const applicationId = flow.interaction?.applicationId ?? null;
  await demandMayRegister(deps, tenant, { applicationId, isInvited: false });
  const { connectionId, email, isEmailProven, name, attributes } = arrival;
  return {
    connectionId,
    email: email ?? '',
    isProven: isEmailProven,
    profile: { ...(name === null ? {} : { name }), ...attributes },
  };
}

/** Makes the account, or asks for a proof of the address first; refuses with the fields that need attention. */
export async function submitSignUpWith(
  deps: RegistrationDependencies,
  submission: SignUpWith,
): Promise<SignInOutcome | { readonly proving: string }> {
  const { tenant, visitor, locale } = submission;
  const { tenantId } = tenant;
  const { flow, arrival } = await load(deps, submission);
  const applicationId = flow.interaction?.applicationId ?? null;
  await demandMayRegister(deps, tenant, { applicationId, isInvited: false });
  const schema = await deps.tenants.profileSchema.current(tenantId);
  const { email, attributes: typed } = await checkForm(deps, { ...submission.form, password: null }, tenant, schema, {
    isInvited: false,
  });
  await deps.authentication.connections.demandNoOtherHome(tenant, flow, email.value);
  // What the form does not ask for is taken as the provider said it, where the schema does.
  const attributes = { ...acceptableValues(schema, arrival.attributes), ...typed };
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));
  const agreed = await agreedVersionOf(deps, tenant, applicationId);
  const pending = pendingOf({ email, attributes, agreed, userAgent: visitor.client.userAgent });
  if (!isSame(arrival, email)) return prove(deps, { flow, pending, locale, visitor });
  const outcome = await deps.database.transaction({ customers: [pending.customerId] }, async (tx) => {
    // Pressed twice, the account that the first press made waits for its second factor in this very journey.
    await deps.authentication.flows.holdUnchanged(tx, flow);
    const proven = { tenant, visitor, flow: { ...flow, locale }, pending, method: 'connection' } as const;
    return finish(deps, tx, { ...proven, beginning: 'connection' });
  });
  return orTaken(outcome);
}

/** Whether it is the very address that the provider vouched for. */
function isSame({ isEmailProven, email: vouched }: HeldArrival, email: EmailAddress): boolean {
  return isEmailProven && vouched !== null && parseEmailAddress(vouched)?.value === email.value;
}

function pendingOf(given: {
  readonly email: EmailAddress;
  readonly attributes: AttributeValues;
  readonly agreed: { agreedVersion?: string };
  readonly userAgent: string;
}): PendingCustomer {
  const { email, attributes, agreed, userAgent } = given;
  const { name } = attributes;
  return {
    ...{ customerId: newId('customer'), email, attributes, name: typeof name === 'string' ? name : null },
    ...{ passwordHash: '', userAgent, withConnection: true, ...agreed },
  };
}

/** An address that is taken and one that is free take the same path to the same answer, as in every sign-up. */
async function prove(
  deps: RegistrationDependencies,
  { flow, pending, locale, visitor }: { flow: Flow; pending: PendingCustomer; locale: string; visitor: Visitor },
): Promise<{ readonly proving: string }> {
  const { tenantId, flowId } = flow;
  const { requestId } = visitor;
  const subject = await subjectOf(deps, tenantId, identifierOf(pending));
  const maySend = await deps.protection.spend(tenantId, [{ budget: 'mail.recipient', key: subject }]);
  await deps.database.transaction({}, async (tx) => {
    await deps.authentication.flows.holdUnchanged(tx, flow);
    await deps.authentication.flows.carry(tx, flow, { payload: pending, locale });
    if (maySend) await requestProof(deps, tx, { flow, subject, event: 'registration.requested', requestId });
  });
  return { proving: flowId };
}
