/** `/assets`: style sheet, script and marks. Names are looked up in a table; nothing is ever read from a path. */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { deriveTheme } from '../../../rooms/tenants/index.ts';
import { loadAssets } from '../assets/index.ts';

const forever = 'public, max-age=31536000, immutable';

export function assetRoutes(app: FastifyInstance): void {
  const assets = loadAssets();

  app.get('/assets/theme.css', async (request, reply) => {
    const { css } = deriveTheme(request.tenant.settings.branding);
    return reply.type('text/css; charset=utf-8').header('cache-control', forever).send(css);
  });

  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const asset = assets.find(request.params.name);
    if (asset === undefined) throw new ProblemError('request.not_found');
    return reply.type(asset.contentType).header('cache-control', forever).send(asset.body);
  });
}
