/**
 * A customer comes back from their provider. The state is used up first, whatever the answer is worth; then the provider is
 * asked who it was, with no transaction open; and only then, under the customer's lock, is anything decided.
 */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import { mapClaims } from '../../../connections/index.ts';
import { parseEmailAddress } from '../../../customers/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { Flow } from '../../flow.ts';
import { observeUnnamed } from '../../observe-attempt.ts';
import { acceptArrival } from './accept-arrival.ts';
import type { Arrival } from './arrival.ts';
import type { CameBack, ComeBackDependencies } from './came-back.ts';
import { demandOffered } from './offered.ts';
import type { Returned } from './requests.ts';
import { toProblem } from './to-problem.ts';
import type { Exchanged } from './upstream/upstream.ts';

export type Returning = {
  readonly tenant: Tenant;
  /** At whose callback it came; null: an application hands over what came there. */
  readonly connectionId: string | null;
  /** As they came to the callback. */
  readonly parameters: URLSearchParams;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Refuses an answer whose state is not this browser's, not this connection's, used or old. */
export async function comeBack(deps: ComeBackDependencies, returning: Returning): Promise<CameBack> {
  const { tenant, connectionId, parameters, visitor } = returning;
  const { tenantId } = tenant;
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-in'));
  const [state, ...others] = parameters.getAll('state');
  const { browserSecret } = visitor;
  const returned =
    state === undefined || others.length > 0
      ? null
      : await deps.requests.take(tenantId, { state, connectionId, browserSecret });
  if (returned === null) throw new ProblemError('connection.state_refused');
  try {
    const came = await arrive(deps, returning, returned);
    if (came.kind === 'signed-in' && 'sessionId' in came.outcome) observeUnnamed(deps, returning, came.outcome);
    return came;
  } catch (error) {
    const problem = toProblem(error);
    if (!(problem instanceof ProblemError)) throw error;
    if (problem.code === 'connection.refused') await noteRefusal(deps, returning, returned);
    return { kind: 'failed', boundTo: returned.boundTo, problem };
  }
}

async function arrive(deps: ComeBackDependencies, returning: Returning, returned: Returned): Promise<CameBack> {
  const { tenant } = returning;
  const { tenantId } = tenant;
  const { connectionId } = returned;
  const visitor = asItLeft(returning.visitor, returned);
  const flow = await flowOf(deps, tenant, returned, visitor);
  // It may have been switched off, or set otherwise, since they left (case 160).
  if (flow !== null) await demandOffered(deps, { tenant, flow, connectionId });
  const held = await deps.connections.withSecret(tenantId, connectionId);
  if (held?.connection.state !== 'active') throw new ProblemError('connection.not_found');
  const { connection } = held;
  if (connection.version !== returned.version) throw new ProblemError('connection.state_refused');
  const exchanged = await deps.upstream.exchange(held, returned, returning.parameters);
  const { settings } = connection;
  const arrival = toArrival(connectionId, exchanged, {
    isAuthoritative: settings.email_is_authoritative,
    attributes: mapClaims(settings, exchanged.profile),
  });
  if (flow === null) return showForLink(deps, returning, returned, arrival);
  const mayMakeAccounts = settings.sign_up === 'open';
  const { keepsSignedIn: keepSignedIn, keepsPasskeys = false } = returned;
  return acceptArrival(deps, { tenant, flow, visitor, arrival, mayMakeAccounts, keepSignedIn, keepsPasskeys });
}

/**
 * The browser, with what it signed when it left: the state has come back in that same one. Whoever signed nothing brings
 * a secret alone, as in any other sign-in.
 */
function asItLeft<Browser extends Visitor>(visitor: Browser, { deviceProof = null }: Returned): Browser {
  return { ...visitor, deviceProof: visitor.deviceProof ?? deviceProof };
}

/** The journey that they left from, still open and still this browser's; null where it was a session. */
async function flowOf(
  deps: ComeBackDependencies,
  { tenantId }: Tenant,
  { boundTo }: Returned,
  { browserSecret }: Visitor,
): Promise<Flow | null> {
  if (boundTo.kind === 'session') return null;
  const { flow } = await deps.flows.demand(tenantId, boundTo.id, browserSecret);
  if (flow.state !== 'open') throw new ProblemError('flow.unknown');
  return flow;
}

function toArrival(
  connectionId: string,
  { issuer, profile, tokens }: Exchanged,
  believed: { readonly isAuthoritative: boolean; readonly attributes: Arrival['attributes'] },
): Arrival {
  const { subject, email, emailVerified, name } = profile;
  const isReadable = email !== null && parseEmailAddress(email) !== null;
  return {
    connectionId,
    issuer,
    subject,
    email: isReadable ? email : null,
    isEmailProven: isReadable && emailVerified && believed.isAuthoritative,
    name,
    attributes: believed.attributes,
    tokens,
  };
}

async function showForLink(
  deps: ComeBackDependencies,
  { tenant, visitor }: Returning,
  { boundTo }: Returned,
  arrival: Arrival,
): Promise<CameBack> {
  const { tenantId } = tenant;
  const standing = visitor.sessionSecret
    ? await deps.sessions.standing(deps.database.reader, tenantId, visitor.sessionSecret)
    : null;
  if (standing?.sessionId !== boundTo.id || !standing.isLive) throw new ProblemError('session.required');
  const { customerId } = standing;
  const browserHash = hashSecret(visitor.browserSecret ?? '');
  const arrivalId = await deps.database.transaction({}, (tx) =>
    deps.arrivals.keep(tx, tenantId, arrival, { boundTo, browserHash, customerId }),
  );
  return { kind: 'link', arrivalId };
}

/** Somebody came back with an answer that proves nothing: told to whoever watches, without what it said. */
async function noteRefusal(deps: ComeBackDependencies, { tenant, visitor }: Returning, { boundTo }: Returned) {
  if (boundTo.kind !== 'flow') return;
  observeUnnamed(deps, { tenant, visitor }, 'failure');
  await deps.database.transaction({}, (tx) =>
    deps.ledger.append(tx, {
      tenantId: tenant.tenantId,
      customerId: null,
      event: 'sign_in.failed',
      actor: { kind: 'visitor' },
      requestId: visitor.requestId,
      data: { flowId: boundTo.id, reason: 'upstream_refused' },
    }),
  );
}
