/** `/sign-in`: address and password. A browser that is signed in already is sent on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { beginOrResume } from '../begin-or-resume.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { type PageDependencies, sendPage, sessionOf, towardOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  identifier: z.string().max(1000),
  password: z.string().max(4096),
});

export function signInRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-in', async (request, reply) => {
    const { flow } = request.query as { flow?: unknown };
    // An application may want a customer who is signed in to sign in again.
    const isAsked = typeof flow === 'string' && (await towardOf(deps, request, flow)) !== null;
    if (!isAsked && (await sessionOf(deps, request)) !== null) return reply.redirect('/account', 303);
    const flowId = await beginOrResume(deps, request, reply, 'sign-in');
    return flowId === null ? reply : draw(deps, request, reply, { flow: flowId });
  });

  app.post('/sign-in', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, identifier, password } = readInput(form, request.body);
    const deviceSecret = deps.cookies.ensure(request, reply, 'device');
    try {
      requireFilled({ identifier: identifier.trim(), password });
      const signedIn = await deps.authentication.submitPassword({
        tenant: request.tenant,
        flowId: flow,
        identifier,
        password,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      return await welcome(deps, request, reply, signedIn);
    } catch (error) {
      return draw(deps, request, reply, { flow, identifier, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; identifier?: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, identifier = '', refusal } = shown;
  const toward = await towardOf(deps, request, flow);
  return sendPage(deps, request, reply, {
    toward,
    status: applyRefusal(reply, refusal),
    view: 'sign-in',
    model: {
      form: formModel('/sign-in', { flow }, refusal),
      values: { identifier },
      signUpHref: toward ? `/sign-up?from=${flow}` : '/sign-up',
    },
  });
}
