/**
 * The one way a session begins. It asks the gate, starts a session with a fresh secret, remembers the
 * browser and ends the journey, all in the caller's transaction.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Client, Sessions, StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { assess } from './assurance.ts';
import type { Flow, ProofRecord } from './flow.ts';
import type { Flows } from './flows.ts';
import { sessionLife } from './session-life.ts';

export type CompleteDependencies = {
  applications: Pick<Applications, 'settingsFor'>;
  gate: Gate;
  ledger: Ledger;
  customers: Customers;
  sessions: Sessions;
  protection: Protection;
  flows: Flows;
  /** Links the account elsewhere that waited for this sign-in, if one did. */
  linkArrived(tx: Transaction, signedIn: Pick<Completion, 'tenant' | 'flow' | 'customerId' | 'visitor'>): Promise<void>;
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
  /** Somebody has signed in with this browser before, whoever it was: it brings our stamp. */
  readonly hasDeviceToken: boolean;
  /** What the browser signed with its key, as it was sent. */
  readonly deviceProof: string | null;
  /** The application whose own interface stands between: its app on the device answers, not a browser at our pages. */
  readonly ownInterfaceOf?: string | undefined;
};

export type SignedIn = {
  readonly sessionId: string;
  readonly customerId: string;
  readonly secret: string;
  /** Whether the browser is to keep the session past its own end. */
  readonly isKept: boolean;
  /** By which this browser is recognised from now on. */
  readonly deviceSecret: string;
  /** Whether the account had not known this browser, or no longer. */
  readonly isNewDevice: boolean;
  readonly returnTo: string | null;
  /** The journey, where it was begun with a password that others know; absent where it was not. */
  readonly leakedIn?: string;
};

/** More is asked for: there is no session, and the journey goes on where it is said. */
export type Pending = {
  readonly pending: 'prove-second' | 'enrol-second' | 'renew-password';
  readonly flowId: string;
  /** The password was right and is to be confirmed: the account does not know this browser. */
  readonly isUnconfirmed?: boolean;
};

/** The gate's refusal; the caller records it and refuses. */
export type NotAllowed = { readonly notAllowed: string };

export type Completion = {
  readonly tenant: Tenant;
  readonly flow: Flow;
  readonly customerId: string;
  readonly proofs: readonly ProofRecord[];
  readonly visitor: Visitor & { readonly deviceSecret: string };
  /** Whether the customer asked to stay signed in here; absent where they were not asked. */
  readonly keepSignedIn?: boolean;
  /** Whether the browser was noted as this customer's so lately that it need not be again. */
  readonly isDeviceFresh?: boolean;
  /** The account's state, where the caller has read it under the customer's lock. */
  readonly customerState?: string;
};

/** Starts the session that the journey's proofs justify, or says why the gate does not allow one. */
export async function completeSignIn(
  deps: CompleteDependencies,
  tx: Transaction,
  completion: Completion,
): Promise<SignedIn | NotAllowed> {
  const { tenant, flow, customerId, proofs, visitor } = completion;
  // Read under the customer's lock: whoever disables the account at this moment is either seen here or ends the session.
  const customerState = completion.customerState ?? (await deps.customers.state(tx, tenant.tenantId, customerId));
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  if (!permission.allowed) return { notAllowed: permission.reason };
  await demandRaisable(deps, tx, completion);
  await deps.linkArrived(tx, completion);
  deps.flows.endLast(tx, flow, { state: 'finished', proofs, customerId });
  const proven = {
    tenantId: tenant.tenantId,
    customerId,
    ...assess(proofs),
    proofs: proofs.map(({ leaked: _, unconfirmed: __, fromOtherJourney: ___, ...proof }) => proof),
    requestId: visitor.requestId,
  };
  const { session } = await deps.applications.settingsFor(tenant, flow.interaction?.applicationId ?? null);
  const lifetimes = sessionLife(session, completion.keepSignedIn === true);
  const { absoluteSeconds } = lifetimes;
  const renewed = { ...proven, absoluteSeconds, ...(completion.keepSignedIn === undefined ? {} : { lifetimes }) };
  const { deviceSecret, isNew } = await noteDevice(deps, tx, completion);
  const deviceHash = deps.protection.deviceHash(deviceSecret);
  const started =
    (await renew(deps, tx, completion, renewed)) ??
    (await deps.sessions.start(tx, { ...proven, client: visitor.client, deviceHash, lifetimes }));
  const returnTo = await answerInteraction(deps, tx, completion, started.sessionId);
  if (isNew && flow.kind === 'sign-in') await tellOfDevice(deps, tx, completion, started.sessionId);
  const leakedIn = proofs.some(({ leaked }) => leaked === true) ? { leakedIn: flow.flowId } : {};
  return { ...started, customerId, returnTo, deviceSecret, isNewDevice: isNew, ...leakedIn };
}

/** What a session was begun with counts for a journey as long as that session does, in the browser that holds it. */
async function demandRaisable(
  deps: CompleteDependencies,
  tx: Transaction,
  { tenant, flow, customerId, visitor }: Completion,
): Promise<void> {
  if (flow.sessionId === null) return;
  const { sessionSecret } = visitor;
  const standing = sessionSecret ? await deps.sessions.standing(tx, tenant.tenantId, sessionSecret) : null;
  const isHeld = standing?.sessionId === flow.sessionId && standing.customerId === customerId;
  if (!isHeld || !standing.isLive || !standing.isCookieLive) throw new ProblemError('flow.unknown');
}

/** Remembers the browser, and under which secret. */
async function noteDevice(
  deps: CompleteDependencies,
  tx: Transaction,
  completion: Completion,
): Promise<{ readonly deviceSecret: string; readonly isNew: boolean }> {
  const { tenant, customerId, visitor } = completion;
  if (completion.isDeviceFresh === true) return { deviceSecret: visitor.deviceSecret, isNew: false };
  return deps.protection.devices.note(tx, {
    ...presentedIn(completion),
    customerId,
    deviceSecret: visitor.deviceSecret,
    client: visitor.client,
    rememberDays: tenant.settings.devices.rememberDays,
  });
}

/** What this browser presents of itself in this journey. */
export function presentedIn({ tenant, flow, visitor }: Pick<Completion, 'tenant' | 'flow'> & { visitor: Visitor }) {
  const { deviceSecret, deviceProof } = visitor;
  return { tenantId: tenant.tenantId, origin: tenant.origin, flowId: flow.flowId, deviceSecret, deviceProof };
}

/** Whoever has just registered or recovered the account knows where; anybody else's new browser is told to its owner. */
async function tellOfDevice(
  deps: CompleteDependencies,
  tx: Transaction,
  { tenant, customerId, visitor }: Completion,
  sessionId: string,
): Promise<void> {
  const { requestId, client } = visitor;
  await deps.ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'device.remembered',
    actor: { kind: 'customer', id: customerId },
    requestId,
    data: { sessionId },
    personal: client,
  });
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
): Promise<StartedSession | null> {
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
