/** Signing in by an account elsewhere, as others use it: the way there, the way back, linking, and what a sign-up begins with. */
import type { Queries, Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { Flow, ProofRecord } from '../../flow.ts';
import { isOffered } from '../../policy.ts';
import type { Arrivals, HeldArrival } from './arrival.ts';
import { begin, beginLink, type Leaving } from './begin.ts';
import type { CameBack } from './came-back.ts';
import { comeBack, type Returning } from './come-back.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { demandNoOtherHome, type Home, homeFor, type Journey, type LinkingBy } from './home.ts';
import { finishLink, type WaitingLink, waitingLink } from './link.ts';
import { linkIdentity } from './link-identity.ts';
import { demandOffered, findOffered } from './offered.ts';
import { createRequests } from './requests.ts';
import { createUpstream } from './upstream/upstream.ts';

export type { HeldArrival } from './arrival.ts';
export type { CameBack } from './came-back.ts';
export type { WaitingLink } from './link.ts';

/** A way that may begin a journey, as its button says it. */
export type OfferedConnection = {
  readonly connectionId: string;
  readonly name: string;
  readonly preset: string;
  /** Otherwise only who is linked already comes in by it. */
  readonly makesAccounts: boolean;
};

export function createConnectionSignIn(
  given: ConnectionDependencies & { readonly arrivals: Arrivals; readonly linkingBy: LinkingBy },
) {
  const { arrivals } = given;
  const deps = { ...given, requests: createRequests(given), upstream: createUpstream(given) };
  return {
    /** Where the browser of this journey goes. Refuses with `connection.unavailable` when the provider is away. */
    begin: (leaving: Leaving): Promise<{ readonly href: string }> => begin(deps, leaving),
    /** The way back. Refuses with `connection.state_refused` an answer that is not this browser's. */
    comeBack: (returning: Returning): Promise<CameBack> => comeBack(deps, returning),
    /** Where an application's own interface wants an answer that another browser brought, or null. */
    handsTo: (tenantId: string, state: string, connectionId: string): Promise<string | null> =>
      deps.requests.handsTo(tenantId, state, connectionId),

    /** Where the owner of a session goes to show an account that is to be linked. */
    beginLink: (linking: Parameters<typeof beginLink>[1]): Promise<{ readonly href: string }> =>
      beginLink(deps, linking),
    /** What they are asked about when they are back, or null. */
    waitingLink: (waiting: Parameters<typeof waitingLink>[1]): Promise<WaitingLink | null> =>
      waitingLink(deps, waiting),
    /** Their yes. */
    finishLink: (linking: Parameters<typeof finishLink>[1]): ReturnType<typeof finishLink> => finishLink(deps, linking),

    /** The account elsewhere that a journey carries: a sign-up begins with it, a sign-in of its owner links it. */
    async arrivalOf(
      queries: Queries,
      { tenantId, flowId }: Pick<Flow, 'tenantId' | 'flowId'>,
    ): Promise<HeldArrival | null> {
      const arrival = await arrivals.find(queries, tenantId, { kind: 'flow', id: flowId });
      if (arrival?.isEmailProven !== true) return arrival;
      // It may wait for a day: whether the provider is believed is asked anew.
      const connection = await deps.connections.find(tenantId, arrival.connectionId);
      return { ...arrival, isEmailProven: connection?.settings.email_is_authoritative === true };
    },
    /** The account elsewhere that a sign-in waits to link, as its page says it; null where it waits for none. */
    async waitingFor(
      tenant: Tenant,
      flow: Pick<Flow, 'flowId' | 'customerId' | 'interaction'>,
    ): Promise<{ readonly connectionId: string; readonly connectionName: string; readonly email: string } | null> {
      if (flow.customerId === null) return null;
      const { tenantId } = tenant;
      const arrival = await arrivals.find(deps.database.reader, tenantId, { kind: 'flow', id: flow.flowId });
      if (arrival === null || arrival.customerId !== flow.customerId) return null;
      const { connectionId, email } = arrival;
      // Nothing is promised that the end of the sign-in would not do.
      const connection = await findOffered(deps, { tenant, flow, connectionId });
      return connection && { connectionId, connectionName: connection.name, email: email ?? '' };
    },
    /** The same, for the sign-up that makes the account: it is linked, and is the proof. Null when it is gone. */
    async linkToNewcomer(
      tx: Transaction,
      flow: Pick<Flow, 'tenantId' | 'flowId' | 'interaction'>,
      newcomer: {
        readonly tenant: Tenant;
        readonly customerId: string;
        readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
      },
    ): Promise<ProofRecord | null> {
      const { tenantId, flowId } = flow;
      const arrival = await arrivals.take(tx, tenantId, { kind: 'flow', id: flowId });
      if (arrival === null) return null;
      const { tenant, customerId, visitor } = newcomer;
      const { connectionId } = arrival;
      // Closed, or for those alone who are linked already, since they left for it (case 160).
      const { settings } = await demandOffered(deps, { tenant, flow, connectionId, within: tx });
      if (settings.sign_up !== 'open') throw new ProblemError('connection.not_linked');
      const credentialId = await linkIdentity(deps, tx, { tenantId, customerId, visitor, arrival });
      return { method: 'connection', credentialId };
    },

    /** The connections that may begin a sign-in on the way to an application, or to none, in the order of their buttons. */
    async offered(tenant: Tenant, applicationId: string | null): Promise<readonly OfferedConnection[]> {
      const all = await deps.connections.list(tenant.tenantId);
      const settings = await deps.applications.settingsFor(tenant, applicationId);
      return all
        .filter((connection) => isOffered(settings, connection))
        .map(({ connectionId, name, preset, settings }) => ({
          ...{ connectionId, name, preset },
          makesAccounts: settings.sign_up === 'open',
        }));
    },
    /**
     * The connection that owners of such an address sign in by, and whether by nothing else; null where there is none, or
     * where the application of the journey leaves it out and there are other ways. Refuses with `connection.not_offered`.
     */
    homeOf: (tenant: Tenant, identifier: string, journey: Journey): Promise<Home | null> =>
      homeFor(deps, tenant, identifier, journey),
    /** Refuses with `connection.required` or `connection.not_offered`, before anybody is looked for, an identifier whose owners sign in by nothing else. */
    demandNoOtherHome: (tenant: Tenant, flow: Flow, identifier: string): Promise<void> =>
      demandNoOtherHome(deps, tenant, flow, identifier),
  };
}
