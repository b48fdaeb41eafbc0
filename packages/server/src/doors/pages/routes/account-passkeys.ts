/** `/account/factors/passkey`: the passkeys of an account; making, naming and removing them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { confirmHref } from '../fresh-proof.ts';
import { giveSession, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { passkeyForm } from '../passkey-form.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/factors/passkey';
const notices = ['passkey_added', 'passkey_renamed', 'passkey_removed'] as const;
const query = z.object({ notice: z.enum(notices).optional() });
const token = z.string().max(64);
const tokenForm = z.object({ token });
const addForm = z.strictObject({ token, credential: z.string().max(40_000) });
const renameForm = z.strictObject({ token, passkey: z.string().max(64), name: z.string().max(500) });
const removeForm = z.strictObject({ token, passkey: z.string().max(64) });

export function accountPasskeyRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const { accountPasskeys } = deps;

  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    return visit === null ? reply : draw(request, reply, visit, notice === undefined ? {} : { notice });
  });

  app.post(`${path}/options`, async (request) => {
    const acting = await actingOf(request, readInput(tokenForm, request.body).token);
    return { public_key: await accountPasskeys.askToMake(acting) };
  });

  app.post(path, async (request, reply) => {
    const { token: given, credential } = readInput(addForm, request.body);
    const acting = await actingOf(request, given);
    try {
      const { renewed } = await accountPasskeys.add(acting, { credential, name: '' });
      giveSession(deps, request, reply, renewed);
      return reply.redirect(`${path}?notice=passkey_added`, 303);
    } catch (error) {
      return draw(request, reply, { current: acting.current, token: given }, { refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/rename`, async (request, reply) => {
    const { token: given, passkey, name } = readInput(renameForm, request.body);
    const acting = await actingOf(request, given);
    try {
      await accountPasskeys.rename(acting, passkey, name);
      return reply.redirect(`${path}?notice=passkey_renamed`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      return draw(request, reply, { current: acting.current, token: given }, { refusal, renaming: passkey });
    }
  });

  app.post(`${path}/remove`, async (request, reply) => {
    const { token: given, passkey } = readInput(removeForm, request.body);
    const acting = await actingOf(request, given);
    try {
      await accountPasskeys.remove(acting, passkey);
      return reply.redirect(`${path}?notice=passkey_removed`, 303);
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'factor.last_way')) throw error;
      return draw(request, reply, { current: acting.current, token: given }, { refusal: error });
    }
  });

  async function actingOf(request: FastifyRequest, given: string) {
    const current = await authorise(deps, request, given);
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    return { tenant: request.tenant, current, visitor };
  }

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { current, token: formToken }: AccountVisit,
    shown: { refusal?: ProblemError; notice?: (typeof notices)[number]; renaming?: string },
  ): Promise<FastifyReply> {
    const { refusal, notice, renaming } = shown;
    const { tenant } = request;
    const hidden = { token: formToken };
    const [items, { rpId, userHandle, keyIds }, isFresh] = await Promise.all([
      accountPasskeys.list(tenant.tenantId, current.customerId),
      accountPasskeys.known(tenant, current.customerId),
      deps.authentication.isFresh(tenant, current),
    ]);
    return sendPage(deps, request, reply, {
      status: applyRefusal(reply, refusal),
      view: 'account-passkeys',
      model: {
        account: accountFrame('sign_in', formToken),
        form: formModel(path, hidden, refusal),
        passkeys: items.map((item) => ({
          ...item,
          isElsewhere: item.rpId !== rpId,
          isOpen: item.credentialId === renaming,
          rename: { action: `${path}/rename`, hidden: { ...hidden, passkey: item.credentialId } },
          remove: { action: `${path}/remove`, hidden: { ...hidden, passkey: item.credentialId } },
        })),
        // Whoever has not proven themselves lately does that first: a key that was just made would be lost on the way.
        ...(isFresh ? { passkey: passkeyForm('make', path, hidden) } : { confirmHref: confirmHref(request) }),
        knownPasskeys: { rpId, userHandle, keyIds: keyIds.join(' ') },
        ...(notice === undefined ? {} : { notice }),
      },
    });
  }
}
