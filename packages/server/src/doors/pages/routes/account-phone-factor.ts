/** `/account/factors/phone`: the number of the account as a second factor, set up by a code of its own. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { requireFreshProof } from '../fresh-proof.ts';
import { giveSession, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/factors/phone';
const token = z.string().max(64);
const query = z.object({ sent: z.literal('1').optional(), notice: z.enum(['enrolled', 'removed']).optional() });
const plainForm = z.strictObject({ token });
const codeForm = z.strictObject({ token, code: z.string().max(64) });

type Shown = {
  readonly wasSent?: boolean;
  readonly notice?: 'enrolled' | 'removed' | undefined;
  readonly refusal?: ProblemError;
};

export function accountPhoneFactorRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { sent, notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    return visit === null ? reply : draw(deps, request, reply, visit, { wasSent: sent === '1', notice });
  });

  app.post(`${path}/send`, async (request, reply) => {
    const { token } = readInput(plainForm, request.body);
    const current = await authorise(deps, request, token);
    await requireFreshProof(deps, request, current);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    const acting = { tenant: request.tenant, current, visitor: { ...visitorOf(deps, request), browserSecret } };
    try {
      await deps.secondFactors.sendPhoneCode(acting);
      return reply.redirect(`${path}?sent=1`, 303);
    } catch (error) {
      return draw(deps, request, reply, { current, token }, { refusal: refusalOf(error) });
    }
  });

  app.post(path, async (request, reply) => {
    const { token, code } = readInput(codeForm, request.body);
    const current = await authorise(deps, request, token);
    await requireFreshProof(deps, request, current);
    const acting = { tenant: request.tenant, current, visitor: visitorOf(deps, request), code };
    try {
      requireFilled({ code: code.trim() });
      giveSession(deps, request, reply, await deps.secondFactors.enrolPhone(acting));
      return reply.redirect(`${path}?notice=enrolled`, 303);
    } catch (error) {
      return draw(deps, request, reply, { current, token }, { wasSent: true, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/remove`, async (request, reply) => {
    const { token } = readInput(plainForm, request.body);
    const current = await authorise(deps, request, token);
    await requireFreshProof(deps, request, current);
    await deps.secondFactors.removePhone({ tenant: request.tenant, current, visitor: visitorOf(deps, request) });
    return reply.redirect(`${path}?notice=removed`, 303);
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  { wasSent = false, notice, refusal }: Shown,
): Promise<FastifyReply> {
  const phone = await deps.secondFactors.phone(request.tenant, current.customerId);
  if (!phone.isOffered && phone.enrolledAt === null) throw new ProblemError('request.not_found');
  const hidden = { token };
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'account-phone-factor',
    model: {
      account: accountFrame('sign_in', token),
      form: formModel(path, hidden, refusal),
      send: { action: `${path}/send`, hidden },
      ...(phone.isNeeded ? {} : { remove: { action: `${path}/remove`, hidden } }),
      isOffered: phone.isOffered,
      wasSent,
      ...(phone.maskedNumber === null ? {} : { maskedNumber: phone.maskedNumber }),
      ...(phone.enrolledAt === null ? {} : { enrolledAt: phone.enrolledAt }),
      ...(notice === undefined ? {} : { notice }),
    },
  });
}
