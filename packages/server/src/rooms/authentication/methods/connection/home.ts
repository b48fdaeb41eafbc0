/**
 * Where the owners of a mail domain sign in. It is asked of what was typed alone, before anybody is looked for: the answer
 * says what everybody may know of the domain, and nothing of accounts.
 */
import type { Queries } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Connection, Connections } from '../../../connections/index.ts';
import { type Customers, parseEmailAddress } from '../../../customers/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Flow } from '../../flow.ts';

export type Home = Pick<Connection, 'connectionId' | 'name' | 'preset'> & {
  /** By nothing else. */
  readonly isRequired: boolean;
};

type HomeDependencies = { readonly connections: Pick<Connections, 'forDomain'> };
/** The connection whose account elsewhere a journey waits to link, in a sign-in or a sign-up; null where it waits for none. */
export type LinkingBy = (flow: Pick<Flow, 'tenantId' | 'flowId' | 'customerId'>) => Promise<string | null>;

export async function homeOf(deps: HomeDependencies, { tenantId }: Tenant, identifier: string): Promise<Home | null> {
  const address = parseEmailAddress(identifier)?.normalised;
  if (address === undefined) return null;
  const connection = await deps.connections.forDomain(tenantId, address.slice(address.lastIndexOf('@') + 1));
  if (connection === null) return null;
  const { connectionId, name, preset, settings } = connection;
  return { connectionId, name, preset, isRequired: settings.domain_sign_in === 'required' };
}

/**
 * Refuses, with the connection named, an identifier whose owners sign in by nothing else. Whoever has come by that very
 * connection, and proves or makes their account here so that both are linked, is let on.
 */
export async function demandNoOtherHome(
  deps: HomeDependencies & { readonly linkingBy: LinkingBy },
  tenant: Tenant,
  flow: Parameters<LinkingBy>[0],
  identifier: string,
): Promise<void> {
  const home = await homeOf(deps, tenant, identifier);
  if (home?.isRequired !== true) return;
  const { connectionId: connection, name } = home;
  if ((await deps.linkingBy(flow)) === connection) return;
  throw new ProblemError('connection.required', { connection: { connection, name } });
}

/** The same of whoever was found by something else than an address, once they have proven that it is them. */
export async function demandNoOtherHomeOf(
  deps: HomeDependencies & {
    readonly connections: Pick<Connections, 'list'>;
    readonly customers: Pick<Customers, 'profile'>;
    readonly linkingBy: LinkingBy;
  },
  queries: Queries,
  {
    tenant,
    flow,
    customerId,
  }: { readonly tenant: Tenant; readonly flow: Parameters<LinkingBy>[0]; readonly customerId: string },
): Promise<void> {
  const { tenantId } = tenant;
  const connections = await deps.connections.list(tenantId, queries);
  if (!connections.some(({ settings }) => settings.domain_sign_in === 'required')) return;
  const profile = await deps.customers.profile(queries, tenantId, customerId);
  if (profile === null) return;
  // Only the one whom the journey is about is let on; whoever else's password is known meanwhile is not.
  const about = flow.customerId === customerId ? flow : { ...flow, customerId: '' };
  await demandNoOtherHome(deps, tenant, about, profile.email);
}
