/** `/account/password/leaked`: another password in the place of a leaked one, after a sign-in with it; it may be put off. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { giveSession, type PageDependencies, sendPage, sessionOf, towardOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { wayOn } from '../way-on.ts';

const path = '/account/password/leaked';
const flow = z.string().max(64);
const token = z.string().max(64);
const query = z.object({ flow });
const form = z.strictObject({
  flow,
  token,
  current_password: z.string().max(4096),
  password: z.string().max(4096),
  end_others: z.literal('yes').optional(),
});
const laterForm = z.strictObject({ flow, token });

export function leakedPasswordRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) =>
    draw(request, reply, { ...readInput(query, request.query), endOthers: true }),
  );

  app.post(path, async (request, reply) => {
    const { flow, token, ...fields } = readInput(form, request.body);
    const current = await authorise(deps, request, token);
    const endOthers = fields.end_others === 'yes';
    try {
      requireFilled({ current_password: fields.current_password });
      const renewed = await deps.accountLife.changePassword({
        tenant: request.tenant,
        current,
        currentPassword: fields.current_password,
        password: fields.password,
        endOthers,
        visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
      });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(await wayOn(deps, request, flow), 303);
    } catch (error) {
      return draw(request, reply, { flow, endOthers, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/later`, async (request, reply) => {
    const { flow, token } = readInput(laterForm, request.body);
    const { customerId } = await authorise(deps, request, token);
    await deps.accountLife.leaked.putOff(request.tenant.tenantId, customerId);
    return reply.redirect(await wayOn(deps, request, flow), 303);
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { flow, endOthers, refusal }: { flow: string; endOthers: boolean; refusal?: ProblemError },
  ): Promise<FastifyReply> {
    const session = await sessionOf(deps, request);
    if (session === null) return reply.redirect('/sign-in', 303);
    const hidden = { flow, token: formToken(session.secret) };
    const whose = [request.tenant.tenantId, session.current.customerId] as const;
    const [email, weakness] = await Promise.all([
      deps.accountLife.addressOf(...whose),
      deps.accountLife.leaked.weakness(...whose),
    ]);
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'leaked-password',
      model: {
        ...{ form: formModel(path, hidden, refusal), email, endOthers, weakness },
        later: { action: `${path}/later`, hidden },
      },
    });
  }
}
