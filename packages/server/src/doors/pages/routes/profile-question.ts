/** `/profile-question`: one question after a sign-in, which may be put off, on the way to where the sign-in leads. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { localeOf, type PageDependencies, sendPage, sessionOf, towardOf, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';

const path = '/profile-question';
const skipPath = `${path}/skip`;
const query = z.object({ flow: z.string().max(64) });
const form = z.strictObject({ flow: z.string().max(64), token: z.string().max(64), question: z.string().max(40) });

export function profileQuestionRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { flow } = readInput(query, request.query);
    return draw(deps, request, reply, { flow });
  });

  app.post(path, async (request, reply) => {
    const { tenantId } = request.tenant;
    const { attributes } = await deps.profileSchema.current(tenantId);
    const { question: name } = (request.body ?? {}) as { question?: unknown };
    const asked = attributes.filter((attribute) => attribute.name === name);
    const { given, rest } = takeAttributes(asked, request.body);
    const { flow, token, question } = readInput(form, rest);
    const { customerId } = await authorise(deps, request, token);
    try {
      const answer = { customerId, attribute: question, value: given[question], requestId: request.id };
      await deps.account.answerQuestion(tenantId, answer);
    } catch (error) {
      return draw(deps, request, reply, { flow, given, refusal: refusalOf(error) });
    }
    return reply.redirect((await wayOn(deps, request, flow)).returnTo, 303);
  });

  app.post(skipPath, async (request, reply) => {
    const { flow, token, question } = readInput(form, request.body);
    const { customerId } = await authorise(deps, request, token);
    await deps.account.skipQuestion(request.tenant.tenantId, customerId, question);
    return reply.redirect((await wayOn(deps, request, flow)).returnTo, 303);
  });
}

/** Where this browser's sign-in leads; a journey that is not its own leads nowhere but to the account. */
async function wayOn(deps: PageDependencies, request: FastifyRequest, flowId: string) {
  const browserSecret = deps.cookies.read(request, 'browser');
  const flow = await deps.authentication.flows.peek(request.tenant.tenantId, flowId, browserSecret);
  return { returnTo: flow?.returnTo ?? '/account', toward: await towardOf(deps, request, flowId) };
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; given?: Readonly<Record<string, unknown>>; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, given = {}, refusal } = shown;
  const translations = wordsOf(deps, request);
  const { returnTo, toward } = await wayOn(deps, request, flow);
  const session = await sessionOf(deps, request);
  const question =
    session === null ? null : await deps.account.nextQuestion(request.tenant.tenantId, session.current.customerId);
  if (session === null || question === null) return reply.redirect(returnTo, 303);
  const { attribute, isSkippable } = question;
  const locale = localeOf(deps, request);
  const hidden = { flow, token: formToken(session.secret), question: attribute.name };
  return sendPage(deps, request, reply, {
    toward,
    status: applyRefusal(reply, refusal),
    view: 'profile-question',
    model: {
      form: { ...formModel(path, hidden, refusal), labels: labelsOf(translations, locale, [attribute]) },
      field: toField({ translations, locale }, attribute, given[attribute.name], false),
      ...(isSkippable ? { skip: { action: skipPath, hidden } } : {}),
    },
  });
}
