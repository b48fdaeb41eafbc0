/**
 * The end of a sign-up without a password: the address is proven, and the account begins with the passkey that is made
 * now, with a password after all, or with the address alone, where another way in is the mailbox or set up next. Until then there is no account, only the journey that runs out.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow, SignInOutcome, Visitor } from '../authentication/index.ts';
import type { MakePasskeyOptions } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type Beginning, finish, orTaken } from './begin-account.ts';
import { identifierOf } from './identifier.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { allows, withoutCredential } from './ways-in.ts';

type Choosing = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

type Proven = {
  readonly flow: Flow;
  readonly pending: PendingCustomer;
  readonly method: 'email-code' | 'email-link' | 'sms-code';
};

const addressMethods = ['email-code', 'email-link', 'sms-code'] as const;

/** The sign-up of this browser whose address is proven and which waits for a way to sign in. */
async function load(deps: RegistrationDependencies, { tenant, flowId, visitor }: Choosing): Promise<Proven> {
  const wanted = { flowId, kind: 'registration', browserSecret: visitor.browserSecret } as const;
  const loaded = await deps.authentication.flows.loadCarrying<PendingCustomer>(tenant.tenantId, wanted);
  const { flow, step, payload: pending } = loaded;
  const method = addressMethods.find((each) => flow.proofs.some((proof) => proof.method === each));
  if (step !== 'choose-credential' || pending === null || method === undefined) throw new ProblemError('flow.unknown');
  return { flow, pending, method };
}

/** Whose account is about to begin, for the page that asks. */
export async function describeChoosing(
  deps: RegistrationDependencies,
  choosing: Choosing,
): Promise<{ readonly email: string; readonly mayChoosePassword: boolean; readonly mayDoWithout: boolean }> {
  const { flow, pending } = await load(deps, choosing);
  return {
    email: identifierOf(pending).value,
    mayChoosePassword: await allows(deps, choosing.tenant, flow, 'password'),
    mayDoWithout: await allows(deps, choosing.tenant, flow, ...withoutCredential),
  };
}

/** What the browser is asked to make. */
export async function askForPasskey(deps: RegistrationDependencies, choosing: Choosing): Promise<MakePasskeyOptions> {
  const { flow, pending } = await load(deps, choosing);
  const { customerId, name } = pending;
  const { flowId } = flow;
  return deps.authentication.passkeys.askNew({
    ...choosing,
    flowId,
    customerId,
    email: identifierOf(pending).value,
    name,
  });
}

/** Begins the account with the passkey that was made. */
export async function finishWithPasskey(
  deps: RegistrationDependencies,
  choosing: Choosing & { readonly credential: string },
): Promise<SignInOutcome> {
  const proven = await load(deps, choosing);
  const { credential } = choosing;
  const { flowId } = proven.flow;
  const passkey = await deps.authentication.passkeys.checkNew({ ...choosing, flowId, credential });
  return write(deps, choosing, proven, { passkey });
}

/** Begins it with a password after all: this browser makes no passkeys, or the person would rather not. */
export async function finishWithPassword(
  deps: RegistrationDependencies,
  choosing: Choosing & { readonly password: string },
): Promise<SignInOutcome> {
  const { tenant, password } = choosing;
  const proven = await load(deps, choosing);
  const { flow, pending } = proven;
  if (!(await allows(deps, tenant, flow, 'password'))) throw new ProblemError('factor.not_offered');
  const told = Object.values(pending.attributes ?? {}).filter((value) => typeof value === 'string');
  const refusal = await deps.credentials.refusePassword(password, [tenant.name, identifierOf(pending).value, ...told]);
  if (refusal !== null) throw new ProblemError('form.invalid', { fields: { password: `password.${refusal}` } });
  const passwordHash = await deps.credentials.prepare(tenant.tenantId, pending.customerId, password);
  return write(deps, choosing, proven, { passwordHash });
}

/** Begins it with the address alone: its mailbox is a way in, or the number that is asked next. */
export async function finishWithAddress(deps: RegistrationDependencies, choosing: Choosing): Promise<SignInOutcome> {
  const proven = await load(deps, choosing);
  if (!(await allows(deps, choosing.tenant, proven.flow, ...withoutCredential)))
    throw new ProblemError('factor.not_offered');
  return write(deps, choosing, proven, null);
}

async function write(
  deps: RegistrationDependencies,
  { tenant, visitor }: Choosing,
  { flow, pending, method }: Proven,
  beginning: Beginning | null,
): Promise<SignInOutcome> {
  const customers = [pending.customerId];
  const outcome = await deps.database.transaction({ customers }, async (tx) => {
    // Pressed twice, the account that the first press made waits for its second factor in this very journey.
    await deps.authentication.flows.holdUnchanged(tx, flow);
    return finish(deps, tx, { tenant, visitor, flow, pending, method, beginning });
  });
  return orTaken(outcome);
}
