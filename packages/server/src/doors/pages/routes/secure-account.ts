/** `/secure-account`: "this wasn't me", from a security notice. Opening it shows what will happen; only its button acts. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/secure-account';
const input = z.strictObject({ token: z.string().max(100) });
const query = z.object({ token: z.string().max(100) });

export function secureAccountRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    if (!(await deps.accountLife.canSecure(request.tenant.tenantId, token)))
      return drawLinkExpired(deps, request, reply);
    return sendPage(deps, request, reply, {
      view: 'secure-account',
      model: { form: { action: path, hidden: { token } } },
    });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    await deps.accountLife.secure({ tenant: request.tenant, token, visitor: visitorOf(deps, request) });
    return reply.redirect('/secured', 303);
  });

  app.get('/secured', async (request, reply) =>
    sendPage(deps, request, reply, {
      view: 'outcome',
      model: { outcome: 'secured', next: { href: '/recover', label: 'recover' } },
    }),
  );
}
