/** `/verify`: the code from the mail, in the browser that signed up. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const query = z.object({ flow: z.string().max(64), sent: z.literal('1').optional() });
const codeForm = z.strictObject({ flow: z.string().max(64), code: z.string().max(64) });
const resendForm = z.strictObject({ flow: z.string().max(64) });

export function verifyRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/verify', async (request, reply) => {
    const { flow, sent } = readInput(query, request.query);
    return draw(deps, request, reply, { flow, wasSent: sent === '1' });
  });

  app.post('/verify', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, code } = readInput(codeForm, request.body);
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      requireFilled({ code: code.trim() });
      const signedIn = await deps.registration.verifyByCode({
        tenant: request.tenant,
        flowId: flow,
        code,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      return await welcome(deps, request, reply, signedIn);
    } catch (error) {
      return draw(deps, request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.post('/verify/resend', async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(resendForm, request.body);
    try {
      await deps.registration.resend({ tenant: request.tenant, flowId: flow, visitor: visitorOf(deps, request) });
      return reply.redirect(`/verify?flow=${flow}&sent=1`, 303);
    } catch (error) {
      return draw(deps, request, reply, { flow, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { flow: string; wasSent?: boolean; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { flow, wasSent = false, refusal } = shown;
  const browserSecret = deps.cookies.read(request, 'browser');
  const { maskedEmail, holds } = await deps.registration.describePending(request.tenant.tenantId, flow, browserSecret);
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    status: applyRefusal(reply, refusal),
    view: 'verify',
    model: {
      form: formModel('/verify', { flow }, refusal),
      resend: { action: '/verify/resend', hidden: { flow } },
      maskedEmail,
      holds,
      changeAddressHref: '/sign-up',
      ...(wasSent ? { notice: 'code_sent' } : {}),
    },
  });
}
