/** The ways back to an account that is about to close: signing in to it, or the link from the mail. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const flowInput = z.strictObject({ flow: z.string().max(64) });
const flowQuery = z.object({ flow: z.string().max(64) });
const linkInput = z.strictObject({ token: z.string().max(100) });
const linkQuery = z.object({ token: z.string().max(100) });

export function keepAccountRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-in/keep', async (request, reply) => {
    const { flow } = readInput(flowQuery, request.query);
    const browserSecret = deps.cookies.read(request, 'browser');
    const { tenantId } = request.tenant;
    const closesAt = await deps.accountLife.describeKeepBySignIn(tenantId, flow, browserSecret);
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      view: 'keep-account',
      model: { form: { action: '/sign-in/keep', hidden: { flow } }, closesAt },
    });
  });

  app.post('/sign-in/keep', async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(flowInput, request.body);
    const deviceSecret = deps.cookies.deviceOf(request);
    const visitor = { ...visitorOf(deps, request), deviceSecret };
    return welcome(
      deps,
      request,
      reply,
      await deps.accountLife.keepBySignIn({ tenant: request.tenant, flowId: flow, visitor }),
    );
  });

  app.get('/keep-account', async (request, reply) => {
    const { token } = readInput(linkQuery, request.query);
    const closesAt = await deps.accountLife.describeKeepByLink(request.tenant.tenantId, token);
    if (closesAt === null) return drawLinkExpired(deps, request, reply);
    return sendPage(deps, request, reply, {
      view: 'keep-account',
      model: { form: { action: '/keep-account', hidden: { token } }, closesAt },
    });
  });

  app.post('/keep-account', async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(linkInput, request.body);
    await deps.accountLife.keepByLink({ tenant: request.tenant, token, visitor: visitorOf(deps, request) });
    return reply.redirect('/kept', 303);
  });

  app.get('/kept', async (request, reply) =>
    sendPage(deps, request, reply, {
      view: 'outcome',
      model: { outcome: 'kept', next: { href: '/sign-in', label: 'sign_in' } },
    }),
  );
}
