/**
 * What browsers and password managers look for: which pages may use the keys of this host (Web Authentication §5.11), and
 * where passkeys are made and managed (https://w3c.github.io/webappsec-passkey-endpoints/).
 */
import type { FastifyInstance } from 'fastify';
import type { PageDependencies } from '../page.ts';

export function passkeyAddressRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/.well-known/webauthn', async (request, reply) => {
    const { tenantId } = request.tenant;
    const [own, direct] = await Promise.all([
      deps.tenants.origins(tenantId),
      deps.applications.directOrigins(tenantId),
    ]);
    return reply
      .header('cache-control', 'public, max-age=300')
      .type('application/json')
      .send(JSON.stringify({ origins: [...new Set([...own, ...direct])] }));
  });

  app.get('/.well-known/passkey-endpoints', async (request, reply) => {
    const manage = `${request.tenant.origin}/account/factors/passkey`;
    return reply
      .header('cache-control', 'public, max-age=300')
      .type('application/json')
      .send(JSON.stringify({ enroll: manage, manage }));
  });
}
