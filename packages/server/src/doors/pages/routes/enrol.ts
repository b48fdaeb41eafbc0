/**
 * `/sign-in/enrol`: setting up the second factor that is required, inside the journey that requires it. Until it is
 * there, there is no session and no token (case 63).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { withCodesOffered } from '../offer-codes.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { passkeyForm } from '../passkey-form.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { answerFields, answersOf, appSetUp, wordOf } from '../second-forms.ts';
import { goOn } from './second.ts';

const path = '/sign-in/enrol';
const query = z.object({
  flow: z.string().max(64),
  method: z.string().max(40).optional(),
  sent: z.literal('1').optional(),
});
const chosen = z.strictObject({ flow: z.string().max(64), method: z.string().max(40) });
const sendForm = z.strictObject({ ...chosen.shape, phone: z.string().max(100).optional() });
const form = z.strictObject({ ...chosen.shape, ...answerFields });

export function enrolRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const journeyOf = (request: FastifyRequest, flowId: string) => ({
    tenant: request.tenant,
    flowId,
    visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
  });

  app.get(path, async (request, reply) => {
    const { sent, ...shown } = readInput(query, request.query);
    return draw(request, reply, { ...shown, wasSent: sent === '1' });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method, ...fields } = readInput(form, request.body);
    try {
      const journey = journeyOf(request, flow);
      const outcome = await deps.authentication.second.submitEnrolment({
        ...journey,
        method,
        answers: answersOf(fields),
      });
      if ('proven' in outcome) return await goOn(deps, request, reply, outcome, flow);
      const signedIn = await withQuestion(deps, request, flow, outcome);
      return await welcome(deps, request, reply, await withCodesOffered(deps, request, signedIn));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return draw(request, reply, { flow, method, refusal: refusalOf(error, 'sign_in.not_allowed'), wasSent: true });
    }
  });

  /** What the script of a passkey asks its authenticator to make. */
  app.post(`${path}/options`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method } = readInput(chosen, request.body);
    const options = await deps.authentication.second.beginEnrolment({ ...journeyOf(request, flow), method });
    return reply.send({ public_key: options });
  });

  /** Has a code sent, to the number of the account or to the one that was typed. */
  app.post(`${path}/send`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, method, phone } = readInput(sendForm, request.body);
    const answers = phone === undefined ? {} : { phone };
    try {
      await deps.authentication.second.beginEnrolment({ ...journeyOf(request, flow), method, answers });
      return reply.redirect(`${path}?flow=${flow}&method=${encodeURIComponent(method)}&sent=1`, 303);
    } catch (error) {
      return draw(request, reply, { flow, method, phone, refusal: refusalOf(error) });
    }
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      flow: string;
      method?: string | undefined;
      refusal?: ProblemError;
      wasSent?: boolean;
      phone?: string | undefined;
    },
  ): Promise<FastifyReply> {
    const { flow, refusal, wasSent = false } = shown;
    const journey = journeyOf(request, flow);
    const view = await deps.authentication.second.view(journey);
    if (view.step !== 'enrol-second') return reply.redirect(`/sign-in/second?flow=${flow}`, 303);
    const [only, ...rest] = view.ways;
    if (only === undefined) throw new ProblemError('factor.not_offered');
    const method = view.ways.find((way) => way === shown.method) ?? (rest.length === 0 ? only : undefined);
    const hidden = { flow, ...(method === undefined ? {} : { method }) };
    const app =
      method === 'authenticator'
        ? appSetUp(await deps.authentication.second.beginEnrolment({ ...journey, method }))
        : null;
    const isSent = method === 'sms-code';
    const asks = isSent ? await deps.authentication.second.enrolmentAsks({ ...journey, method }) : null;
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'enrol',
      model: {
        isWayIn: view.isWayIn,
        form: formModel(path, hidden, refusal),
        ...(method === undefined ? {} : { method: wordOf(method) }),
        ...(method === 'passkey' ? { passkey: passkeyForm('make', path, hidden) } : {}),
        ...(app === null ? {} : { app }),
        ...(isSent ? { send: formModel(`${path}/send`, hidden, wasSent ? undefined : refusal), wasSent } : {}),
        ...(asks === null
          ? {}
          : { number: shown.phone ?? '', otherNumberHref: `${path}?flow=${flow}&method=${method}` }),
        others: view.ways
          .filter((way) => way !== method)
          .map((way) => ({ method: wordOf(way), href: `${path}?flow=${flow}&method=${way}` })),
        startAgainHref: `/sign-in?from=${flow}`,
      },
    });
  }
}
