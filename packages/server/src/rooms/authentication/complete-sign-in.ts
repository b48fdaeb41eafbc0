/**
 * The one way a session begins. It asks the gate, starts a session with a fresh secret, remembers the
 * browser and ends the journey, all in the caller's transaction.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Gate } from '../gate/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Client, Sessions } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Flow, ProofMethod } from './flow.ts';
import type { Flows } from './flows.ts';

export type CompleteDependencies = {
  gate: Gate;
  customers: Customers;
  sessions: Sessions;
  protection: Protection;
  flows: Flows;
};

/** What is known of the browser that asks. */
export type Visitor = {
  readonly client: Client;
  readonly requestId: string;
  /** Binds journeys to this browser. */
  readonly browserSecret: string | null;
  /** The session that this browser holds already. */
  readonly sessionSecret?: string | null;
  /** Recognises this browser among those a customer has signed in with. */
  readonly deviceSecret: string | null;
};

export type SignedIn = { readonly sessionId: string; readonly secret: string; readonly returnTo: string | null };

/** The gate's refusal; the caller records it and refuses. */
export type NotAllowed = { readonly notAllowed: string };

export type Completion = {
  readonly tenant: Tenant;
  readonly flow: Flow;
  readonly customerId: string;
  readonly proofs: readonly ProofMethod[];
  readonly visitor: Visitor & { readonly deviceSecret: string };
  /** Whether the browser was noted as this customer's so lately that it need not be again. */
  readonly isDeviceFresh?: boolean;
};

// RFC 8176. A code or link by mail proves the mailbox, not a second factor: it adds nothing here (case 65).
const amrOf: Readonly<Record<ProofMethod, readonly string[]>> = {
  password: ['pwd'],
  'email-code': [],
  'email-link': [],
};

/** Starts the session that the journey's proofs justify, or says why the gate does not allow one. */
export async function completeSignIn(
  deps: CompleteDependencies,
  tx: Transaction,
  completion: Completion,
): Promise<SignedIn | NotAllowed> {
  const { tenant, flow, customerId, proofs, visitor } = completion;
  // Read under the customer's lock: whoever disables the account at this moment is either seen here or ends the session.
  const customerState = await deps.customers.state(tx, tenant.tenantId, customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  if (!permission.allowed) return { notAllowed: permission.reason };
  await deps.flows.end(tx, flow, { state: 'finished', proofs, customerId });
  const proven = {
    tenantId: tenant.tenantId,
    customerId,
    amr: proofs.flatMap((method) => amrOf[method]),
    acr: 'urn:cardea:aal1',
    requestId: visitor.requestId,
  };
  const started =
    (await renew(deps, tx, completion, proven)) ??
    (await deps.sessions.start(tx, { ...proven, client: visitor.client, lifetimes: tenant.settings.session }));
  const returnTo = await answerInteraction(deps, tx, completion, started.sessionId);
  if (completion.isDeviceFresh !== true) {
    await deps.protection.rememberDevice(tx, tenant.tenantId, customerId, visitor.deviceSecret);
  }
  return { ...started, returnTo };
}

/**
 * A customer who proves themselves again for an application keeps their session, and with it what other applications
 * hang on it; only its secret and its proofs are new. Null where there is no such session.
 */
async function renew(
  deps: CompleteDependencies,
  tx: Transaction,
  { flow, visitor }: Completion,
  proven: Omit<Parameters<Sessions['renew']>[1], 'sessionId'>,
): Promise<{ sessionId: string; secret: string } | null> {
  if (flow.interaction === null || !visitor.sessionSecret) return null;
  const standing = await deps.sessions.standing(tx, proven.tenantId, visitor.sessionSecret);
  if (standing?.customerId !== proven.customerId || !standing.isCookieLive) return null;
  return deps.sessions.renew(tx, { ...proven, sessionId: standing.sessionId });
}

/** Tells the application's request who answered it. Elsewhere than in the browser that asks, it is left alone. */
async function answerInteraction(
  deps: CompleteDependencies,
  tx: Transaction,
  { tenant, flow, visitor }: Completion,
  sessionId: string,
): Promise<string | null> {
  if (flow.interaction === null) return flow.returnTo;
  if (!deps.flows.ownedBy(flow, visitor.browserSecret)) return null;
  await deps.sessions.requests.answerInteraction(tx, tenant.tenantId, flow.interaction.reference, sessionId);
  return flow.returnTo;
}
