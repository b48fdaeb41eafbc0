/** Serves the OpenAPI document of both JSON doors, and the reference page drawn from it. Anybody may ask for them. */
import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { toOpenApi } from './openapi.ts';
import { drawReference, referenceStyle } from './reference-page.ts';
import type { DocumentedRoute } from './route.ts';

/** Registers `/api/openapi.json` and `/api/docs` for these routes. */
export function registerReference(app: FastifyInstance, routes: readonly DocumentedRoute[]): void {
  // Deriving them takes longer than most answers.
  const documents = new LRUCache<string, { readonly json: string; readonly page: string }>({ max: 50 });
  function documentsOf(origin: string) {
    const known = documents.get(origin);
    if (known !== undefined) return known;
    const document = toOpenApi(routes, origin);
    const made = { json: JSON.stringify(document), page: drawReference(document) };
    documents.set(origin, made);
    return made;
  }
  app.get('/api/openapi.json', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    return reply.type('application/json; charset=utf-8').send(documentsOf(request.tenant.origin).json);
  });
  app.get('/api/docs', async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(documentsOf(request.tenant.origin).page),
  );
  app.get('/api/docs.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(referenceStyle));
}
