/** `/account/confirm`: "Confirm it is you", in an open session, by any factor of its owner, on the way to something sensitive. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { isFactor, safeReturnTo } from '../../../rooms/authentication/index.ts';
import { clientAddress } from '../../listener/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, refusalOf } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { giveSession, localeOf, type PageDependencies, sendPage, sessionOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { answerFields, answersOf, proofForm } from '../second-forms.ts';

const path = '/account/confirm';
const method = z.string().max(40);
const query = z.object({
  to: z.string().max(2048).optional(),
  method: method.optional(),
  sent: z.literal('1').optional(),
});
const chosen = z.strictObject({
  token: z.string().max(64),
  to: z.string().max(2048),
  method: method.default('password'),
});
const form = z.strictObject({ ...chosen.shape, ...answerFields });

export function confirmRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const visitorHere = (request: FastifyRequest) => ({
    ...visitorOf(deps, request),
    deviceSecret: deps.cookies.deviceOf(request),
  });

  app.get(path, async (request, reply) => {
    const { to: wanted, method, sent } = readInput(query, request.query);
    const to = placeOf(request, wanted);
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    return (await deps.authentication.isFresh(request.tenant, visit.current))
      ? reply.redirect(to, 303)
      : draw(deps, request, reply, visit, { to, method, wasSent: sent === '1' });
  });

  app.post(path, async (request, reply) => {
    const { token, to: wanted, method, ...fields } = readInput(form, request.body);
    const to = placeOf(request, wanted);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    try {
      const visitor = visitorHere(request);
      const renewed = await deps.authentication.confirm({
        tenant,
        current,
        method,
        answers: answersOf(fields),
        visitor,
      });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(to, 303);
    } catch (error) {
      return drawRefused(deps, request, reply, { current, to, method, error });
    }
  });

  /** What the script of a passkey asks its authenticator. */
  app.post(`${path}/options`, async (request, reply) => {
    const { token, method } = readInput(chosen, request.body);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    const visitor = visitorHere(request);
    return reply.send({
      public_key: await deps.authentication.beginConfirmation({ tenant, current, method, visitor }),
    });
  });

  app.post(`${path}/send`, async (request, reply) => {
    const { token, to: wanted, method } = readInput(chosen, request.body);
    const to = placeOf(request, wanted);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    try {
      await deps.authentication.beginConfirmation({ tenant, current, method, visitor: visitorHere(request) });
      return reply.redirect(`${path}?${new URLSearchParams({ to, method, sent: '1' })}`, 303);
    } catch (error) {
      return drawRefused(deps, request, reply, { current, to, method, error });
    }
  });

  // A lost factor is for the sign-in to deal with: it asks for all that it takes, also of a browser that it remembers.
  app.get(`${path}/lost`, async (request, reply) => {
    const returnTo = placeOf(request, readInput(query, request.query).to);
    if ((await visitAccount(deps, request, reply)) === null) return reply;
    const flowId = await deps.authentication.flows.begin(
      {
        tenantId: request.tenant.tenantId,
        kind: 'sign-in',
        browserSecret: deps.cookies.ensure(request, reply, 'browser'),
        returnTo,
        locale: localeOf(deps, request),
        requiredAcr: 'urn:cardea:aal2',
      },
      deps.protection.networkCharges(clientAddress(request), 'flow'),
    );
    return reply.redirect(`/sign-in?flow=${flowId}`, 303);
  });
}

const placeOf = (request: FastifyRequest, to: string | undefined): string =>
  safeReturnTo(to, request.tenant.origin) ?? '/account';

async function drawRefused(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, to, method, error }: Pick<AccountVisit, 'current'> & { to: string; method: string; error: unknown },
): Promise<FastifyReply> {
  const refusal = refusalOf(error);
  const session = await sessionOf(deps, request);
  if (session === null) throw error;
  return draw(deps, request, reply, { current, token: formToken(session.secret) }, { to, method, refusal });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  shown: { to: string; method?: string | undefined; wasSent?: boolean; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { to, refusal, wasSent = false } = shown;
  const { tenant } = request;
  const [email, ways] = await Promise.all([
    deps.accountLife.addressOf(tenant.tenantId, current.customerId),
    deps.authentication.waysToConfirm(tenant, current.customerId),
  ]);
  const [first] = ways;
  if (first === undefined) throw new ProblemError('factor.not_offered');
  const method = ways.find((way) => way === shown.method) ?? first;
  const query = new URLSearchParams({ to }).toString();
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'confirm',
    model: {
      ...proofForm(path, { hidden: { token, to }, method, ways, query, wasSent, refusal }),
      email,
      ...(isFactor(method) ? { lostHref: `${path}/lost?${query}` } : {}),
      backHref: '/account',
    },
  });
}
