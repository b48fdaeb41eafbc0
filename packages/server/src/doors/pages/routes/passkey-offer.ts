/** `/account/factors/passkey/offer`: a passkey, suggested after a sign-in by password, which may be put off. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { giveSession, type PageDependencies, sendPage, sessionOf, towardOf, visitorOf } from '../page.ts';
import { passkeyForm } from '../passkey-form.ts';
import { readInput } from '../read-input.ts';
import { wayOn } from '../way-on.ts';

const manage = '/account/factors/passkey';
const path = `${manage}/offer`;
const flow = z.string().max(64);
const token = z.string().max(64);
const query = z.object({ flow });
const makeForm = z.strictObject({ flow, token, credential: z.string().max(40_000) });
const skipForm = z.strictObject({ flow, token });

export function passkeyOfferRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => draw(request, reply, readInput(query, request.query)));

  app.post(path, async (request, reply) => {
    const { flow, token, credential } = readInput(makeForm, request.body);
    const current = await authorise(deps, request, token);
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    try {
      const acting = { tenant: request.tenant, current, visitor };
      const { renewed } = await deps.accountPasskeys.add(acting, { credential, name: '' });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(await wayOn(deps, request, flow), 303);
    } catch (error) {
      return draw(request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/skip`, async (request, reply) => {
    const { flow, token } = readInput(skipForm, request.body);
    const { customerId } = await authorise(deps, request, token);
    await deps.accountPasskeys.dismissOffer(request.tenant.tenantId, customerId);
    return reply.redirect(await wayOn(deps, request, flow), 303);
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { flow, refusal }: { flow: string; refusal?: ProblemError },
  ): Promise<FastifyReply> {
    const session = await sessionOf(deps, request);
    if (session === null) return reply.redirect('/sign-in', 303);
    const hidden = { flow, token: formToken(session.secret) };
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'passkey-offer',
      model: {
        form: formModel(path, hidden, refusal),
        passkey: { ...passkeyForm('make', path, hidden), options: `${manage}/options` },
        skip: { action: `${path}/skip`, hidden },
      },
    });
  }
}
