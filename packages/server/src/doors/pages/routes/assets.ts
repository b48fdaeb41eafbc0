/** `/assets`: style sheet, script and marks. Names are looked up in a table; nothing is ever read from a path. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { loadAssets } from '../assets/index.ts';
import type { PageDependencies } from '../page.ts';

export function assetRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const assets = loadAssets();

  app.get('/assets/theme.css', async (request, reply) =>
    cacheable(request, reply).type('text/css; charset=utf-8').send(deps.themes.of(request.tenant).css),
  );

  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const asset = assets.find(request.params.name);
    if (asset === undefined) throw new ProblemError('request.not_found');
    return cacheable(request, reply).type(asset.contentType).send(asset.body);
  });
}

/** An address that carries a version names its content for ever; one without may change at the next upgrade. */
function cacheable(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isVersioned = 'v' in (request.query as object);
  return reply.header('cache-control', isVersioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
}
