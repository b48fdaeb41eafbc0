/** `/sign-up`: the form that asks for an address, and for a password where one is a way in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { attributesAtSignUp } from '../../../rooms/customers/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { demandWork, isFromMemory, leadsToField, modelOf, towardSaid, workOf } from '../challenge.ts';
import { connectionButtons, homeNamedBy } from '../connection-buttons.ts';
import { numberLabel } from '../field-labels.ts';
import { placeFor } from '../fill-in.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, towardOf, towardShown, visitorOf, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { drawHome } from './sign-in.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  email: z.string().max(1000),
  password: z.string().max(4096).default(''),
  // The button that was pressed: once the address is proven, a passkey takes the place of the password, or nothing does.
  with: z.enum(['passkey', 'address']).optional(),
});

export function signUpRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-up', async (request, reply) => {
    // Said before a journey begins: a form that nobody may send is not shown.
    const mode = await modeOf(deps, request);
    if (mode !== 'open')
      return sendPage(deps, request, reply, {
        status: 403,
        view: 'registration-closed',
        model: { mode, signInHref: '/sign-in' },
      });
    const journey = await beginOrResume(deps, request, reply, 'registration', await namedJourney(deps, request));
    return journey === null
      ? reply
      : draw(deps, request, reply, { flow: journey.flowId, interaction: journey.interaction });
  });

  app.post('/sign-up', async (request, reply) => {
    refuseCrossSite(request);
    const schema = await deps.profileSchema.current(request.tenant.tenantId);
    const { given, rest } = takeAttributes(attributesAtSignUp(schema), request.body);
    const { flow, email, ...chosen } = readInput(form, rest);
    const password = chosen.with !== undefined ? null : chosen.password;
    try {
      // A text message costs money: it is never what is mailed anyway.
      await demandWork(deps, request, 'sign-up', { flow, isMailed: email.includes('@') });
      const { flowId } = await deps.registration.submit({
        tenant: request.tenant,
        flowId: flow,
        form: { email, password, profile: given },
        locale: localeOf(deps, request),
        visitor: visitorOf(deps, request),
      });
      return reply.redirect(`/verify?flow=${flowId}`, 303);
    } catch (error) {
      const home = homeNamedBy(error);
      if (home !== null) return drawHome(deps, request, reply, { flow, identifier: email.trim(), home });
      return draw(deps, request, reply, { flow, email, given, refusal: refusalOf(error) });
    }
  });
}

/** Who may register on the way that this request is on. */
async function modeOf(deps: PageDependencies, request: FastifyRequest): Promise<'open' | 'invitation' | 'closed'> {
  const { flow, from } = request.query as { flow?: unknown; from?: unknown };
  const journey = [flow, from].find((id) => typeof id === 'string');
  const toward = typeof journey === 'string' ? await towardOf(deps, request, journey) : null;
  return (toward?.settings ?? request.tenant.settings).registration.mode;
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    flow: string;
    interaction?: FlowInteraction | null;
    email?: string;
    given?: Readonly<Record<string, unknown>>;
    refusal?: ProblemError;
  },
): Promise<FastifyReply> {
  const { flow, given = {}, refusal } = shown;
  const translations = wordsOf(deps, request);
  const locale = localeOf(deps, request);
  const asked = attributesAtSignUp(await deps.profileSchema.current(request.tenant.tenantId));
  const isUnread = isFromMemory(refusal);
  if (isUnread && (!isId('flow', flow) || request.url.includes('?'))) return reply.redirect('/sign-up', 303);
  const toward = isUnread ? await towardSaid(deps, request) : await towardShown(deps, request, shown);
  const { first } = await deps.authentication.policyToward(request.tenant, toward?.applicationId ?? null);
  const takesNumbers = await deps.registration.takesNumbers(request.tenant, toward?.applicationId ?? null);
  const email = shown.email ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  const work = await workOf(deps, request, 'sign-up', {
    flow,
    refusal,
    byMail: takesNumbers ? 'form_or_number' : 'form',
  });
  // Kept for all journeys while nothing else was typed than the address.
  const isFilled = work.puzzle !== undefined && Object.keys(given).length === 0;
  return sendPage(deps, request, reply, {
    toward,
    ...(isFilled || (refusal === undefined && email === '' && work.puzzle === undefined) ? { blankFor: flow } : {}),
    ...(isFilled ? { filled: { identifier: email, puzzle: work.puzzle ?? '' } } : {}),
    status: applyRefusal(reply, refusal),
    view: 'sign-up',
    model: {
      form: {
        ...formModel('/sign-up', { flow, ...(await leadsToField(deps, request, toward)) }, refusal),
        labels: { ...labelsOf(translations, locale, asked), ...(takesNumbers ? numberLabel(deps, request) : {}) },
      },
      takesNumbers,
      values: { email: isFilled ? placeFor('identifier') : email },
      ...modelOf(work, isFilled),
      begins: {
        password: first.includes('password'),
        passkey: first.includes('passkey'),
        address: first.some((method) => method !== 'password' && method !== 'passkey'),
      },
      fields: asked.map((attribute) =>
        toField({ translations, locale }, attribute, given[attribute.name], attribute.at_sign_up === 'optional'),
      ),
      signInHref: toward || isUnread ? `/sign-in?from=${flow}` : '/sign-in',
      ...(await connectionButtons(deps, request, first, {
        ...{ flow, begins: 'account', applicationId: toward?.applicationId },
      })),
    },
  });
}
