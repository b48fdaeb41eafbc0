/** `/sign-in/lost-factor`: on from the second step without any factor: a code to the mailbox, a delay, and then without. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/sign-in/lost-factor';
const query = z.object({ flow: z.string().max(64), sent: z.literal('1').optional() });
const form = z.strictObject({ flow: z.string().max(64) });
const codeForm = z.strictObject({ flow: z.string().max(64), code: z.string().max(64) });

export function lostFactorRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const send = (request: FastifyRequest, flow: string) =>
    deps.recovery.lostFactor.requestCode({
      tenant: request.tenant,
      flowId: flow,
      visitor: visitorOf(deps, request),
    });

  app.get(path, async (request, reply) =>
    drawStart(deps, request, reply, { flow: readInput(query, request.query).flow }),
  );

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(form, request.body);
    try {
      await send(request, flow);
      return reply.redirect(`${path}/verify?flow=${flow}`, 303);
    } catch (error) {
      return drawStart(deps, request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.get(`${path}/verify`, async (request, reply) => {
    const { flow, sent } = readInput(query, request.query);
    return drawCode(deps, request, reply, { flow, wasSent: sent === '1' });
  });

  app.post(`${path}/verify`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, code } = readInput(codeForm, request.body);
    const deviceSecret = deps.cookies.deviceOf(request);
    const { tenant } = request;
    const visitor = { ...visitorOf(deps, request), deviceSecret };
    try {
      requireFilled({ code: code.trim() });
      const outcome = await deps.recovery.lostFactor.prove({ tenant, flowId: flow, code, visitor });
      if ('kind' in outcome)
        return reply.redirect(
          outcome.kind === 'waiting' ? `${path}/waiting?flow=${flow}` : `/recover/password?flow=${flow}`,
          303,
        );
      return await welcome(deps, request, reply, await withQuestion(deps, request, flow, outcome));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return drawCode(deps, request, reply, { flow, refusal: refusalOf(error, 'sign_in.not_allowed') });
    }
  });

  app.post(`${path}/resend`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(form, request.body);
    try {
      await send(request, flow);
      return reply.redirect(`${path}/verify?flow=${flow}&sent=1`, 303);
    } catch (error) {
      return drawCode(deps, request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.get(`${path}/waiting`, async (request, reply) => {
    const { flow } = readInput(query, request.query);
    const { report } = await describe(deps, request, flow);
    if (report === null) return reply.redirect(`${path}?flow=${flow}`, 303);
    const model = { dueAt: report.dueAt, doneHref: '/sign-in' };
    return sendPage(deps, request, reply, { view: 'lost-factor-waiting', model });
  });
}

const describe = (deps: PageDependencies, request: FastifyRequest, flow: string) =>
  deps.recovery.lostFactor.describe(request.tenant.tenantId, flow, deps.cookies.read(request, 'browser'));

type Shown = { readonly flow: string; readonly refusal?: ProblemError; readonly wasSent?: boolean };

async function drawStart(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { flow, refusal }: Shown,
): Promise<FastifyReply> {
  const { maskedEmail, report, needsPassword } = await describe(deps, request, flow);
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    status: applyRefusal(reply, refusal),
    view: 'lost-factor',
    model: {
      form: formModel(path, { flow }, refusal),
      maskedEmail,
      delayHours: request.tenant.settings.signIn.lostFactorDelayHours,
      ...(report === null ? {} : { waiting: report }),
      needsPassword,
      signInHref: `/sign-in?from=${flow}`,
      backHref: `/sign-in/second?flow=${flow}`,
    },
  });
}

async function drawCode(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { flow, refusal, wasSent = false }: Shown,
): Promise<FastifyReply> {
  const { maskedEmail } = await describe(deps, request, flow);
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    status: applyRefusal(reply, refusal),
    view: 'lost-factor-verify',
    model: {
      form: formModel(`${path}/verify`, { flow }, refusal),
      resend: { action: `${path}/resend`, hidden: { flow } },
      maskedEmail,
      backHref: `/sign-in/second?flow=${flow}`,
      ...(wasSent ? { notice: 'code_sent' } : {}),
    },
  });
}
