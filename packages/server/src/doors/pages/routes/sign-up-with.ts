/** `/sign-up/with`: an account here for somebody whom a provider has shown to us. What came from there may be changed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { attributesAtSignUp } from '../../../rooms/customers/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { homeNamedBy } from '../connection-buttons.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, towardOf, visitorOf, welcome, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { drawHome } from './sign-in.ts';

const path = '/sign-up/with';
const query = z.object({ flow: z.string().max(64).optional() });
const form = z.strictObject({ flow: z.string().max(64), email: z.string().max(1000) });

export function signUpWithRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const beginningOf = (request: FastifyRequest, flowId: string | undefined) => ({
    tenant: request.tenant,
    flowId,
    visitor: { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) },
  });

  app.get(path, async (request, reply) => draw(request, reply, readInput(query, request.query)));

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const schema = await deps.profileSchema.current(request.tenant.tenantId);
    const { given, rest } = takeAttributes(attributesAtSignUp(schema), request.body);
    const { flow, email } = readInput(form, rest);
    try {
      const outcome = await deps.registration.withConnection.submit({
        ...beginningOf(request, flow),
        form: { email, profile: given },
        locale: localeOf(deps, request),
      });
      return 'proving' in outcome
        ? await reply.redirect(`/verify?flow=${outcome.proving}`, 303)
        : await welcome(deps, request, reply, outcome);
    } catch (error) {
      const home = homeNamedBy(error);
      if (home !== null) return drawHome(deps, request, reply, { flow, identifier: email.trim(), home });
      return draw(request, reply, { flow, email, given, refusal: refusalOf(error) });
    }
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      readonly flow?: string | undefined;
      readonly email?: string;
      readonly given?: Readonly<Record<string, unknown>>;
      readonly refusal?: ProblemError;
    },
  ): Promise<FastifyReply> {
    const { tenant } = request;
    const { flow, refusal } = shown;
    if (flow === undefined) throw new ProblemError('flow.unknown');
    const arrived = await deps.registration.withConnection.describe(beginningOf(request, flow));
    const offered = await deps.authentication.connections.offered(tenant, null);
    const connection = offered.find(({ connectionId }) => connectionId === arrived.connectionId);
    const translations = wordsOf(deps, request);
    const locale = localeOf(deps, request);
    const asked = attributesAtSignUp(await deps.profileSchema.current(tenant.tenantId));
    const given = shown.given ?? arrived.profile;
    return sendPage(deps, request, reply, {
      toward: await towardOf(deps, request, flow),
      status: applyRefusal(reply, refusal),
      view: 'sign-up-with',
      model: {
        form: { ...formModel(path, { flow }, refusal), labels: labelsOf(translations, locale, asked) },
        connectionName: connection?.name ?? arrived.connectionId,
        values: { email: shown.email ?? arrived.email },
        isProven: arrived.isProven,
        fields: asked.map((attribute) =>
          toField({ translations, locale }, attribute, given[attribute.name], attribute.at_sign_up === 'optional'),
        ),
        signInHref: `/sign-in?from=${flow}`,
      },
    });
  }
}
