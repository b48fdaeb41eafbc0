/** `/sign-in/code`: a mailed code or link as the first proof, and the wait for it in the browser that asked. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { arrivalOf, demandWork } from '../challenge.ts';
import { homeNamedBy } from '../connection-buttons.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { drawHome, drawSignIn } from './sign-in.ts';

const path = '/sign-in/code';
const query = z.object({ flow: z.string().max(64), sent: z.literal('1').optional() });
const form = z.strictObject({ flow: z.string().max(64), code: z.string().max(64) });
const resendForm = z.strictObject({ flow: z.string().max(64) });
// Sent by a second button of the form of the password: its field comes along, and is read by nobody.
const requestForm = z.strictObject({
  flow: z.string().max(64),
  identifier: z.string().max(1000),
  password: z.string().max(4096).optional(),
  keep: z.literal('yes').optional(),
  passkeys: z.enum(['', 'yes']).optional(),
});

export function signInCodeRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const journeyOf = (request: FastifyRequest, flowId: string) => ({
    tenant: request.tenant,
    flowId,
    visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
  });

  app.get(path, async (request, reply) => {
    const { flow, sent } = readInput(query, request.query);
    return draw(request, reply, { flow, wasSent: sent === '1' });
  });

  app.post(`${path}/request`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, identifier, keep } = readInput(requestForm, request.body);
    const keepSignedIn = keep === 'yes';
    try {
      // A text message costs money: it is never what is mailed anyway.
      await demandWork(deps, request, 'mailed-code', { flow, isMailed: identifier.includes('@') });
      requireFilled({ identifier: identifier.trim() });
      const locale = localeOf(deps, request);
      await deps.authentication.mailed.request({
        ...journeyOf(request, flow),
        identifier,
        keepSignedIn,
        locale,
        inPlaceOfWork: deps.protection.challenges.isDue(arrivalOf(deps, request, 'sign-in')),
      });
      return reply.redirect(`${path}?flow=${flow}`, 303);
    } catch (error) {
      const home = homeNamedBy(error);
      if (home !== null) return drawHome(deps, request, reply, { flow, identifier: identifier.trim(), home });
      return drawSignIn(deps, request, reply, { flow, identifier, keepSignedIn, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/resend`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(resendForm, request.body);
    try {
      await deps.authentication.mailed.resend(journeyOf(request, flow));
      return reply.redirect(`${path}?flow=${flow}&sent=1`, 303);
    } catch (error) {
      return draw(request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, code } = readInput(form, request.body);
    try {
      requireFilled({ code: code.trim() });
      const outcome = await deps.authentication.mailed.verifyCode({ ...journeyOf(request, flow), code });
      if ('proven' in outcome) {
        const identifier = outcome.proven;
        const pass = await deps.protection.challenges.passFor(arrivalOf(deps, request, 'sign-in'), flow, identifier);
        return await drawSignIn(deps, request, reply, { flow, identifier, pass });
      }
      return await welcome(deps, request, reply, await withQuestion(deps, request, flow, outcome));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return draw(request, reply, { flow, refusal: refusalOf(error, 'sign_in.not_allowed') });
    }
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { flow: string; wasSent?: boolean; refusal?: ProblemError },
  ): Promise<FastifyReply> {
    const { flow, wasSent = false, refusal } = shown;
    const { maskedEmail, holds } = await deps.authentication.mailed.describe(journeyOf(request, flow));
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'sign-in-code',
      model: {
        form: formModel(path, { flow }, refusal),
        resend: { action: `${path}/resend`, hidden: { flow } },
        maskedEmail,
        holds,
        changeAddressHref: `/sign-in?flow=${flow}`,
        ...(wasSent ? { notice: 'code_sent' } : {}),
      },
    });
  }
}
