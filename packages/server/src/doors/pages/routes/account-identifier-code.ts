/** `/account/sign-in/email/verify` and `…/phone/verify`: the code that went to the new address or number. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import type { CurrentSession } from '../../../rooms/gate/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

type Type = 'email' | 'phone';
type Shown = {
  readonly type: Type;
  readonly flow: string;
  readonly token: string;
  readonly current: CurrentSession;
  readonly wasSent?: boolean;
  readonly refusal?: ProblemError;
};

const root = '/account/sign-in';
const flowId = z.string().max(64);
const token = z.string().max(64);
const query = z.object({ flow: flowId, sent: z.literal('1').optional() });
const codeForm = z.strictObject({ token, flow: flowId, code: z.string().max(64) });
const resendForm = z.strictObject({ token, flow: flowId });

export function accountIdentifierCodeRoutes(app: FastifyInstance, deps: PageDependencies): void {
  for (const type of ['email', 'phone'] as const) {
    app.get(`${root}/${type}/verify`, async (request, reply) => {
      const { flow, sent } = readInput(query, request.query);
      const visit = await visitAccount(deps, request, reply);
      if (visit === null) return reply;
      return draw(deps, request, reply, { type, flow, ...visit, wasSent: sent === '1' });
    });

    app.post(`${root}/${type}/verify`, async (request, reply) => {
      const { token, flow, code } = readInput(codeForm, request.body);
      const current = await authorise(deps, request, token);
      try {
        requireFilled({ code: code.trim() });
        await deps.accountIdentifiers.confirmChange({
          tenant: request.tenant,
          current,
          type,
          flowId: flow,
          code,
          visitor: visitorOf(deps, request),
        });
        return reply.redirect(`${root}?notice=${type}_changed`, 303);
      } catch (error) {
        return draw(deps, request, reply, { type, flow, token, current, refusal: refusalOf(error) });
      }
    });

    app.post(`${root}/${type}/resend`, async (request, reply) => {
      const { token, flow } = readInput(resendForm, request.body);
      const current = await authorise(deps, request, token);
      const browserSecret = deps.cookies.ensure(request, reply, 'browser');
      const visitor = { ...visitorOf(deps, request), browserSecret };
      try {
        await deps.accountIdentifiers.resendChange({ tenant: request.tenant, current, type, flowId: flow, visitor });
        return reply.redirect(`${root}/${type}/verify?flow=${flow}&sent=1`, 303);
      } catch (error) {
        return draw(deps, request, reply, { type, flow, token, current, refusal: refusalOf(error) });
      }
    });
  }
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown,
): Promise<FastifyReply> {
  const { type, flow, token, current, wasSent = false, refusal } = shown;
  const sentTo = await deps.accountIdentifiers.describeChange({
    tenantId: request.tenant.tenantId,
    type,
    flowId: flow,
    current,
    browserSecret: deps.cookies.read(request, 'browser'),
  });
  const hidden = { token, flow };
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'account-identifier-code',
    model: {
      account: accountFrame('sign_in', token),
      type,
      form: formModel(`${root}/${type}/verify`, hidden, refusal),
      resend: { action: `${root}/${type}/resend`, hidden },
      sentTo,
      changeHref: `${root}/${type}`,
      ...(wasSent ? { notice: 'code_sent' } : {}),
    },
  });
}
