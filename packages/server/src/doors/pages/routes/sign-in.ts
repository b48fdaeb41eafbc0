/** `/sign-in`: address and password. A browser that is signed in already is sent on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
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
    const named = await namedJourney(deps, request);
    // An application may want a customer who is signed in to sign in again.
    const isAsked = named !== null && named.interaction !== null;
    if (!isAsked && (await sessionOf(deps, request)) !== null) return reply.redirect('/account', 303);
    const journey = await beginOrResume(deps, request, reply, 'sign-in', named);
    return journey === null ? reply : draw(deps, request, reply, { flow: journey.flowId, toward: journey.interaction });
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
  shown: { flow: string; toward?: FlowInteraction | null; identifier?: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, refusal } = shown;
  const toward = shown.toward === undefined ? await towardOf(deps, request, flow) : shown.toward;
  const identifier = shown.identifier ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  return sendPage(deps, request, reply, {
    toward,
    ...(refusal === undefined && identifier === '' ? { blankFor: flow } : {}),
    status: applyRefusal(reply, refusal),
    view: 'sign-in',
    model: {
      form: formModel('/sign-in', { flow }, refusal),
      values: { identifier },
      signUpHref: toward ? `/sign-up?from=${flow}` : '/sign-up',
    },
  });
}
