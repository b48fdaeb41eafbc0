/**
 * `/recover/password`: a new password by who has proven the mailbox, in the browser that proved it; where a password is no
 * way in, the word that everything else is to end.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/recover/password';
const query = z.object({ flow: z.string().max(64) });
const form = z.strictObject({ flow: z.string().max(64), password: z.string().max(4096).optional() });

export function recoverPasswordRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { flow } = readInput(query, request.query);
    const browserSecret = deps.cookies.read(request, 'browser');
    const { step } = await deps.authentication.flows.demand(request.tenant.tenantId, flow, browserSecret);
    // A mailbox alone is no way round the other factors of an account (case 49).
    if (step === 'prove-factor') return reply.redirect(`/sign-in/second?flow=${flow}`, 303);
    return draw(deps, request, reply, { flow });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, password = null } = readInput(form, request.body);
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      const visitor = { ...visitorOf(deps, request), deviceSecret };
      const recovered = await deps.recovery.choosePassword({ tenant: request.tenant, flowId: flow, password, visitor });
      return recovered.kind === 'signed-in'
        ? await welcome(deps, request, reply, recovered.signedIn)
        : reply.redirect('/sign-in', 303);
    } catch (error) {
      return draw(deps, request, reply, { flow, refusal: refusalOf(error, 'sign_in.not_allowed') });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { flow, refusal }: { flow: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const browserSecret = deps.cookies.read(request, 'browser');
  const { email, asksPassword } = await deps.recovery.describeProven(request.tenant.tenantId, flow, browserSecret);
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    status: applyRefusal(reply, refusal),
    view: 'recover-password',
    model: { form: formModel(path, { flow }, refusal), email, asksPassword },
  });
}
