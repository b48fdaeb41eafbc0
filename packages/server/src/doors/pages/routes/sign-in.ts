/** `/sign-in`: address and password. A browser that is signed in already is sent on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import {
  localeOf,
  type PageDependencies,
  sendPage,
  sessionOf,
  towardShown,
  visitorOf,
  welcome,
  wordsOf,
} from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { identifierLabel } from '../sign-in-label.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  identifier: z.string().max(1000),
  password: z.string().max(4096),
  keep: z.literal('yes').optional(),
});

export function signInRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-in', async (request, reply) => {
    const named = await namedJourney(deps, request);
    // An application may want a customer who is signed in to sign in again.
    const isAsked = named !== null && named.interaction !== null;
    if (!isAsked && (await sessionOf(deps, request)) !== null) return reply.redirect('/account', 303);
    const journey = await beginOrResume(deps, request, reply, 'sign-in', named);
    return journey === null
      ? reply
      : draw(deps, request, reply, { flow: journey.flowId, interaction: journey.interaction });
  });

  app.post('/sign-in', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, identifier, password, keep } = readInput(form, request.body);
    const keepSignedIn = keep === 'yes';
    const deviceSecret = deps.cookies.ensure(request, reply, 'device');
    try {
      requireFilled({ identifier: identifier.trim(), password });
      const signedIn = await deps.authentication.submitPassword({
        tenant: request.tenant,
        flowId: flow,
        identifier,
        password,
        keepSignedIn,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      return await welcome(deps, request, reply, await withQuestion(deps, request, flow, signedIn));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return draw(deps, request, reply, { flow, identifier, keepSignedIn, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    flow: string;
    interaction?: FlowInteraction | null;
    identifier?: string;
    keepSignedIn?: boolean;
    refusal?: ProblemError;
  },
): Promise<FastifyReply> {
  const { flow, keepSignedIn = false, refusal } = shown;
  const toward = await towardShown(deps, request, shown);
  const { registration, session } = toward?.settings ?? request.tenant.settings;
  const identifier = shown.identifier ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  const translate = wordsOf(deps, request).translator(localeOf(deps, request));
  const label = identifierLabel(translate, deps.accountIdentifiers.rules(request.tenant));
  return sendPage(deps, request, reply, {
    toward,
    ...(refusal === undefined && identifier === '' ? { blankFor: flow } : {}),
    status: applyRefusal(reply, refusal),
    view: 'sign-in',
    model: {
      form: { ...formModel('/sign-in', { flow }, refusal), labels: { identifier: label.text } },
      isEmailOnly: label.isEmailOnly,
      values: { identifier },
      recoverHref: `/recover?from=${flow}`,
      ...(registration.mode === 'open' ? { signUpHref: toward ? `/sign-up?from=${flow}` : '/sign-up' } : {}),
      ...(session.keepSignedIn === 'ask' ? { keep: { checked: keepSignedIn } } : {}),
    },
  });
}
