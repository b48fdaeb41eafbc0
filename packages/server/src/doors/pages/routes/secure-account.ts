/**
 * "This wasn't me": `/secure-account` from the link of a notice, `/account/secure` from the lists of the account. Opening
 * them shows what will happen; only the button acts. Then the way back begins at once: a code to the mailbox.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import type { Secured } from '../../../rooms/account/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { beginAfter } from '../begin-or-resume.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { localeOf, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/secure-account';
const ownPath = '/account/secure';
const input = z.strictObject({ token: z.string().max(100) });
const query = z.object({ token: z.string().max(100) });
const securedQuery = z.object({
  flow: z.string().max(64).optional(),
  kept: z.literal('yes').optional(),
  password: z.literal('none').optional(),
});

export function secureAccountRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    const securing = await deps.accountLife.describeSecuring(request.tenant.tenantId, token);
    if (securing === null) return drawLinkExpired(deps, request, reply);
    const form = { action: path, hidden: { token } };
    return sendPage(deps, request, reply, { view: 'secure-account', model: { ...securing, form } });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    const secured = await deps.accountLife.secure({
      tenant: request.tenant,
      token,
      visitor: visitorOf(deps, request),
    });
    return goOn(request, reply, secured);
  });

  app.get(ownPath, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const form = { action: ownPath, hidden: { token: visit.token } };
    const { customerId } = visit.current;
    const securing = await deps.accountLife.describeSecuringOwn(request.tenant.tenantId, customerId);
    return sendPage(deps, request, reply, {
      view: 'secure-account',
      model: { ...securing, form, backHref: '/account' },
    });
  });

  app.post(ownPath, async (request, reply) => {
    const current = await authorise(deps, request, readInput(input, request.body).token);
    const visitor = visitorOf(deps, request);
    const secured = await deps.accountLife.secureOwn({ tenant: request.tenant, current, visitor });
    deps.cookies.clearSession(reply);
    return goOn(request, reply, secured);
  });

  app.get('/secured', async (request, reply) => {
    const { flow, kept, password } = securedQuery.safeParse(request.query).data ?? {};
    const isBegun = isId('flow', flow);
    const outcome = kept === 'yes' ? 'signed_out_everywhere' : isBegun ? 'secured_and_sent' : 'secured';
    const next =
      kept === 'yes'
        ? ({ href: '/sign-in', label: 'sign_in' } as const)
        : isBegun
          ? ({ href: `/recover/verify?flow=${flow}`, label: 'code' } as const)
          : ({ href: '/recover', label: password === 'none' ? 'back' : 'recover' } as const);
    return sendPage(deps, request, reply, {
      view: 'outcome',
      model: { outcome: password === 'none' ? `${outcome}_without_password` : outcome, next },
    });
  });

  /** Begins the way back in place. Where it cannot be, it is begun by hand. */
  async function goOn(request: FastifyRequest, reply: FastifyReply, secured: Secured): Promise<FastifyReply> {
    const { email, keepsWaysIn, hadPassword } = secured;
    const flow = email === null ? null : await beginRecovery(request, reply, email);
    const said = new URLSearchParams({
      ...(keepsWaysIn ? { kept: 'yes' } : {}),
      ...(flow === null ? {} : { flow }),
      ...(hadPassword ? {} : { password: 'none' }),
    });
    return reply.redirect(said.size === 0 ? '/secured' : `/secured?${said}`, 303);
  }

  async function beginRecovery(request: FastifyRequest, reply: FastifyReply, email: string): Promise<string | null> {
    const { tenant } = request;
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    try {
      const flowId = await beginAfter(deps, request, { kind: 'recovery', browserSecret, former: null });
      const visitor = { ...visitorOf(deps, request), browserSecret };
      return (await deps.recovery.begin({ tenant, flowId, email, locale: localeOf(deps, request), visitor })).flowId;
    } catch (error) {
      if (error instanceof ProblemError) return null;
      throw error;
    }
  }
}
