/**
 * Where the owners of a mail domain sign in. It is asked of what was typed alone, before anybody is looked for: the answer
 * says what everybody may know of the domain, and nothing of accounts.
 */
import type { Queries } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Applications } from '../../../applications/index.ts';
import type { Connection, Connections } from '../../../connections/index.ts';
import { type Customers, parseEmailAddress } from '../../../customers/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Flow } from '../../flow.ts';
import type { Flows } from '../../flows.ts';
import { isOffered } from '../../policy.ts';

export type Home = Pick<Connection, 'connectionId' | 'name' | 'preset'> & {
  /** By nothing else. */
  readonly isRequired: boolean;
};

type HomeDependencies = {
  readonly applications: Pick<Applications, 'settingsFor'>;
  readonly connections: Pick<Connections, 'forDomain'>;
};
/** Which journey of which browser, as it was said. */
export type Journey = { readonly flowId: string | undefined; readonly browserSecret: string | null };
/** The connection whose account elsewhere a journey waits to link, in a sign-in or a sign-up; null where it waits for none. */
export type LinkingBy = (flow: Pick<Flow, 'tenantId' | 'flowId' | 'customerId'>) => Promise<string | null>;
type JourneyAhead = Parameters<LinkingBy>[0] & Pick<Flow, 'interaction'>;

async function connectionOf(deps: HomeDependencies, { tenantId }: Tenant, identifier: string) {
  const address = parseEmailAddress(identifier)?.normalised;
  if (address === undefined) return null;
  return deps.connections.forDomain(tenantId, address.slice(address.lastIndexOf('@') + 1));
}

/** It on the way ahead; null where the application leaves it out and its owners may take another way. */
async function onTheWay(
  { applications }: Pick<HomeDependencies, 'applications'>,
  tenant: Tenant,
  flow: Pick<Flow, 'interaction'> | null,
  connection: Connection,
): Promise<Home | null> {
  const { connectionId, name, preset } = connection;
  const isRequired = connection.settings.domain_sign_in === 'required';
  const settings = await applications.settingsFor(tenant, flow?.interaction?.applicationId ?? null);
  if (isOffered(settings, connection)) return { connectionId, name, preset, isRequired };
  // An application that leaves it out is no way around it: its owners do not get in there.
  if (isRequired) throw new ProblemError('connection.not_offered');
  return null;
}

/** Where owners of such an address sign in, on the way of this journey. */
export async function homeFor(
  deps: HomeDependencies & { readonly flows: Pick<Flows, 'peek'> },
  tenant: Tenant,
  identifier: string,
  { flowId, browserSecret }: Journey,
): Promise<Home | null> {
  const connection = await connectionOf(deps, tenant, identifier);
  if (connection === null) return null;
  const flow = flowId === undefined ? null : await deps.flows.peek(tenant.tenantId, flowId, browserSecret);
  return onTheWay(deps, tenant, flow, connection);
}

/**
 * Refuses, with the connection named, an identifier whose owners sign in by nothing else. Whoever has come by that very
 * connection, and proves or makes their account here so that both are linked, is let on.
 */
export async function demandNoOtherHome(
  deps: HomeDependencies & { readonly linkingBy: LinkingBy },
  tenant: Tenant,
  flow: JourneyAhead,
  identifier: string,
): Promise<void> {
  const connection = await connectionOf(deps, tenant, identifier);
  if (connection?.settings.domain_sign_in !== 'required') return;
  const { connectionId, name } = connection;
  await onTheWay(deps, tenant, flow, connection);
  if ((await deps.linkingBy(flow)) === connectionId) return;
  throw new ProblemError('connection.required', { connection: { connection: connectionId, name } });
}

/** The same of whoever was found by something else than an address, once they have proven that it is them. */
export async function demandNoOtherHomeOf(
  deps: HomeDependencies & {
    readonly connections: Pick<Connections, 'list'>;
    readonly customers: Pick<Customers, 'profile'>;
    readonly linkingBy: LinkingBy;
  },
  queries: Queries,
  { tenant, flow, customerId }: { readonly tenant: Tenant; readonly flow: JourneyAhead; readonly customerId: string },
): Promise<void> {
  const { tenantId } = tenant;
  const connections = await deps.connections.list(tenantId, queries);
  if (!connections.some(({ settings }) => settings.domain_sign_in === 'required')) return;
  const profile = await deps.customers.profile(queries, tenantId, customerId);
  // A number has no domain.
  if (profile === null || profile.email === null) return;
  // Only the one whom the journey is about is let on; whoever else's password is known meanwhile is not.
  const about = flow.customerId === customerId ? flow : { ...flow, customerId: '' };
  await demandNoOtherHome(deps, tenant, about, profile.email);
}
