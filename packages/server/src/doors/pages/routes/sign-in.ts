/** `/sign-in`: address and password. A browser that is signed in already is sent on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import {
  localeOf,
  type PageDependencies,
  sendPage,
  sessionOf,
  towardShown,
  visitorOf,
  welcome,
  wordsOf,
} from '../page.ts';
import { passkeyForm } from '../passkey-form.ts';
import { withPasskeyOffer } from '../passkey-offer.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { identifierLabel } from '../sign-in-label.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  identifier: z.string().max(1000),
  password: z.string().max(4096),
  keep: z.literal('yes').optional(),
  // Said by the script where this device can keep a passkey.
  passkeys: z.enum(['', 'yes']).optional(),
});

export function signInRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-in', async (request, reply) => {
    const named = await namedJourney(deps, request);
    // An application may want a customer who is signed in to sign in again.
    const isAsked = named !== null && named.interaction !== null;
    if (!isAsked && (await sessionOf(deps, request)) !== null) return reply.redirect('/account', 303);
    const journey = await beginOrResume(deps, request, reply, 'sign-in', named);
    return journey === null
      ? reply
      : drawSignIn(deps, request, reply, { flow: journey.flowId, interaction: journey.interaction });
  });

  app.post('/sign-in', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, identifier, password, keep, passkeys } = readInput(form, request.body);
    const keepSignedIn = keep === 'yes';
    const deviceSecret = deps.cookies.ensure(request, reply, 'device');
    try {
      requireFilled({ identifier: identifier.trim(), password });
      const signedIn = await deps.authentication.submitPassword({
        tenant: request.tenant,
        flowId: flow,
        identifier,
        password,
        keepSignedIn,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      const isAble = passkeys === 'yes';
      const asked = await withQuestion(deps, request, flow, signedIn);
      return await welcome(deps, request, reply, await withPasskeyOffer(deps, request, { flow, isAble }, asked));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      return drawSignIn(deps, request, reply, { flow, identifier, keepSignedIn, refusal: refusalOf(error) });
    }
  });
}

/** The form, as it is shown first and as it comes back. */
export async function drawSignIn(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    flow: string;
    interaction?: FlowInteraction | null;
    identifier?: string;
    keepSignedIn?: boolean;
    refusal?: ProblemError;
    /** A key that this browser offered and that is not known here. */
    unknownKey?: string | undefined;
  },
): Promise<FastifyReply> {
  const { flow, keepSignedIn = false, refusal, unknownKey } = shown;
  const toward = await towardShown(deps, request, shown);
  const { first } = await deps.authentication.policyToward(request.tenant, toward?.applicationId ?? null);
  const mail = mailedBy(first);
  const { registration, session } = toward?.settings ?? request.tenant.settings;
  const identifier = shown.identifier ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  const translate = wordsOf(deps, request).translator(localeOf(deps, request));
  const label = identifierLabel(translate, deps.accountIdentifiers.rules(request.tenant));
  return sendPage(deps, request, reply, {
    toward,
    ...(refusal === undefined && identifier === '' ? { blankFor: flow } : {}),
    status: applyRefusal(reply, refusal),
    view: 'sign-in',
    model: {
      form: {
        ...formModel(
          first.includes('password') || mail === null ? '/sign-in' : '/sign-in/code/request',
          { flow },
          refusal,
        ),
        labels: { identifier: label.text },
      },
      isEmailOnly: label.isEmailOnly,
      values: { identifier },
      recoverHref: `/recover?from=${flow}`,
      password: first.includes('password'),
      ...(mail === null ? {} : { mail }),
      ...(first.includes('passkey')
        ? { passkey: { ...passkeyForm('use', '/sign-in/passkey', { flow }), autofill: true } }
        : {}),
      ...(unknownKey === undefined
        ? {}
        : { unknownKey: { id: unknownKey, rpId: deps.authentication.passkeys.hostOf(request.tenant) } }),
      ...(registration.mode === 'open' ? { signUpHref: toward ? `/sign-up?from=${flow}` : '/sign-up' } : {}),
      ...(session.keepSignedIn === 'ask' ? { keep: { checked: keepSignedIn } } : {}),
    },
  });
}

/** What is sent that begins a sign-in: by mail, by text message, or to either; null where nothing is. */
function mailedBy(first: readonly string[]): 'code' | 'link' | 'both' | 'sms' | 'any' | null {
  const holdsCode = first.includes('email-code');
  if (first.includes('sms-code')) return holdsCode || first.includes('email-link') ? 'any' : 'sms';
  if (!first.includes('email-link')) return holdsCode ? 'code' : null;
  return holdsCode ? 'both' : 'link';
}
