/** Sends a customer to their provider, out of a journey or, to link another account, out of an open session. */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { isRedirectOf } from '../../../applications/index.ts';
import type { Connection } from '../../../connections/index.ts';
import type { CurrentSession } from '../../../gate/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { Flow } from '../../flow.ts';
import type { BoundTo } from '../../store/upstream.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { demandOffered } from './offered.ts';
import type { Requests } from './requests.ts';
import { toProblem } from './to-problem.ts';
import type { Upstream, Wishes } from './upstream/upstream.ts';

export type Inside = ConnectionDependencies & { readonly requests: Requests; readonly upstream: Upstream };

export type Leaving = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly connectionId: string;
  readonly visitor: Visitor;
  /** The address that the provider may fill in. */
  readonly loginHint?: string | null;
  /** The answer to "stay signed in"; null where nobody was asked. */
  readonly keepSignedIn?: boolean | null;
  /** Whether the browser says that it can keep passkeys: one may be suggested afterwards. */
  readonly keepsPasskeys?: boolean;
  /** An address of the journey's application that the answer is handed to, for interfaces of its own. */
  readonly handsTo?: string | null;
};

/** Where the browser goes. Refuses where the way is closed, and says so when the provider is away. */
export async function begin(deps: Inside, leaving: Leaving): Promise<{ readonly href: string }> {
  const { tenant, visitor, flowId, loginHint = null, keepSignedIn = null, handsTo = null } = leaving;
  const { keepsPasskeys = false } = leaving;
  const { tenantId } = tenant;
  const { flow } = await deps.flows.demand(tenantId, flowId, visitor.browserSecret);
  if (flow.state !== 'open' || (flow.kind !== 'sign-in' && flow.kind !== 'registration'))
    throw new ProblemError('flow.unknown');
  const connection = await demandOffered(deps, { tenant, flow, connectionId: leaving.connectionId });
  if (handsTo !== null) await demandOwnAddress(deps, tenant, flow, handsTo);
  return leave(
    deps,
    { tenant, visitor, connection, wishes: { loginHint }, maxAgeSeconds: await wantedAge(deps, flow) },
    { id: flow.flowId, kind: 'flow' },
    { handsTo, keepSignedIn, keepsPasskeys },
  );
}

/** How old the sign-in at the provider may be, where the application says; what is raised is raised by a sign-in of now. */
async function wantedAge(deps: Inside, { tenantId, sessionId, interaction }: Flow): Promise<number | null> {
  if (sessionId !== null) return 0;
  if (interaction === null) return null;
  const { requests, deviceCodes } = deps.sessions;
  const { reader } = deps.database;
  const { reference } = interaction;
  return (
    (await requests.wantedAge(reader, tenantId, reference)) ??
    (await deviceCodes.wantedAge(reader, tenantId, reference))
  );
}

/** Where the owner of an open session goes to show an account that is to be linked. */
export async function beginLink(
  deps: Inside,
  linking: {
    readonly tenant: Tenant;
    readonly current: CurrentSession;
    readonly connectionId: string;
    readonly visitor: Visitor;
  },
): Promise<{ readonly href: string }> {
  const { tenant, current, visitor } = linking;
  const connection = await deps.connections.find(tenant.tenantId, linking.connectionId);
  if (connection?.state !== 'active') throw new ProblemError('connection.not_found');
  const boundTo = { kind: 'session', id: current.sessionId } as const;
  return leave(deps, { tenant, visitor, connection, wishes: {} }, boundTo, nothingAsked);
}

const nothingAsked = { handsTo: null, keepSignedIn: null, keepsPasskeys: false };

/** An answer is handed to nobody but the application of the journey, where it said that it takes answers. */
async function demandOwnAddress(
  { applications }: Pick<Inside, 'applications'>,
  { tenantId }: Tenant,
  { interaction }: Pick<Flow, 'interaction'>,
  address: string,
): Promise<void> {
  const application = interaction === null ? null : await applications.find(tenantId, interaction.applicationId);
  if (application?.state !== 'active' || !isRedirectOf(application, address))
    throw new ProblemError('request.invalid', { fields: { redirect_uri: 'not_registered' } });
}

async function leave(
  deps: Inside,
  going: {
    readonly tenant: Tenant;
    readonly visitor: Visitor;
    readonly connection: Connection;
    readonly wishes: Wishes;
    readonly maxAgeSeconds?: number | null;
  },
  boundTo: BoundTo,
  rest: { readonly handsTo: string | null; readonly keepSignedIn: boolean | null; readonly keepsPasskeys: boolean },
): Promise<{ readonly href: string }> {
  const { tenant, visitor, connection, wishes, maxAgeSeconds = null } = going;
  const { tenantId } = tenant;
  const { browserSecret, deviceProof } = visitor;
  if (browserSecret === null) throw new ProblemError('flow.other_browser');
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'flow'));
  const held = await deps.connections.withSecret(tenantId, connection.connectionId);
  if (held?.connection.state !== 'active') throw new ProblemError('connection.not_found');
  const leftAt = Math.floor(deps.clock.now().getTime() / 1000);
  const sent = {
    ...deps.requests.draw(tenant, held.connection),
    ...(maxAgeSeconds === null ? {} : { freshness: { maxAgeSeconds, leftAt } }),
  };
  const href = await deps.upstream.addressOf(held, sent, wishes).catch((error: unknown) => {
    throw toProblem(error);
  });
  const { keepSignedIn: keepsSignedIn, ...others } = rest;
  await deps.requests.keep(held.connection, sent, { boundTo, browserSecret, keepsSignedIn, deviceProof, ...others });
  return { href };
}
