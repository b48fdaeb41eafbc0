/**
 * `/brand`: the pictures of the tenant whose host is asked, and previews of its pages. A picture is never anything but
 * a picture: its type was read from what it holds, browsers may not guess another, and nothing in it could run.
 */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { PageDependencies } from '../page.ts';
import { previewPolicy } from '../preview-policy.ts';
import { allowEverywhere } from './assets.ts';

export function brandRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get<{ Params: { asset: string } }>('/brand/:asset', async (request, reply) => {
    const picture = await deps.tenants.assets.read(request.tenant.tenantId, request.params.asset);
    if (picture === null) throw new ProblemError('request.not_found');
    allowEverywhere(reply);
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', 'inline')
      .type(picture.contentType)
      .send(picture.content);
  });

  app.get<{ Params: { secret: string } }>('/brand/preview/:secret', async (request, reply) => {
    const { tenantId, origin } = request.tenant;
    const preview = await deps.tenants.previews.read(tenantId, request.params.secret);
    if (preview === null) throw new ProblemError('request.not_found');
    reply.removeHeader('x-frame-options');
    return reply
      .header('content-security-policy', previewPolicy(origin))
      .type('text/html; charset=utf-8')
      .send(preview.html);
  });
}
