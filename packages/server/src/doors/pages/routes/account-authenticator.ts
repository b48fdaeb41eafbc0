/**
 * `/account/factors/authenticator`: the authenticator apps of an account; naming and removing them, and, below it,
 * setting one up. What an app is told is shown until its first code and never again (case 82).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { requireFreshProof } from '../fresh-proof.ts';
import { codesOfferHref } from '../offer-codes.ts';
import { giveSession, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { appSetUp } from '../second-forms.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/factors/authenticator';
const addPath = `${path}/add`;
const notices = ['added', 'renamed', 'removed'] as const;
const query = z.object({ notice: z.enum(notices).optional() });
const token = z.string().max(64);
const addForm = z.strictObject({ token, code: z.string().max(64), name: z.string().max(200) });
const renameForm = z.strictObject({ token, factor: z.string().max(64), name: z.string().max(200) });
const removeForm = z.strictObject({ token, factor: z.string().max(64) });

export function accountAuthenticatorRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    return visit === null ? reply : drawList(request, reply, visit, notice === undefined ? {} : { notice });
  });

  app.post(`${path}/rename`, async (request, reply) => {
    const { token: given, factor: credentialId, name } = readInput(renameForm, request.body);
    const acting = await actingOf(request, given);
    try {
      await deps.secondFactors.renameAuthenticator(acting, { credentialId, name });
      return reply.redirect(`${path}?notice=renamed`, 303);
    } catch (error) {
      const shown = { refusal: refusalOf(error), renaming: credentialId };
      return drawList(request, reply, { current: acting.current, token: given }, shown);
    }
  });

  app.post(`${path}/remove`, async (request, reply) => {
    const { token: given, factor } = readInput(removeForm, request.body);
    const acting = await actingOf(request, given);
    await deps.secondFactors.removeAuthenticator(acting, factor);
    return reply.redirect(`${path}?notice=removed`, 303);
  });

  app.get(addPath, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    await requireFreshProof(deps, request, visit.current);
    return drawSetUp(request, reply, visit, {});
  });

  app.post(addPath, async (request, reply) => {
    const { token: given, code, name } = readInput(addForm, request.body);
    const acting = await actingOf(request, given);
    await requireFreshProof(deps, request, acting.current);
    try {
      const answers = { code, name };
      const renewed = await deps.authentication.enrolment.finish({ ...acting, method: 'authenticator', answers });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(await nextOf(request, acting.current.customerId), 303);
    } catch (error) {
      return drawSetUp(request, reply, { current: acting.current, token: given }, { name, refusal: refusalOf(error) });
    }
  });

  async function actingOf(request: FastifyRequest, given: string) {
    const current = await authorise(deps, request, given);
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    return { tenant: request.tenant, current, visitor };
  }

  /** Whoever has no codes for the day that the phone is gone is offered some. */
  async function nextOf(request: FastifyRequest, customerId: string): Promise<string> {
    const { remaining } = await deps.secondFactors.recoveryCodes(request.tenant.tenantId, customerId);
    const list = `${path}?notice=added`;
    return remaining === 0 ? codesOfferHref(list) : list;
  }

  type Shown = {
    readonly refusal?: ProblemError;
    readonly notice?: (typeof notices)[number];
    readonly renaming?: string;
  };

  async function drawList(
    request: FastifyRequest,
    reply: FastifyReply,
    { current, token: given }: AccountVisit,
    { refusal, notice, renaming }: Shown,
  ): Promise<FastifyReply> {
    const held = await deps.secondFactors.authenticators(request.tenant.tenantId, current.customerId);
    return sendPage(deps, request, reply, {
      status: applyRefusal(reply, refusal),
      view: 'account-authenticators',
      model: {
        account: accountFrame('sign_in', given),
        form: formModel(path, {}, refusal),
        authenticators: held.map(({ credentialId, name, addedAt, lastUsedAt }) => ({
          ...(name === null ? {} : { name }),
          addedAt,
          ...(lastUsedAt === null ? {} : { lastUsedAt }),
          isOpen: credentialId === renaming,
          rename: { action: `${path}/rename`, hidden: { token: given, factor: credentialId } },
          remove: { action: `${path}/remove`, hidden: { token: given, factor: credentialId } },
        })),
        addHref: addPath,
        ...(notice === undefined ? {} : { notice }),
      },
    });
  }

  async function drawSetUp(
    request: FastifyRequest,
    reply: FastifyReply,
    { current, token: given }: AccountVisit,
    { name, refusal }: { readonly name?: string; readonly refusal?: ProblemError },
  ): Promise<FastifyReply> {
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    const enrolling = { tenant: request.tenant, current, method: 'authenticator', visitor };
    const told = appSetUp(await deps.authentication.enrolment.begin(enrolling));
    if (told === null) throw new ProblemError('factor.not_offered');
    return sendPage(deps, request, reply, {
      status: applyRefusal(reply, refusal),
      view: 'account-authenticator',
      model: {
        account: accountFrame('sign_in', given),
        form: formModel(addPath, { token: given }, refusal),
        app: told,
        ...(name === undefined ? {} : { name }),
      },
    });
  }
}
