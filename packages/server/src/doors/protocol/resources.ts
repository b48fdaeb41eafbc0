/** APIs that tokens are made for: which an application may name, and which of their scopes it was registered for. */
import { errors, type ResourceServer } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

type ResourceDependencies = Pick<ProtocolDependencies, 'applications'>;

/** What a token for this API looks like, or a refusal: unknown, or not for this application. */
export async function resourceServer(
  deps: ResourceDependencies,
  resource: string,
  applicationId: string,
): Promise<ResourceServer> {
  const { tenantId, origin } = currentWork().tenant;
  const application = await deps.applications.find(tenantId, applicationId);
  const isAllowed =
    resource === `${origin}/api` ||
    application?.metadata.default_resource === resource ||
    application?.metadata.allowed_resources.includes(resource);
  const known = isAllowed ? await deps.applications.resource(tenantId, resource) : null;
  if (known === null || !application) throw new errors.InvalidTarget();
  const registered = application.metadata.scope.split(' ');
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

/** The API that is meant when a service asks for itself and names none. For a customer's token there is no default. */
export async function defaultResource(
  deps: ResourceDependencies,
  applicationId: string,
  grantType: unknown,
): Promise<string | undefined> {
  if (grantType !== 'client_credentials') return undefined;
  const { tenantId, origin } = currentWork().tenant;
  const application = await deps.applications.find(tenantId, applicationId);
  return application?.metadata.default_resource ?? `${origin}/api`;
}
