/** `/assets`: style sheet, script and marks. Names are looked up in a table; nothing is ever read from a path. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { loadAssets } from '../assets/index.ts';
import type { PageDependencies } from '../page.ts';
import { readThemeQuery } from '../themes.ts';

export function assetRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const assets = loadAssets();

  app.get('/assets/theme.css', async (request, reply) => {
    const wishes = readThemeQuery(request.query) ?? request.tenant.settings.branding;
    const { css, version } = deps.themes.of(wishes);
    return cacheable(request, reply, version).type('text/css; charset=utf-8').send(css);
  });

  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const asset = assets.find(request.params.name);
    if (asset === undefined) throw new ProblemError('request.not_found');
    return cacheable(request, reply, asset.version).type(asset.contentType).send(asset.body);
  });
}

/**
 * An address that carries the version of what it gets names it for ever. One without, or with the version of a newer or
 * older node, does not: a cache would keep the wrong content under that address for a year.
 */
function cacheable(request: FastifyRequest, reply: FastifyReply, version: string): FastifyReply {
  const isVersioned = (request.query as { v?: unknown }).v === version;
  allowEverywhere(reply);
  return reply.header('cache-control', isVersioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
}

/**
 * What is the same for everybody may be shown anywhere: in a frame without an origin, where a branding is looked at, and
 * in the mail program of a browser.
 */
export function allowEverywhere(reply: FastifyReply): void {
  reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
}
