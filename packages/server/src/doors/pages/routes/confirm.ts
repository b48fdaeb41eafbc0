/** `/account/confirm`: "Confirm it is you", in an open session, on the way to something sensitive. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { isFresh, safeReturnTo } from '../../../rooms/authentication/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { giveSession, type PageDependencies, sendPage, sessionOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';

const path = '/account/confirm';
const query = z.object({ to: z.string().max(2048).optional() });
const form = z.strictObject({
  token: z.string().max(64),
  to: z.string().max(2048),
  password: z.string().max(4096),
});

export function confirmRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const to = placeOf(request, readInput(query, request.query).to);
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    return isFresh(visit.current) ? reply.redirect(to, 303) : draw(deps, request, reply, visit, { to });
  });

  app.post(path, async (request, reply) => {
    const { token, to: wanted, password } = readInput(form, request.body);
    const to = placeOf(request, wanted);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    const deviceSecret = deps.cookies.ensure(request, reply, 'device');
    try {
      requireFilled({ password });
      const visitor = { ...visitorOf(deps, request), deviceSecret };
      const renewed = await deps.authentication.confirm({ tenant, current, password, visitor });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(to, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      const session = await sessionOf(deps, request);
      if (session === null) throw error;
      return draw(deps, request, reply, { current, token: formToken(session.secret) }, { to, refusal });
    }
  });
}

const placeOf = (request: FastifyRequest, to: string | undefined): string =>
  safeReturnTo(to, request.tenant.origin) ?? '/account';

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  { to, refusal }: { to: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const email = await deps.accountLife.addressOf(request.tenant.tenantId, current.customerId);
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'confirm',
    model: { form: formModel(path, { token, to }, refusal), email },
  });
}
