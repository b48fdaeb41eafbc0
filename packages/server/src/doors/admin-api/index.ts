/**
 * The management door: `/api/admin`, for administrators and for services of the business. No rule of business lives here.
 *
 * To add routes: schemas in `packages/contract/src/api/admin/<resource>.ts` (each `named`, requests strict), exported from
 * `api/admin/index.ts`; a file `<resource>.ts` here that exports `<resource>Routes(deps): AdminRoute[]` made of
 * `defineAdminRoute({ … })`; and one line in `adminRoutes` below. Each route declares its `permission` and its `mask`.
 * `call.caller` says who asks, `call.actor` how the ledger names them. Lists answer with `listPage(deps, call, operation,
 * read)`; `version: 'answered'` with the answer's `version` gives an `ETag`, and `version: 'required'` asks for it back
 * in `call.expectedVersion`. What a new file needs from the house goes into `dependencies.ts` and is given in compose.ts.
 */
import type { FastifyInstance } from 'fastify';
import { type DocumentedRoute, openJsonScope } from '../json-api/index.ts';
import { administratorInvitationRoutes } from './administrator-invitations.ts';
import { administratorRoutes } from './administrators.ts';
import { applicationRoutes } from './applications/routes.ts';
import { applicationPartRoutes } from './applications/secrets.ts';
import { pictureRoutes } from './branding/pictures.ts';
import { previewRoutes } from './branding/preview.ts';
import { brandingRoutes } from './branding/routes.ts';
import { bulkRoutes } from './bulk.ts';
import { configurationRoutes } from './configuration.ts';
import { connectionDomainRoutes } from './connections/domains.ts';
import { connectionRoutes } from './connections/routes.ts';
import { customerActionRoutes } from './customers/actions.ts';
import { customerDetailRoutes } from './customers/detail.ts';
import { customerFactorRoutes } from './customers/factors.ts';
import { customerIdentityRoutes } from './customers/identities.ts';
import { customerListRoutes } from './customers/list.ts';
import { customerPartRoutes } from './customers/lists.ts';
import { customerNoteRoutes } from './customers/notes.ts';
import { customerSearchRoutes } from './customers/search.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { toDocumented } from './document.ts';
import { domainRoutes } from './domains.ts';
import { importRoutes } from './imports.ts';
import { initialAccessTokenRoutes } from './initial-access-tokens.ts';
import { invitationRoutes } from './invitations.ts';
import { keyRoutes } from './keys.ts';
import { ledgerRoutes } from './ledger.ts';
import { meRoutes } from './me.ts';
import { profileSchemaRoutes } from './profile-schema.ts';
import { protectionRoutes } from './protection/routes.ts';
import { resourceRoutes } from './resources.ts';
import type { AdminRoute } from './route.ts';
import { serveAdminRoutes } from './serve.ts';
import { settingsRoutes } from './settings.ts';
import { smsRoutes } from './sms.ts';
import { systemRoutes } from './system.ts';
import { tenantRoutes } from './tenants.ts';
import { textRoutes } from './texts.ts';

export type { AdminApiDependencies } from './dependencies.ts';

/** The route table, in the order of the document. */
export function adminRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [
    ...meRoutes(deps),
    ...customerListRoutes(deps),
    ...customerSearchRoutes(deps),
    ...customerDetailRoutes(deps),
    ...customerActionRoutes(deps),
    ...customerPartRoutes(deps),
    ...customerFactorRoutes(deps),
    ...customerIdentityRoutes(deps),
    ...customerNoteRoutes(deps),
    ...invitationRoutes(deps),
    ...bulkRoutes(deps),
    ...importRoutes(deps),
    ...ledgerRoutes(deps),
    ...protectionRoutes(deps),
    ...administratorRoutes(deps),
    ...administratorInvitationRoutes(deps),
    ...tenantRoutes(deps),
    ...domainRoutes(deps),
    ...brandingRoutes(deps),
    ...pictureRoutes(deps),
    ...previewRoutes(deps),
    ...textRoutes(deps),
    ...settingsRoutes(deps),
    ...smsRoutes(deps),
    ...systemRoutes(deps),
    ...resourceRoutes(deps),
    ...initialAccessTokenRoutes(deps),
    ...profileSchemaRoutes(deps),
    ...keyRoutes(deps),
    ...configurationRoutes(deps),
    ...connectionDomainRoutes(deps),
    ...connectionRoutes(deps),
    ...applicationPartRoutes(deps),
    ...applicationRoutes(deps),
  ];
}

/** Registers the API; returns its routes as the document shows them. */
export function registerAdminApi(app: FastifyInstance, deps: AdminApiDependencies): DocumentedRoute[] {
  const routes = adminRoutes(deps);
  openJsonScope(app, deps, {}, (scope) => serveAdminRoutes(scope, deps, routes));
  return routes.map(toDocumented);
}
