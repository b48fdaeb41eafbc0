/**
 * `/setup`: where a link to administer leads, for the first owner and for whoever was invited. The link is taken out of
 * the address at once; looking at the page uses nothing up (case 188).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { attributesAtSignUp } from '../../../rooms/customers/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { localeOf, type PageDependencies, sendPage, sessionOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import type { SetupModel } from '../views/models.ts';

const path = '/setup';
const query = z.object({ token: z.string().max(100).optional() });
const form = z.strictObject({ email: z.string().max(320).default(''), password: z.string().max(4096) });
const acceptance = z.strictObject({ token: z.string().max(64) });

type Given = { readonly email: string; readonly profile: Readonly<Record<string, unknown>> };

export function setupRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    if (token === undefined) return draw(deps, request, reply);
    deps.cookies.keepSetUp(reply, token);
    return reply.redirect(path, 303);
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const schema = await deps.profileSchema.current(request.tenant.tenantId);
    const { given: profile, rest } = takeAttributes(attributesAtSignUp(schema), request.body);
    const { email, password } = readInput(form, rest);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      const signedIn = await deps.administration.acceptAsNew({
        tenant: request.tenant,
        token: tokenOf(deps, request),
        form: { email, password, profile },
        locale: localeOf(deps, request),
        visitor: { ...visitorOf(deps, request), browserSecret, deviceSecret },
      });
      deps.cookies.clearSetUp(reply);
      return await welcome(deps, request, reply, signedIn);
    } catch (error) {
      return draw(deps, request, reply, { given: { email, profile }, refusal: refusalOf(error) });
    }
  });

  app.post(`${path}/accept`, async (request, reply) => {
    const { token } = readInput(acceptance, request.body);
    const current = await authorise(deps, request, token);
    const { tenant, id: requestId } = request;
    await deps.administration.acceptSignedIn({ tenant, token: tokenOf(deps, request), current, requestId });
    deps.cookies.clearSetUp(reply);
    return reply.redirect('/console', 303);
  });
}

function tokenOf(deps: PageDependencies, request: FastifyRequest): string {
  const token = deps.cookies.read(request, 'setup');
  if (token === null) throw new ProblemError('link.refused');
  return token;
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { given = { email: '', profile: {} }, refusal }: { given?: Given; refusal?: ProblemError } = {},
): Promise<FastifyReply> {
  const { tenantId } = request.tenant;
  const token = deps.cookies.read(request, 'setup');
  const invitation = token === null ? null : await deps.administration.viewInvitation(tenantId, token);
  if (invitation === null) return drawLinkExpired(deps, request, reply);
  const { roles, invited, holderId } = invitation;
  const session = await sessionOf(deps, request);
  const isTheirs = session !== null && (invited === null || holderId === session.current.customerId);
  const create = holderId === null ? await createModel(deps, request, given, refusal) : undefined;
  const signedIn = session && {
    as: await deps.accountLife.addressOf(tenantId, session.current.customerId),
    ...(isTheirs ? { form: { action: `${path}/accept`, hidden: { token: formToken(session.secret) } } } : {}),
  };
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'setup',
    model: {
      kind: invited === null ? 'first' : 'invited',
      roles,
      ...(create === undefined ? {} : { create }),
      ...(invited === null ? {} : { email: invited.email.value }),
      // Where a new account is asked for, who else is signed in here does not matter.
      ...(signedIn === null || (create !== undefined && !isTheirs) ? {} : { signedIn }),
      signInHref: `/sign-in?return_to=${path}`,
    },
  });
}

async function createModel(
  deps: PageDependencies,
  request: FastifyRequest,
  { email, profile }: Given,
  refusal: ProblemError | undefined,
): Promise<NonNullable<SetupModel['create']>> {
  const { translations } = deps;
  const locale = localeOf(deps, request);
  const asked = attributesAtSignUp(await deps.profileSchema.current(request.tenant.tenantId));
  return {
    form: { ...formModel(path, {}, refusal), labels: labelsOf(translations, locale, asked) },
    values: { email },
    fields: asked.map((attribute) =>
      toField({ translations, locale }, attribute, profile[attribute.name], attribute.at_sign_up === 'optional'),
    ),
  };
}
