/** `/recover`: the address of a forgotten account, the code from its mail, and a new password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import { beginAfter, beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { demandWork, isFromMemory, modelOf, workOf } from '../challenge.ts';
import { homeNamedBy } from '../connection-buttons.ts';
import { numberLabel } from '../field-labels.ts';
import { placeFor } from '../fill-in.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, towardOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { drawHome } from './sign-in.ts';

const addressForm = z.strictObject({ flow: z.string().max(64), email: z.string().max(1000) });
const query = z.object({ flow: z.string().max(64), sent: z.literal('1').optional() });
const codeForm = z.strictObject({ flow: z.string().max(64), code: z.string().max(64) });
const resendForm = z.strictObject({ flow: z.string().max(64) });

export function recoverRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/recover', async (request, reply) => {
    const journey = await beginOrResume(deps, request, reply, 'recovery', await namedJourney(deps, request));
    return journey === null ? reply : drawAddress(deps, request, reply, { flow: journey.flowId });
  });

  app.post('/recover', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, email } = readInput(addressForm, request.body);
    try {
      // A text message costs money: it is never what is mailed anyway.
      await demandWork(deps, request, 'recovery', { flow, isMailed: email.includes('@') });
      requireFilled({ email: email.trim() });
      const { flowId } = await deps.recovery.begin({
        tenant: request.tenant,
        flowId: flow,
        email,
        locale: localeOf(deps, request),
        visitor: visitorOf(deps, request),
      });
      return reply.redirect(`/recover/verify?flow=${flowId}`, 303);
    } catch (error) {
      const home = homeNamedBy(error);
      if (home !== null) {
        const browserSecret = deps.cookies.ensure(request, reply, 'browser');
        const former = await deps.authentication.flows.peek(request.tenant.tenantId, flow, browserSecret);
        const signIn = await beginAfter(deps, request, { kind: 'sign-in', browserSecret, former });
        return drawHome(deps, request, reply, { flow: signIn, identifier: email.trim(), home });
      }
      return drawAddress(deps, request, reply, { flow, email, refusal: refusalOf(error) });
    }
  });

  app.get('/recover/verify', async (request, reply) => {
    const { flow, sent } = readInput(query, request.query);
    return drawCode(deps, request, reply, { flow, wasSent: sent === '1' });
  });

  app.post('/recover/verify', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, code } = readInput(codeForm, request.body);
    try {
      requireFilled({ code: code.trim() });
      await deps.recovery.verifyByCode({
        tenant: request.tenant,
        flowId: flow,
        code,
        visitor: visitorOf(deps, request),
      });
      return reply.redirect(`/recover/password?flow=${flow}`, 303);
    } catch (error) {
      return drawCode(deps, request, reply, { flow, refusal: refusalOf(error, 'sign_in.not_allowed') });
    }
  });

  app.post('/recover/resend', async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(resendForm, request.body);
    try {
      await deps.recovery.resend({ tenant: request.tenant, flowId: flow, visitor: visitorOf(deps, request) });
      return reply.redirect(`/recover/verify?flow=${flow}&sent=1`, 303);
    } catch (error) {
      return drawCode(deps, request, reply, { flow, refusal: refusalOf(error) });
    }
  });
}

async function drawAddress(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; email?: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, email = '', refusal } = shown;
  const isUnread = isFromMemory(refusal);
  if (isUnread && (!isId('flow', flow) || request.url.includes('?'))) return reply.redirect('/recover', 303);
  const toward = isUnread ? null : await towardOf(deps, request, flow);
  const { tenant } = request;
  const takesNumbers = tenant.settings.registration.numberAlone === 'on' && deps.recovery.takesNumbers(tenant);
  const work = await workOf(deps, request, 'recovery', {
    flow,
    refusal,
    byMail: takesNumbers ? 'form_or_number' : 'form',
  });
  const filled = work.puzzle === undefined ? undefined : { identifier: email, puzzle: work.puzzle };
  return sendPage(deps, request, reply, {
    toward,
    ...(filled === undefined ? {} : { blankFor: flow, filled }),
    status: applyRefusal(reply, refusal),
    view: 'recover',
    model: {
      form: {
        ...formModel('/recover', { flow }, refusal),
        ...(takesNumbers ? { labels: numberLabel(deps, request) } : {}),
      },
      takesNumbers,
      values: { email: filled === undefined ? email : placeFor('identifier') },
      ...modelOf(work, true),
      signInHref: toward || isUnread ? `/sign-in?from=${flow}` : '/sign-in',
    },
  });
}

async function drawCode(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; wasSent?: boolean; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, wasSent = false, refusal } = shown;
  const browserSecret = deps.cookies.read(request, 'browser');
  const { maskedEmail, holds, weakness } = await deps.recovery.describeWaiting(
    request.tenant.tenantId,
    flow,
    browserSecret,
  );
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    status: applyRefusal(reply, refusal),
    view: 'recover-verify',
    model: {
      form: formModel('/recover/verify', { flow }, refusal),
      resend: { action: '/recover/resend', hidden: { flow } },
      maskedEmail,
      holds,
      weakness,
      changeAddressHref: `/recover?flow=${flow}`,
      ...(wasSent ? { notice: 'code_sent' } : {}),
    },
  });
}
