/**
 * What becomes of who came back, in the journey that they left from: a session, a sign-in of the account that is there, or a
 * sign-up. Everything is decided under the lock of the customer it is about, and read again there.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { parseEmailAddress } from '../../../customers/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import { acceptProof } from '../../accept-proof.ts';
import type { Pending, SignedIn, Visitor } from '../../complete-sign-in.ts';
import type { Flow } from '../../flow.ts';
import { proveAddress } from '../../prove-address.ts';
import type { Arrival } from './arrival.ts';
import type { CameBack, ComeBackDependencies } from './came-back.ts';
import { demandNoOtherHomeOf } from './home.ts';
import { linkIdentity } from './link-identity.ts';
import { whoArrives } from './who-arrives.ts';

type Accepting = {
  readonly tenant: Tenant;
  readonly flow: Flow;
  readonly visitor: Visitor & { readonly deviceSecret: string };
  readonly arrival: Arrival;
  readonly mayMakeAccounts: boolean;
  readonly keepSignedIn: boolean | null;
  readonly keepsPasskeys: boolean;
};

type Outcome = SignedIn | Pending | 'not_allowed' | 'closing' | 'changed';

export async function acceptArrival(deps: ComeBackDependencies, accepting: Accepting): Promise<CameBack> {
  const { tenant, flow, arrival, mayMakeAccounts, keepsPasskeys } = accepting;
  const { tenantId } = tenant;
  const { reader } = deps.database;
  const linked = await deps.credentials.identities.find(reader, tenantId, arrival);
  const holder = linked === null ? await holderOf(deps, tenantId, arrival) : null;
  const { isEmailProven } = arrival;
  const course = whoArrives({ linkedTo: linked?.customerId ?? null, isEmailProven, holder, mayMakeAccounts });
  const { flowId } = flow;
  switch (course.course) {
    case 'sign-in':
      return settled({ flowId, keepsPasskeys }, await signInLinked(deps, accepting, course.customerId));
    case 'prove-and-link':
      return settled({ flowId, keepsPasskeys }, await proveAndLink(deps, accepting, course.customerId));
    case 'link-after-sign-in': {
      const signIn = flow.kind === 'sign-in' ? flow : await beginAnew(deps, accepting, 'sign-in');
      await deps.database.transaction({ customers: [course.customerId] }, (tx) =>
        waitForOwner(deps, tx, { ...accepting, flow: signIn }, course.customerId),
      );
      return { kind: 'link-after-sign-in', flowId: signIn.flowId };
    }
    case 'sign-up': {
      const signUp = flow.kind === 'registration' ? flow : await beginAnew(deps, accepting, 'registration');
      await deps.database.transaction({}, (tx) => keepFor(deps, tx, { ...accepting, flow: signUp }, null));
      return { kind: 'sign-up', flowId: signUp.flowId };
    }
    case 'nobody':
      throw new ProblemError('connection.not_linked');
  }
}

/** Who holds the address that the provider vouches for, and whether they ever proved it. */
async function holderOf(deps: ComeBackDependencies, tenantId: string, { email, isEmailProven }: Arrival) {
  const address = isEmailProven && email !== null ? parseEmailAddress(email) : null;
  if (address === null) return null;
  const { reader } = deps.database;
  const match = await deps.customers.findByEmail(reader, tenantId, address);
  if (match === null) return null;
  const { customerId, identifierId } = match;
  const held = await deps.customers.identifiers(reader, tenantId, customerId);
  const isVerified = held.find((identifier) => identifier.identifierId === identifierId)?.verifiedAt != null;
  return { customerId, identifierId, isVerified };
}

/** An account elsewhere that is linked: it proves its owner. What it says of addresses changes nothing here (case 163). */
async function signInLinked(deps: ComeBackDependencies, accepting: Accepting, customerId: string): Promise<Outcome> {
  const { tenant, arrival } = accepting;
  const { tenantId } = tenant;
  const { email, name, tokens } = arrival;
  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Unlinked at this very moment, it opens nothing any more.
    const linked = await deps.credentials.identities.find(tx, tenantId, arrival);
    if (linked?.customerId !== customerId) return 'changed';
    const outcome = await accept(deps, tx, accepting, customerId, linked.identityId);
    if (typeof outcome === 'object')
      await deps.credentials.identities.noteUse(tx, tenantId, linked.identityId, { email, name }, tokens);
    return outcome;
  });
}

/** The address waits unproven in an account that somebody else made, or an import: with the proof, what was planted goes. */
async function proveAndLink(deps: ComeBackDependencies, accepting: Accepting, customerId: string): Promise<Outcome> {
  const { tenant, flow, arrival, visitor } = accepting;
  const { tenantId } = tenant;
  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const address = parseEmailAddress(arrival.email ?? '');
    const match = address && (await deps.customers.findByEmail(tx, tenantId, address));
    if (match?.customerId !== customerId) return 'changed';
    const { identifierId } = match;
    const held = await deps.customers.identifiers(tx, tenantId, customerId);
    // Proven meanwhile by its owner: then they have to be asked.
    if (held.find((identifier) => identifier.identifierId === identifierId)?.verifiedAt != null) return 'changed';
    const state = await deps.customers.state(tx, tenantId, customerId);
    const { allowed } = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState: state });
    if (!allowed) return 'not_allowed';
    const { flowId } = flow;
    await proveAddress(deps, tx, { tenantId, customerId, identifierId, method: 'connection', visitor, flowId });
    const identityId = await linkIdentity(deps, tx, { tenantId, customerId, arrival, visitor });
    return accept(deps, tx, accepting, customerId, identityId);
  });
}

async function accept(
  deps: ComeBackDependencies,
  tx: Transaction,
  { tenant, flow: begun, visitor, arrival, keepSignedIn }: Accepting,
  customerId: string,
  identityId: string,
): Promise<Outcome> {
  // Begun as a sign-up or not, it is a sign-in: its owner is told of a browser that is new to them.
  const flow: Flow = { ...begun, kind: 'sign-in' };
  // Whoever signs in by one connection and nothing else does not come in by another one.
  const linkingBy = async () => arrival.connectionId;
  await demandNoOtherHomeOf({ ...deps, linkingBy }, tx, { tenant, flow: { ...flow, customerId }, customerId });
  const proofs = [{ method: 'connection', credentialId: identityId }] as const;
  const accepted = await acceptProof(deps, tx, {
    ...{ tenant, flow, customerId, proofs, startsOver: true, visitor },
    ...(keepSignedIn === null ? {} : { keepSignedIn }),
  });
  if (!('notAllowed' in accepted)) return accepted;
  if (accepted.notAllowed === 'customer_closing') {
    const { browserSecret } = visitor;
    await deps.flows.prove(tx, flow, {
      ...{ proofs, customerId, browserSecret, replaces: true, startsOver: true, becomesSignIn: true },
    });
    return 'closing';
  }
  await deps.ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'sign_in.failed',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { flowId: flow.flowId, reason: 'not_allowed' },
  });
  return 'not_allowed';
}

/** Thrown outside the transaction, so that what was recorded is committed. */
function settled(
  { flowId, keepsPasskeys }: { readonly flowId: string; readonly keepsPasskeys: boolean },
  outcome: Outcome,
): CameBack {
  if (outcome === 'changed') throw new ProblemError('connection.state_refused');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return outcome === 'closing' ? { kind: 'closing', flowId } : { kind: 'signed-in', flowId, outcome, keepsPasskeys };
}

/** The journey is from now on one of exactly this customer, and carries exactly this account elsewhere (case 158). */
async function waitForOwner(
  deps: ComeBackDependencies,
  tx: Transaction,
  accepting: Accepting,
  customerId: string,
): Promise<void> {
  const { flow, visitor } = accepting;
  const { browserSecret } = visitor;
  await deps.flows.prove(tx, flow, { proofs: [], customerId, browserSecret, replaces: true, startsOver: true });
  await keepFor(deps, tx, accepting, customerId);
}

async function keepFor(
  deps: ComeBackDependencies,
  tx: Transaction,
  { tenant, flow, arrival }: Accepting,
  customerId: string | null,
): Promise<void> {
  const boundTo = { kind: 'flow', id: flow.flowId } as const;
  await deps.arrivals.keep(tx, tenant.tenantId, arrival, { boundTo, browserHash: flow.browserHash, customerId });
}

/** A journey of the other kind, to the same place. */
async function beginAnew(
  deps: ComeBackDependencies,
  { tenant, flow, visitor }: Accepting,
  kind: 'sign-in' | 'registration',
): Promise<Flow> {
  const { tenantId } = tenant;
  const { browserSecret } = visitor;
  if (browserSecret === null) throw new ProblemError('flow.other_browser');
  const { returnTo, locale, interaction, requiredAcr } = flow;
  const flowId = await deps.flows.begin({
    ...{ tenantId, kind, browserSecret, returnTo, locale, interaction, requiredAcr },
  });
  return (await deps.flows.demand(tenantId, flowId, browserSecret)).flow;
}
