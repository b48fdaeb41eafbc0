/** `/sign-in`: address and password. A browser that is signed in already is sent on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import type { FlowInteraction } from '../../../rooms/authentication/index.ts';
import { beginOrResume, namedJourney } from '../begin-or-resume.ts';
import { demandWork, isFromMemory, leadsToField, modelOf, passIn, towardSaid, workOf } from '../challenge.ts';
import { connectionButton, connectionButtons, homeNamedBy } from '../connection-buttons.ts';
import { placeFor } from '../fill-in.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import {
  localeOf,
  type PageDependencies,
  sendPage,
  sessionOf,
  towardOf,
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
    // An application may want a customer who is signed in to sign in again, and so may "confirm it is you".
    const isAsked =
      named !== null && (named.interaction !== null || named.requiredAcr !== null || named.customerId !== null);
    if (!isAsked && (await sessionOf(deps, request)) !== null) return reply.redirect('/account', 303);
    const journey = await beginOrResume(deps, request, reply, 'sign-in', named);
    return journey === null ? reply : drawSignIn(deps, request, reply, { ...journey, flow: journey.flowId });
  });

  app.post('/sign-in', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, identifier, password, keep, passkeys } = readInput(form, request.body);
    const keepSignedIn = keep === 'yes';
    const deviceSecret = deps.cookies.deviceOf(request);
    try {
      const { isMailboxProven } = await demandWork(deps, request, 'sign-in', { flow, identifier });
      const journey = { flowId: flow, browserSecret: deps.cookies.read(request, 'browser') };
      const home = await deps.authentication.connections.homeOf(request.tenant, identifier.trim(), journey);
      // Whoever has typed a password means it, and is refused where it is the only way.
      if (home !== null && password === '' && (await linkingOf(deps, request, flow)) === null)
        return await drawHome(deps, request, reply, { flow, identifier: identifier.trim(), home });
      requireFilled({ identifier: identifier.trim(), password });
      const signedIn = await deps.authentication.submitPassword({
        tenant: request.tenant,
        flowId: flow,
        identifier,
        password,
        keepSignedIn,
        isMailboxProven,
        visitor: { ...visitorOf(deps, request), deviceSecret },
      });
      const isAble = passkeys === 'yes';
      const asked = await withQuestion(deps, request, flow, signedIn);
      return await welcome(deps, request, reply, await withPasskeyOffer(deps, request, { flow, isAble }, asked));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      const home = homeNamedBy(error);
      if (home !== null) return drawHome(deps, request, reply, { flow, identifier: identifier.trim(), home });
      const refusal = refusalOf(error);
      const shown = { flow, identifier, keepSignedIn, refusal, ...passIn(request, refusal) };
      return drawSignIn(deps, request, reply, shown);
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
    /** Null: nobody's yet, so nothing waits to be linked. */
    customerId?: string | null;
    identifier?: string;
    keepSignedIn?: boolean;
    refusal?: ProblemError;
    /** A key that this browser offered and that is not known here. */
    unknownKey?: string | undefined;
    /** The mailbox was proven in the place of a proof of work: what the form carries then. */
    pass?: string;
  },
): Promise<FastifyReply> {
  const { flow, keepSignedIn = false, refusal, unknownKey, pass } = shown;
  const isUnread = isFromMemory(refusal);
  // An address of our making is the same for every journey, so that the page is drawn once.
  if (isUnread && (!isId('flow', flow) || request.url.includes('?'))) return reply.redirect('/sign-in', 303);
  const toward = isUnread ? await towardSaid(deps, request) : await towardShown(deps, request, shown);
  const { first } = await deps.authentication.policyToward(request.tenant, toward?.applicationId ?? null);
  const mail = mailedBy(first);
  const { registration, session } = toward?.settings ?? request.tenant.settings;
  const linking = isUnread || shown.customerId === null ? null : await linkingOf(deps, request, flow);
  const expected = linking?.email ?? (await deps.authentication.expectedAddress(request.tenant.tenantId, toward));
  const identifier = shown.identifier ?? expected;
  const translate = wordsOf(deps, request).translator(localeOf(deps, request));
  const label = identifierLabel(translate, deps.accountIdentifiers.rules(request.tenant));
  const mailsOnly = !first.includes('password') && mail !== null;
  const hidden = { flow, ...(await leadsToField(deps, request, toward)) };
  const work = await workOf(deps, request, mailsOnly ? 'mailed-code' : 'sign-in', {
    ...{ flow, refusal, pass },
    byMail: mailsOnly ? 'form' : mail === null || mail === 'sms' ? 'own_button' : 'button',
  });
  const isPlain = linking === null && unknownKey === undefined;
  const filled = isPlain && work.puzzle !== undefined ? { identifier, puzzle: work.puzzle } : undefined;
  const isBlank = filled !== undefined || (refusal === undefined && identifier === '' && linking === null);
  return sendPage(deps, request, reply, {
    toward,
    ...(isBlank && pass === undefined ? { blankFor: flow } : {}),
    ...(filled === undefined ? {} : { filled }),
    status: applyRefusal(reply, refusal),
    view: 'sign-in',
    model: {
      form: {
        ...formModel(mailsOnly ? '/sign-in/code/request' : '/sign-in', hidden, refusal),
        labels: { identifier: label.text },
      },
      isEmailOnly: label.isEmailOnly,
      values: { identifier: filled === undefined ? identifier : placeFor('identifier') },
      ...modelOf(work, filled !== undefined),
      ...(pass === undefined || refusal !== undefined ? {} : { notice: 'mailbox_confirmed' }),
      recoverHref: `/recover?from=${flow}`,
      password: first.includes('password'),
      ...(mail === null ? {} : { mail }),
      ...(first.includes('passkey')
        ? { passkey: { ...passkeyForm('use', '/sign-in/passkey', { flow }), autofill: true } }
        : {}),
      ...(unknownKey === undefined
        ? {}
        : { unknownKey: { id: unknownKey, rpId: deps.authentication.passkeys.hostOf(request.tenant) } }),
      ...(await connectionButtons(deps, request, first, {
        ...{ flow, begins: 'sign-in', applicationId: toward?.applicationId },
      })),
      ...(linking === null ? {} : { linking }),
      ...(registration.mode === 'open'
        ? { signUpHref: toward || isUnread ? `/sign-up?from=${flow}` : '/sign-up' }
        : {}),
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

/** The account elsewhere that this journey waits to link, once its owner here has signed in. */
async function linkingOf(deps: PageDependencies, request: FastifyRequest, flow: string) {
  const browserSecret = deps.cookies.read(request, 'browser');
  const { tenantId } = request.tenant;
  const journey = await deps.authentication.flows.peek(tenantId, flow, browserSecret);
  if (journey === null || journey.customerId === null) return null;
  const waiting = await deps.authentication.connections.waitingFor(request.tenant, journey);
  return waiting === null ? null : { connectionName: waiting.connectionName, email: waiting.email };
}

/** Where the owners of such an address sign in. */
export async function drawHome(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    readonly flow: string;
    readonly identifier: string;
    readonly home: { readonly connectionId: string; readonly name: string; readonly isRequired?: boolean };
  },
): Promise<FastifyReply> {
  const { flow, identifier, home } = shown;
  const button = connectionButton(home, flow);
  // Whoever came by a passkey has typed nothing.
  const hint = identifier === '' ? '' : `&hint=${encodeURIComponent(identifier)}`;
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flow),
    view: 'sign-in-with',
    model: {
      connection: { ...button, href: `${button.href}${hint}` },
      identifier,
      ...(home.isRequired === false ? { passwordHref: `/sign-in?flow=${flow}` } : {}),
      otherHref: `/sign-in?flow=${flow}`,
    },
  });
}
