/** `/sign-up`: the form that asks for an address and a password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, towardOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  email: z.string().max(1000),
  password: z.string().max(4096),
  name: z.string().max(1000).default(''),
});

export function signUpRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-up', async (request, reply) => {
    const journey = await beginOrResume(deps, request, reply, 'registration', await namedJourney(deps, request));
    return journey === null ? reply : draw(deps, request, reply, { flow: journey.flowId, toward: journey.interaction });
  });

  app.post('/sign-up', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, ...details } = readInput(form, request.body);
    try {
      const { flowId } = await deps.registration.submit({
        tenant: request.tenant,
        flowId: flow,
        form: details,
        locale: localeOf(deps, request),
        visitor: visitorOf(deps, request),
      });
      return reply.redirect(`/verify?flow=${flowId}`, 303);
    } catch (error) {
      return draw(deps, request, reply, { flow, email: details.email, name: details.name, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; toward?: FlowInteraction | null; email?: string; name?: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, name = '', refusal } = shown;
  const toward = shown.toward === undefined ? await towardOf(deps, request, flow) : shown.toward;
  const email = shown.email ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  return sendPage(deps, request, reply, {
    toward,
    ...(refusal === undefined && email === '' && name === '' ? { blankFor: flow } : {}),
    status: applyRefusal(reply, refusal),
    view: 'sign-up',
    model: {
      form: formModel('/sign-up', { flow }, refusal),
      values: { email, name },
      signInHref: toward ? `/sign-in?from=${flow}` : '/sign-in',
    },
  });
}
