/**
 * `/account/connections/link/:connection` leads to a provider, `/account/connections/link` asks whether the account that
 * was shown there is to be linked, and `/account/connections/confirm` is the yes. Nothing is linked by coming back: only
 * by that form, with a proof of the last minutes (case 157).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { isPrefetch } from '../prefetch.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { accountFrame } from '../views/account-sections.ts';
import { drawConnections, isShownWithConnections } from './account-connections.ts';

const list = '/account/connections';
const path = `${list}/link`;
const confirmPath = `${list}/confirm`;
const arrivalId = z.string().min(1).max(64);
const query = z.object({ arrival: arrivalId });
const form = z.strictObject({ token: z.string().max(64), arrival: arrivalId });

export function accountConnectionLinkRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get<{ Params: { connection: string } }>(`${path}/:connection`, async (request, reply) => {
    // Looking ahead is no wish to go there, and nor is another site's link.
    if (isPrefetch(request)) return reply.status(503).send();
    refuseCrossSite(request);
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { connection: connectionId } = request.params;
    const acting = { tenant: request.tenant, current: visit.current, visitor: leaving(request, reply) };
    try {
      const { href } = await deps.accountIdentities.beginLink(acting, connectionId);
      return reply.redirect(href, 303);
    } catch (error) {
      return drawConnections(deps, request, reply, visit, { refusal: shown(error) });
    }
  });

  app.get(path, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const { arrival } = query.safeParse(request.query).data ?? {};
    const waiting =
      arrival === undefined
        ? null
        : await deps.accountIdentities.waitingLink({ tenant: request.tenant, current, arrivalId: arrival });
    if (arrival === undefined || waiting === null)
      return drawConnections(deps, request, reply, visit, { refusal: new ProblemError('link.refused') });
    const label = waiting.email ?? waiting.name;
    return sendPage(deps, request, reply, {
      view: 'account-connection-link',
      model: {
        account: accountFrame('sign_in', token),
        form: { action: confirmPath, hidden: { token, arrival } },
        connectionName: waiting.connectionName,
        ...(label === null ? {} : { label }),
        own: await deps.accountLife.addressOf(request.tenant.tenantId, current.customerId),
        cancelHref: list,
      },
    });
  });

  app.post(confirmPath, async (request, reply) => {
    const { token, arrival } = readInput(form, request.body);
    const current = await authorise(deps, request, token);
    const linking = { tenant: request.tenant, current, arrivalId: arrival, visitor: visitorOf(deps, request) };
    try {
      await deps.accountIdentities.finishLink(linking);
    } catch (error) {
      return drawConnections(deps, request, reply, { current, token }, { refusal: shown(error) });
    }
    return reply.redirect(`${list}?notice=linked`, 303);
  });

  /** The browser that leaves is the one that comes back. */
  function leaving(request: FastifyRequest, reply: FastifyReply) {
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    return { ...visitorOf(deps, request), browserSecret };
  }

  function shown(error: unknown): ProblemError {
    if (error instanceof ProblemError && isShownWithConnections(error)) return error;
    throw error;
  }
}
