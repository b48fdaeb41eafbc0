/** `/stop-lost-factor`: from the message that somebody says a factor is lost. Opening it acts on nothing; its button does. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authorise } from '../authorise.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/stop-lost-factor';
const input = z.strictObject({ token: z.string().max(100) });
const query = z.object({ token: z.string().max(100) });

export function stopLostFactorRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    if (!(await deps.recovery.lostFactor.canStop(request.tenant.tenantId, token)))
      return drawLinkExpired(deps, request, reply);
    return sendPage(deps, request, reply, {
      view: 'stop-lost-factor',
      model: { form: { action: path, hidden: { token } } },
    });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    await deps.recovery.lostFactor.stopByLink({ tenant: request.tenant, token, visitor: visitorOf(deps, request) });
    return reply.redirect('/lost-factor-stopped', 303);
  });

  app.get('/lost-factor-stopped', async (request, reply) =>
    sendPage(deps, request, reply, {
      view: 'outcome',
      model: { outcome: 'lost_factor_stopped', next: { href: '/account/password', label: 'password' } },
    }),
  );

  // The same in an open session, from the list of factors.
  app.post('/account/factors/keep', async (request, reply) => {
    const { token } = readInput(input, request.body);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    await deps.recovery.lostFactor.stopBySession({ tenant, current, visitor: visitorOf(deps, request) });
    return reply.redirect('/lost-factor-stopped', 303);
  });
}
