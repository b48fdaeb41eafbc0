/**
 * The JSON door: the journeys and the account for interfaces of an application's own. It renders the very use cases of
 * the pages; no rule of business lives here.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { plain } from '../../foundation/logging/index.ts';
import { toProblemError } from '../listener/index.ts';
import { accessRoutes } from './account/access.ts';
import { identifierRoutes } from './account/identifiers.ts';
import { lifeRoutes } from './account/life.ts';
import { profileRoutes } from './account/profile.ts';
import { allowOrigin } from './cors.ts';
import type { CustomerApiDependencies } from './dependencies.ts';
import { flowRoutes } from './flows/routes.ts';
import { toOpenApi } from './openapi.ts';
import { readJson } from './read-json.ts';
import { drawReference, referenceStyle } from './reference-page.ts';
import { refuse } from './refuse.ts';
import type { ApiRoute } from './route.ts';
import { localeOf, serveRoutes } from './serve.ts';

/** The route table, in the order of the document. */
function apiRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    ...flowRoutes(deps),
    ...profileRoutes(deps),
    ...identifierRoutes(deps),
    ...lifeRoutes(deps),
    ...accessRoutes(deps),
  ];
}

/** Registers the API, its document and its reference page. */
export function registerCustomerApi(app: FastifyInstance, deps: CustomerApiDependencies): void {
  const routes = apiRoutes(deps);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'application/merge-patch+json'],
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => (body.length === 0 ? undefined : readJson(body)),
    );
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const problem = toProblemError(error);
      // What is no expected refusal, or has no tenant, is told and logged where every other one is.
      if (problem.status >= 500 || request.tenant === undefined) throw error;
      const fields = { requestId: request.id, code: plain(problem.code), route: plain(request.routeOptions.url ?? '') };
      deps.logger.debug('a request was refused', {
        ...fields,
        error: problem.cause instanceof Error ? problem.cause : null,
      });
      // Also what is refused before its route is reached is for the page that asked to read.
      allowOrigin(request, reply);
      return refuse(deps.translations, request, reply, { problem, locale: localeOf(deps, request) });
    });
    serveRoutes(scope, deps, routes);

    // Anybody may ask for them, and deriving them takes longer than most answers.
    const documents = new LRUCache<string, { readonly json: string; readonly page: string }>({ max: 50 });
    function documentsOf(origin: string) {
      const known = documents.get(origin);
      if (known !== undefined) return known;
      const document = toOpenApi(routes, origin);
      const made = { json: JSON.stringify(document), page: drawReference(document) };
      documents.set(origin, made);
      return made;
    }
    scope.get('/api/openapi.json', async (request, reply) => {
      reply.header('access-control-allow-origin', '*');
      return reply.type('application/json; charset=utf-8').send(documentsOf(request.tenant.origin).json);
    });
    scope.get('/api/docs', async (request, reply) =>
      reply.type('text/html; charset=utf-8').send(documentsOf(request.tenant.origin).page),
    );
    scope.get('/api/docs.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(referenceStyle));
  });
}
