/**
 * The JSON door of customers: the journeys and the account for interfaces of an application's own. It renders the very
 * use cases of the pages; no rule of business lives here.
 */
import type { FastifyInstance } from 'fastify';
import { type DocumentedRoute, openJsonScope } from '../json-api/index.ts';
import { accessRoutes } from './account/access.ts';
import { deviceRequestRoutes } from './account/device-requests.ts';
import { knownDeviceRoutes } from './account/devices.ts';
import { identifierRoutes } from './account/identifiers.ts';
import { identityRoutes } from './account/identities.ts';
import { lifeRoutes } from './account/life.ts';
import { passkeyRoutes } from './account/passkeys.ts';
import { phoneFactorRoutes } from './account/phone-factor.ts';
import { profileRoutes } from './account/profile.ts';
import { secondFactorRoutes } from './account/second-factors.ts';
import { allowOrigin } from './cors.ts';
import type { CustomerApiDependencies } from './dependencies.ts';
import { toDocumented } from './document.ts';
import { flowRoutes } from './flows/routes.ts';
import type { ApiRoute } from './route.ts';
import { serveRoutes } from './serve.ts';

/** The route table, in the order of the document. */
function apiRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    ...flowRoutes(deps),
    ...profileRoutes(deps),
    ...identifierRoutes(deps),
    ...identityRoutes(deps),
    ...passkeyRoutes(deps),
    ...phoneFactorRoutes(deps),
    ...secondFactorRoutes(deps),
    ...lifeRoutes(deps),
    ...accessRoutes(deps),
    ...knownDeviceRoutes(deps),
    ...deviceRequestRoutes(deps),
  ];
}

/** Registers the API; returns its routes as the document shows them. */
export function registerCustomerApi(app: FastifyInstance, deps: CustomerApiDependencies): DocumentedRoute[] {
  const routes = apiRoutes(deps);
  // Also what is refused before its route is reached is for the page that asked to read.
  openJsonScope(app, deps, { beforeRefusal: allowOrigin }, (scope) => serveRoutes(scope, deps, routes));
  return routes.map(toDocumented);
}
