/**
 * The end of a recovery: a new password, or none where none is a way in, and with it everything that somebody else may hold of the account dies in the
 * same transaction (cases 2–4, 50). Consents and what its owner has proven stay.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow, SignInOutcome, Visitor } from '../authentication/index.ts';
import { knownBy, type Profile } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies } from './dependencies.ts';

export type NewPassword = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  /** Null: none is asked for. */
  readonly password: string | null;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Signed in at once; or, where the account is about to be closed, on to the sign-in page, which offers to keep it. */
export type Recovered = { readonly kind: 'signed-in'; readonly signedIn: SignInOutcome } | { readonly kind: 'sign-in' };

/** The address of the account that this browser has proven, for its password manager; refused when there is none. */
export async function describeProven(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<{ readonly email: string; readonly asksPassword: boolean }> {
  const { profile, asksPassword } = await loadProven(deps, tenantId, flowId, browserSecret);
  return { email: knownBy(profile), asksPassword };
}

/** Sets the password where one is asked, ends everything else and signs the customer in. */
export async function choosePassword(deps: RecoveryDependencies, submission: NewPassword): Promise<Recovered> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const proven = await loadProven(deps, tenantId, submission.flowId, visitor.browserSecret);
  const { flow, customerId, asksPassword } = proven;
  const prepared = asksPassword ? await prepare(deps, tenant, proven, submission.password ?? '') : null;

  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Held before anything is changed: of two at the same moment, one finds the journey over, or gone on to a second factor.
    await deps.authentication.flows.holdUnchanged(tx, flow);
    const { requestId } = visitor;
    await deps.authentication.secure(tx, {
      tenantId,
      customerId,
      reason: 'account_recovered',
      exceptFlowId: flow.flowId,
      requestId,
    });
    await deps.authentication.outliveProvider(tx, { tenantId, customerId, proofs: flow.proofs, visitor });
    const credentialId = prepared && (await deps.credentials.replace(tx, tenantId, customerId, prepared));
    const entry = { tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
    const personal = visitor.client;
    const ending = prepared === null ? ({ withoutPassword: true } as const) : {};
    await deps.ledger.appendAll(tx, [
      ...(credentialId === null
        ? []
        : [{ ...entry, event: 'password.changed', data: { credentialId, occasion: 'recovered' }, personal } as const]),
      { ...entry, event: 'account.recovered', data: { flowId: flow.flowId, ...ending }, personal },
    ]);
    // The owner has proven themselves by another way: what strangers used up of their attempts is given back.
    const keys = await deps.customers.identifierKeys(tx, tenantId, customerId);
    await deps.protection.absolve(tx, tenantId, [
      { budget: 'sign-in.customer', key: customerId },
      { budget: 'second-factor.customer', key: customerId },
      ...keys.flatMap((key) => [
        { budget: 'sign-in.account', key } as const,
        { budget: 'recovery.subject', key } as const,
        { budget: 'sign-in.code', key } as const,
      ]),
    ]);
    // A number is a factor, as a mailbox is none: the password that it has just set is no other one (case 65).
    const chosen = flow.proofs[0]?.method === 'sms-code' ? ({ chosen: true } as const) : {};
    const proofs = [...flow.proofs, ...(prepared === null ? [] : [{ method: 'password', ...chosen } as const])];
    const completed = await deps.authentication.complete(tx, { tenant, flow, customerId, proofs, visitor });
    if (!('notAllowed' in completed)) return completed;
    if (completed.notAllowed !== 'customer_closing')
      throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
    await deps.authentication.flows.end(tx, flow, { state: 'finished', proofs, customerId });
    return null;
  });
  return outcome === null ? { kind: 'sign-in' } : { kind: 'signed-in', signedIn: outcome };
}

type Proven = {
  readonly flow: Flow;
  readonly customerId: string;
  readonly profile: Profile;
  /** Not where a password is no way in: then there is none to recover. */
  readonly asksPassword: boolean;
};

async function prepare(
  deps: RecoveryDependencies,
  tenant: Tenant,
  { customerId, profile }: Proven,
  password: string,
): Promise<Buffer> {
  const { tenantId } = tenant;
  // Without what somebody else may have planted: it goes with this recovery.
  const own = await deps.customers.identifiers(deps.database.reader, tenantId, customerId, 'own');
  const context = [tenant.name, profile.name ?? '', ...own.map(({ value }) => value)];
  const refusal = await deps.credentials.refusePassword(password, context);
  if (refusal !== null) throw new ProblemError('form.invalid', { fields: { password: `password.${refusal}` } });
  return deps.credentials.prepare(tenantId, customerId, password);
}

/** The journey of this browser whose mailbox is proven; whose account it is comes from its row alone (case 54). */
async function loadProven(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<Proven> {
  const { flow, step } = await deps.authentication.flows.load(tenantId, { flowId, kind: 'recovery', browserSecret });
  const { customerId } = flow;
  if ((step !== 'choose-password' && step !== 'come-back') || customerId === null)
    throw new ProblemError('flow.unknown');
  const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
  if (profile === null) throw new ProblemError('flow.unknown');
  return { flow, customerId, profile, asksPassword: step === 'choose-password' };
}
