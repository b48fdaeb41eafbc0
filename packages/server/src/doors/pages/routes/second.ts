/**
 * `/sign-in/second`: the second half of a sign-in, or of a recovery, by one of the ways that there are now. There is no
 * session yet: nothing but this journey is open to who is here (case 62).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { SecondOutcome } from '../../../rooms/authentication/index.ts';
import { applyRefusal, refusalOf } from '../form-refusal.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { answerFields, answersOf, proofForm } from '../second-forms.ts';

const path = '/sign-in/second';
const method = z.string().max(40);
const query = z.object({ flow: z.string().max(64), method: method.optional(), sent: z.literal('1').optional() });
const chosen = z.strictObject({ flow: z.string().max(64), method });
const form = z.strictObject({ ...chosen.shape, ...answerFields, remember: z.literal('yes').optional() });

export function secondRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const journeyOf = (request: FastifyRequest, flowId: string) => ({
    tenant: request.tenant,
    flowId,
    visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
  });

  app.get(path, async (request, reply) => {
    const { flow, method, sent } = readInput(query, request.query);
    return draw(request, reply, { flow, method, wasSent: sent === '1' });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method, remember, ...fields } = readInput(form, request.body);
    try {
      const journey = journeyOf(request, flow);
      const answers = answersOf(fields);
      const remembersDevice = remember === 'yes';
      const outcome = await deps.authentication.second.submit({ ...journey, method, answers, remembersDevice });
      return await goOn(deps, request, reply, outcome, flow);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return draw(request, reply, { flow, method, refusal: refusalOf(error, 'sign_in.not_allowed') });
    }
  });

  /** What the script of a passkey asks its authenticator. */
  app.post(`${path}/options`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method } = readInput(chosen, request.body);
    const options = await deps.authentication.second.begin({ ...journeyOf(request, flow), method });
    return reply.send({ public_key: options });
  });

  app.post(`${path}/send`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method } = readInput(chosen, request.body);
    try {
      await deps.authentication.second.begin({ ...journeyOf(request, flow), method });
      return reply.redirect(`${path}?flow=${flow}&method=${encodeURIComponent(method)}&sent=1`, 303);
    } catch (error) {
      return draw(request, reply, { flow, method, refusal: refusalOf(error) });
    }
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { flow: string; method?: string | undefined; wasSent?: boolean; refusal?: ProblemError },
  ): Promise<FastifyReply> {
    const { flow, refusal } = shown;
    const view = await deps.authentication.second.view(journeyOf(request, flow));
    if (view.step === 'enrol-second') return reply.redirect(`/sign-in/enrol?flow=${flow}`, 303);
    const [first] = view.ways;
    if (first === undefined) throw new ProblemError('factor.not_offered');
    const method = view.ways.find((way) => way === shown.method) ?? first;
    const { wasSent = false } = shown;
    const isRecovery = view.step === 'prove-factor';
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'second',
      model: {
        ...proofForm(path, { hidden: { flow }, method, ways: view.ways, query: `flow=${flow}`, wasSent, refusal }),
        ...(view.rememberDeviceDays === 0 ? {} : { rememberDays: view.rememberDeviceDays }),
        isUnknownDevice: view.isUnknownDevice,
        startAgainHref: isRecovery ? `/recover?from=${flow}` : `/sign-in?from=${flow}`,
        // A mailbox stands here only where nothing but the browser is to be confirmed: no factor is missing.
        ...(view.ways.includes('email-code') ? {} : { lostHref: `/sign-in/lost-factor?flow=${flow}` }),
      },
    });
  }
}

/** On from a second proof: signed in, asked for more, or to the new password of a recovery. */
export async function goOn(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: SecondOutcome,
  flow: string,
): Promise<FastifyReply> {
  if ('proven' in outcome) return reply.redirect(`/recover/password?flow=${outcome.flowId}`, 303);
  return welcome(deps, request, reply, await withQuestion(deps, request, flow, outcome));
}
