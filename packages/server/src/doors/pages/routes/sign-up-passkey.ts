/**
 * `/sign-up/passkey`: the last step of a sign-up without a password. The address is proven; the account begins with the
 * passkey that is made here, with a password after all, or with the address alone.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { passkeyForm } from '../passkey-form.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/sign-up/passkey';
const query = z.object({ flow: z.string().max(64) });
const passkeyFields = z.strictObject({ flow: z.string().max(64), credential: z.string().max(40_000) });
const withoutFields = z.strictObject({ flow: z.string().max(64) });
const passwordFields = z.strictObject({ flow: z.string().max(64), password: z.string().max(4096) });

export function signUpPasskeyRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const { choosing } = deps.registration;
  const whoAsks = (request: FastifyRequest, flowId: string) => ({
    tenant: request.tenant,
    flowId,
    visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
  });

  app.get(path, async (request, reply) => {
    const { flow } = readInput(query, request.query);
    return draw(request, reply, { flow });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, credential } = readInput(passkeyFields, request.body);
    try {
      const begun = await choosing.withPasskey({ ...whoAsks(request, flow), credential });
      return await welcome(deps, request, reply, begun);
    } catch (error) {
      return draw(request, reply, { flow, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/without`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow } = readInput(withoutFields, request.body);
    return welcome(deps, request, reply, await choosing.withAddress(whoAsks(request, flow)));
  });

  app.post(`${path}/password`, async (request, reply) => {
    refuseCrossSite(request);
    const { flow, password } = readInput(passwordFields, request.body);
    try {
      requireFilled({ password });
      const begun = await choosing.withPassword({ ...whoAsks(request, flow), password });
      return await welcome(deps, request, reply, begun);
    } catch (error) {
      return draw(request, reply, { flow, refusal: refusalOf(error), wantsPassword: true });
    }
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { flow, refusal, wantsPassword = false }: { flow: string; refusal?: ProblemError; wantsPassword?: boolean },
  ): Promise<FastifyReply> {
    const { email, mayChoosePassword, mayDoWithout } = await choosing.describe(whoAsks(request, flow));
    const form = formModel(`${path}/password`, { flow }, refusal);
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'sign-up-passkey',
      model: {
        form,
        email,
        passkey: passkeyForm('make', path, { flow }),
        ...(mayDoWithout ? { without: { action: `${path}/without`, hidden: { flow } } } : {}),
        ...(mayChoosePassword ? { password: { isOpen: wantsPassword } } : {}),
      },
    });
  }
}
