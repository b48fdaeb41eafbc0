/** `/account/close`: what closing means, and closing. `/keep-account` and `/sign-in/keep` are the ways back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { farewell } from '../farewell.ts';
import { formModel } from '../form-refusal.ts';
import { requireFreshProof } from '../fresh-proof.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/close';
const form = z.strictObject({ token: z.string().max(64), understood: z.literal('yes').optional() });
const until = z.object({ until: z.iso.date() });

export function accountCloseRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    await requireFreshProof(deps, request, visit.current);
    return draw(deps, request, reply, visit.token);
  });

  app.post(path, async (request, reply) => {
    const { token, understood } = readInput(form, request.body);
    const current = await authorise(deps, request, token);
    if (understood === undefined) {
      await requireFreshProof(deps, request, current);
      return draw(
        deps,
        request,
        reply,
        token,
        new ProblemError('form.invalid', { fields: { understood: 'understood.required' } }),
      );
    }
    const { tenant } = request;
    const closesAt = await deps.accountLife.close({ tenant, current, visitor: visitorOf(deps, request) });
    return farewell(deps, reply, `/closing?until=${closesAt.toISOString().slice(0, 10)}`);
  });

  // Says no more than its own address does: there is no session any more that could know more.
  app.get('/closing', async (request, reply) => {
    const closesAt = new Date(readInput(until, request.query).until);
    return sendPage(deps, request, reply, {
      view: 'outcome',
      model: { outcome: 'closing', closesAt, next: { href: '/sign-in', label: 'keep' } },
    });
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  refusal?: ProblemError,
): Promise<FastifyReply> {
  return sendPage(deps, request, reply, {
    status: refusal?.status ?? 200,
    view: 'account-close',
    model: {
      account: accountFrame('close', token),
      form: formModel(path, { token }, refusal),
      graceDays: request.tenant.settings.account.closingGraceDays,
    },
  });
}
