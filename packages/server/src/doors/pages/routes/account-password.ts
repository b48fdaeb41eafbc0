/** `/account/password`: a new password by who knows the present one; where password managers lead their owners. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { giveSession, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/password';
const query = z.object({ notice: z.literal('changed').optional() });
const form = z.strictObject({
  token: z.string().max(64),
  current_password: z.string().max(4096),
  password: z.string().max(4096),
  end_others: z.literal('yes').optional(),
});

type Shown = { readonly refusal?: ProblemError; readonly keepsOthers?: boolean; readonly notice?: 'changed' };

export function accountPasswordRoutes(app: FastifyInstance, deps: PageDependencies): void {
  // https://w3c.github.io/webappsec-change-password-url/
  app.get('/.well-known/change-password', async (_request, reply) => reply.redirect(path, 302));

  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    await deps.authentication.demandFresh(request.tenant, visit.current, 'owners-of-factors');
    return draw(deps, request, reply, visit, notice === undefined ? {} : { notice });
  });

  app.post(path, async (request, reply) => {
    const { token, ...fields } = readInput(form, request.body);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    const endOthers = fields.end_others === 'yes';
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      requireFilled({ current_password: fields.current_password });
      const renewed = await deps.accountLife.changePassword({
        tenant,
        current,
        currentPassword: fields.current_password,
        password: fields.password,
        endOthers,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(`${path}?notice=changed`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      return draw(deps, request, reply, { current, token }, { refusal, keepsOthers: !endOthers });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  { refusal, keepsOthers = false, notice }: Shown,
): Promise<FastifyReply> {
  const email = await deps.accountLife.addressOf(request.tenant.tenantId, current.customerId);
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'account-password',
    model: {
      account: accountFrame('sign_in', token),
      form: formModel(path, { token }, refusal),
      email,
      endOthers: !keepsOthers,
      ...(notice === undefined ? {} : { notice }),
    },
  });
}
