/** APIs that tokens are made for: which an application may name, and which of their scopes it was registered for. */
import { errors, type ResourceServer } from 'oidc-provider';
import { isAdministrative } from '../../rooms/access/index.ts';
import { type Application, isOfItself } from '../../rooms/applications/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

type ResourceDependencies = Pick<ProtocolDependencies, 'applications'>;

type ApiServer = {
  readonly audience: string;
  readonly scope: string;
  readonly accessTokenTTL: number;
  readonly accessTokenFormat: 'jwt';
  readonly jwt: { readonly sign: { readonly alg: 'ES256' } };
};

/**
 * What a token for this API looks like; null when it is unknown, or not for this application. People administer through
 * the console alone: for a person, no other application is given what opens the management API.
 */
export async function resourceServerOf(
  deps: ResourceDependencies,
  { tenantId, origin }: Tenant,
  application: Application,
  { resource, bearer }: { readonly resource: string; readonly bearer: 'person' | 'service' },
): Promise<ApiServer | null> {
  const { metadata, madeBy } = application;
  // Nobody has looked at one that registered itself: it gets what the tenant opened to such, and never its own API.
  const isAllowed =
    (resource === `${origin}/api` && !isOfItself(application)) ||
    metadata.default_resource === resource ||
    metadata.allowed_resources.includes(resource);
  const known = isAllowed ? await deps.applications.resource(tenantId, resource) : null;
  if (known === null) return null;
  const mayAdminister = bearer === 'service' || madeBy === 'house' || resource !== `${origin}/api`;
  const registered = metadata.scope.split(' ').filter((scope) => mayAdminister || !isAdministrative(scope));
  return {
    audience: resource,
    scope: Object.keys(known.scopes)
      .filter((scope) => registered.includes(scope))
      .join(' '),
    accessTokenTTL: known.accessTokenSeconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}

/** The same for the engine, which wants a refusal. */
export async function resourceServer(
  deps: ResourceDependencies,
  applicationId: string,
  asked: { readonly resource: string; readonly bearer: 'person' | 'service' },
): Promise<ResourceServer> {
  const { tenant } = currentWork();
  const application = await deps.applications.find(tenant.tenantId, applicationId);
  const server = application && (await resourceServerOf(deps, tenant, application, asked));
  if (server === null) throw new errors.InvalidTarget();
  return server;
}

/** The API that is meant when a service asks for itself and names none. */
export const defaultResourceOf = ({ origin }: Tenant, { metadata }: Application): string =>
  metadata.default_resource ?? `${origin}/api`;

/** The same for the engine. For a customer's token there is no default. */
export async function defaultResource(
  deps: ResourceDependencies,
  applicationId: string,
  grantType: unknown,
): Promise<string | undefined> {
  if (grantType !== 'client_credentials') return undefined;
  const { tenant } = currentWork();
  const application = await deps.applications.find(tenant.tenantId, applicationId);
  return application === null ? `${tenant.origin}/api` : defaultResourceOf(tenant, application);
}
