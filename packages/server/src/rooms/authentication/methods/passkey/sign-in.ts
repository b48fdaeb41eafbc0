/**
 * Sign-in that begins with a passkey. Nobody is named: the authenticator says whose key it is, and the browser that
 * began the journey has to be the one that answers.
 */
import type { Database } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Connections } from '../../../connections/index.ts';
import type { UsedPasskey, UsePasskeyOptions } from '../../../credentials/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import { type AcceptDependencies, acceptProof } from '../../accept-proof.ts';
import type { Pending, SignedIn, Visitor } from '../../complete-sign-in.ts';
import { policyToward } from '../../facts.ts';
import type { Flow } from '../../flow.ts';
import { foundAgain } from '../../found-again.ts';
import { observeUnnamed } from '../../observe-attempt.ts';
import { demandNoOtherHomeOf, type LinkingBy } from '../connection/home.ts';
import { bindingOf, type PasskeyDependencies } from './method.ts';
import { notePasskeyUse } from './note-use.ts';
import { readUsed } from './read-answer.ts';
import { askingParty, judgingParty } from './relying-party.ts';

export type PasskeySignInDependencies = AcceptDependencies &
  PasskeyDependencies & {
    readonly database: Database;
    readonly connections: Pick<Connections, 'forDomain' | 'list'>;
    readonly linkingBy: LinkingBy;
  };

type Signing = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

export type PasskeySubmission = Signing & {
  /** What the authenticator answered, as the JSON that browsers make of it. */
  readonly credential: string;
  readonly keepSignedIn?: boolean;
};

/** What a browser is asked, for any key it has for this host. */
export async function askForPasskey(deps: PasskeySignInDependencies, signing: Signing): Promise<UsePasskeyOptions> {
  const { tenant, visitor } = signing;
  const { tenantId } = tenant;
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'flow'));
  const flow = await openJourney(deps, signing);
  return deps.credentials.passkeys.askToUse(deps.database.reader, tenantId, {
    party: askingParty(tenant),
    binding: bindingOf({ boundTo: { kind: 'flow', flowId: flow.flowId }, visitor }),
    customerId: null,
  });
}

/** Checks the key and starts a session, or leaves the journey open for what is still asked. */
export async function submitPasskey(
  deps: PasskeySignInDependencies,
  submission: PasskeySubmission,
): Promise<SignedIn | Pending> {
  const { tenant, visitor, keepSignedIn = false } = submission;
  const { tenantId } = tenant;
  const flow = await openJourney(deps, submission);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-in'));
  const use = await check(deps, submission, flow, readUsed(submission.credential)).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === 'passkey.refused') observeUnnamed(deps, submission, 'failure');
    throw error;
  });
  const { customerId } = use;

  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const proof = await notePasskeyUse(deps, tx, tenant, use, visitor);
    if (proof === null) return fail(deps, tx, { tenantId, customerId, flow, visitor, reason: 'no_match' });
    // Where a company signs its people in itself, whoever it has let go must not get in by a key of before.
    await demandNoOtherHomeOf(deps, tx, { tenant, flow, customerId });
    await foundAgain(deps, tx, { tenantId, customerId, visitor });
    const proofs = [proof];
    const accepted = await acceptProof(deps, tx, {
      tenant,
      flow,
      customerId,
      proofs,
      startsOver: true,
      visitor,
      keepSignedIn,
    });
    if (!('notAllowed' in accepted)) return accepted;
    if (accepted.notAllowed !== 'customer_closing')
      return fail(deps, tx, { tenantId, customerId, flow, visitor, reason: 'not_allowed' });
    // The journey stays open with its proof: its owner may say that the account is to be kept.
    const { browserSecret } = visitor;
    await deps.flows.prove(tx, flow, { proofs, customerId, browserSecret, replaces: true, startsOver: true });
    return 'closing';
  });
  if (outcome === 'no_match') observeUnnamed(deps, submission, 'failure');
  if (typeof outcome === 'object' && 'sessionId' in outcome) observeUnnamed(deps, submission, outcome);
  // Thrown only now, so that what was recorded is committed.
  if (outcome === 'no_match') throw new ProblemError('passkey.refused', { cause: 'its use does not count' });
  if (outcome === 'closing') throw new ProblemError('sign_in.closing');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return outcome;
}

async function openJourney(deps: PasskeySignInDependencies, { tenant, flowId, visitor }: Signing): Promise<Flow> {
  const wanted = { flowId, kind: 'sign-in', browserSecret: visitor.browserSecret } as const;
  const { flow } = await deps.flows.load(tenant.tenantId, wanted);
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  if (!first.includes('passkey')) throw new ProblemError('factor.not_offered');
  return flow;
}

async function check(
  deps: PasskeySignInDependencies,
  { tenant, visitor }: Signing,
  { flowId }: Flow,
  response: UsedPasskey,
) {
  const party = await judgingParty(deps, { tenant, visitor }, response.response.clientDataJSON);
  const binding = bindingOf({ boundTo: { kind: 'flow', flowId }, visitor });
  const asked = { response, isDiscoverable: true };
  const use = await deps.credentials.passkeys.checkUse(
    deps.database.reader,
    tenant.tenantId,
    { party, binding },
    asked,
  );
  if ('refused' in use) throw new ProblemError('passkey.refused', { cause: use.refused });
  return use;
}

async function fail<Reason extends 'no_match' | 'not_allowed'>(
  deps: PasskeySignInDependencies,
  tx: Parameters<Parameters<Database['transaction']>[1]>[0],
  failure: {
    tenantId: string;
    customerId: string;
    flow: Flow;
    visitor: Visitor;
    reason: Reason;
  },
): Promise<Reason> {
  const { tenantId, customerId, flow, visitor, reason } = failure;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'sign_in.failed',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { flowId: flow.flowId, reason },
  });
  return reason;
}
