/**
 * What phones look for at the host of a tenant, as it is written and without a redirect: which apps belong to it. Apple
 * and Google read it from outside and keep it for hours; the apps themselves read it again when they are installed.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PageDependencies } from '../page.ts';

export function appLinkRoutes(app: FastifyInstance, { applications }: PageDependencies): void {
  app.get('/.well-known/apple-app-site-association', async ({ tenant }, reply) =>
    publish(reply, (await applications.appLinks(tenant.tenantId, tenant.origin)).apple),
  );
  app.get('/.well-known/assetlinks.json', async ({ tenant }, reply) =>
    publish(reply, (await applications.appLinks(tenant.tenantId, tenant.origin)).android),
  );
}

function publish(reply: FastifyReply, statement: object): FastifyReply {
  return reply
    .header('cache-control', 'public, max-age=300')
    .header('access-control-allow-origin', '*')
    .type('application/json')
    .send(JSON.stringify(statement));
}
