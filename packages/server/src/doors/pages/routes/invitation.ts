/**
 * `/invitation`: where a mailed invitation leads. The address is proven by the link and fixed; looking at the page
 * changes nothing, only its button does (case 43).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { formTargetOf } from '../../../rooms/authentication/index.ts';
import { attributesAtSignUp } from '../../../rooms/customers/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import type { OpenInvitation } from '../../../rooms/registration/index.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { localeOf, type PageDependencies, sendPage, type Toward, visitorOf, welcome, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/invitation';
const query = z.object({ token: z.string().max(100) });
const form = z.strictObject({ token: z.string().max(100), password: z.string().max(4096).default('') });

type Given = Readonly<Record<string, unknown>>;

export function invitationRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    return draw(deps, request, reply, { token });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const schema = await deps.profileSchema.current(request.tenant.tenantId);
    const { given, rest } = takeAttributes(attributesAtSignUp(schema), request.body);
    const { token, password } = readInput(form, rest);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      const signedIn = await deps.registration.acceptInvitation({
        tenant: request.tenant,
        token,
        form: { password, profile: given },
        locale: localeOf(deps, request),
        visitor: { ...visitorOf(deps, request), browserSecret, deviceSecret },
      });
      return await welcome(deps, request, reply, signedIn);
    } catch (error) {
      return draw(deps, request, reply, { token, given, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { token: string; given?: Given; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { token, given = {}, refusal } = shown;
  const { tenantId } = request.tenant;
  const invitation = await deps.registration.viewInvitation(tenantId, token);
  if (invitation === null) return drawLinkExpired(deps, request, reply);
  if (invitation.hasAccount) return reply.redirect('/sign-in', 303);
  const translations = wordsOf(deps, request);
  const locale = localeOf(deps, request);
  const asked = attributesAtSignUp(await deps.profileSchema.current(tenantId));
  const { applicationId = null } = invitation.application ?? {};
  const { first } = await deps.authentication.policyToward(request.tenant, applicationId);
  return sendPage(deps, request, reply, {
    toward: await towardInvited(deps, request, invitation),
    status: applyRefusal(reply, refusal),
    view: 'sign-up',
    model: {
      form: { ...formModel(path, { token }, refusal), labels: labelsOf(translations, locale, asked) },
      fields: asked.map((attribute) =>
        toField({ translations, locale }, attribute, given[attribute.name], attribute.at_sign_up === 'optional'),
      ),
      signInHref: '/sign-in',
      invitation: { email: invitation.email.value },
      begins: { password: first.includes('password'), passkey: false, address: false },
    },
  });
}

/** The application that the invitation is for: the form leads there in the end, when it says how to begin. */
async function towardInvited(
  deps: PageDependencies,
  request: FastifyRequest,
  { application }: OpenInvitation,
): Promise<Toward | null> {
  if (application === null) return null;
  const { applicationId, name, metadata } = application;
  const settings = await deps.applications.settingsFor(request.tenant, applicationId);
  const { initiate_login_uri: beginning } = metadata;
  return {
    reference: null,
    applicationId,
    destination: name,
    formTarget: beginning === undefined ? '' : formTargetOf(beginning),
    settings,
  };
}
