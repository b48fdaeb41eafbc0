/** `/api/flows/{flow_id}` and its actions: each calls the use case that the page of the same name calls. */
import { flowsApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';
import { type Action, type Actions, type Given, kindOf } from './action.ts';
import { bodies, type FlowActionName } from './actions.ts';
import { beginRoute } from './begin.ts';
import { connectionActions } from './connection-actions.ts';
import { answeredBy, describeFlow } from './describe.ts';
import { factorActions } from './factor-actions.ts';
import { goOn } from './go-on.ts';
import { proceed } from './proceed.ts';
import { waitingWords } from './waiting-words.ts';

const actions: Actions = {
  password: {
    summary: 'Sign in with what the customer is found by and the password',
    arrivesFor: 'sign-in',
    errors: [
      'connection.required',
      'connection.not_offered',
      'sign_in.refused',
      'sign_in.not_allowed',
      'attempts.exhausted',
    ],
    handle(deps, given) {
      const { identifier, password, keep_signed_in: keepSignedIn } = given.body;
      return proceed(deps, given, () =>
        deps.authentication.submitPassword({
          ...given,
          identifier,
          password,
          ...(keepSignedIn === undefined ? {} : { keepSignedIn }),
        }),
      );
    },
  },
  'request-code': {
    summary: 'Ask for a code or a link by e-mail to sign in with',
    arrivesFor: 'mailed-code',
    errors: [
      'connection.required',
      'connection.not_offered',
      'form.invalid',
      'factor.not_offered',
      'attempts.exhausted',
    ],
    async handle(deps, given) {
      const { identifier, keep_signed_in: keepSignedIn } = given.body;
      await deps.authentication.mailed.request({
        ...given,
        identifier,
        ...(keepSignedIn === undefined ? {} : { keepSignedIn }),
      });
      return describeFlow(deps, given, given);
    },
  },
  'passkey-options': {
    summary: 'What an authenticator is asked: to sign in, or to make the key of an account that begins',
    errors: ['factor.not_offered', 'attempts.exhausted'],
    async handle(deps, given) {
      const isSignUp = (await kindOf(deps, given)) === 'registration';
      const ask = isSignUp ? deps.registration.choosing.askForPasskey : deps.authentication.passkeys.ask;
      return describeFlow(deps, given, { ...given, challenge: await ask(given) });
    },
  },
  passkey: {
    summary: 'Sign in with a passkey, or begin an account with it',
    errors: [
      ...(['passkey.refused', 'passkey.taken', 'factor.not_offered', 'sign_in.not_allowed'] as const),
      ...(['connection.required', 'connection.not_offered', 'attempts.exhausted'] as const),
    ],
    async handle(deps, given) {
      const credential = JSON.stringify(given.body.credential);
      const { keep_signed_in: keepSignedIn = false } = given.body;
      const isSignUp = (await kindOf(deps, given)) === 'registration';
      return proceed(deps, given, () =>
        isSignUp
          ? deps.registration.choosing.withPasskey({ ...given, credential })
          : deps.authentication.passkeys.submit({ ...given, credential, keepSignedIn }),
      );
    },
  },
  ...connectionActions,
  ...factorActions,
  details: {
    summary: 'Sign up: address or number, password and what the business asks for',
    arrivesFor: 'sign-up',
    errors: [
      ...(['form.invalid', 'registration.closed', 'registration.invitation_needed'] as const),
      ...(['factor.not_offered', 'connection.required', 'connection.not_offered', 'sms.unavailable'] as const),
      'attempts.exhausted',
    ],
    async handle(deps, given) {
      const { password = null, challenge_solution: _, ...form } = given.body;
      await deps.registration.submit({ ...given, form: { ...form, password } });
      return describeFlow(deps, given, given);
    },
  },
  'accept-invitation': {
    summary: 'Sign up with the link of an invitation',
    errors: ['form.invalid', 'link.refused', 'registration.closed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { token, password = null, ...form } = given.body;
      return proceed(deps, given, () =>
        deps.registration.acceptInvitation({ ...given, token, form: { ...form, password } }),
      );
    },
  },
  address: {
    summary: 'Ask for a recovery by the address of the account, or by the number of one that has none',
    arrivesFor: 'recovery',
    errors: ['form.invalid', 'connection.required', 'connection.not_offered', 'attempts.exhausted'],
    async handle(deps, given) {
      // Of another address than before it is another journey: the answer names it.
      return describeFlow(deps, given, await deps.recovery.begin({ ...given, email: given.body.email }));
    },
  },
  verify: {
    summary: 'Prove the mailbox or the number by the code from the message',
    errors: ['proof.refused', 'sign_in.not_allowed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { code } = given.body;
      switch (await kindOf(deps, given)) {
        case 'recovery':
          await deps.recovery.verifyByCode({ ...given, code });
          return describeFlow(deps, given, given);
        case 'sign-in':
          return proceed(deps, given, () => deps.authentication.mailed.verifyCode({ ...given, code }));
        default:
          return proceed(deps, given, () => deps.registration.verifyByCode({ ...given, code }));
      }
    },
  },
  'verify-link': {
    summary: 'Prove the mailbox by the token of the mailed link',
    errors: ['link.refused', 'form.invalid', 'sign_in.not_allowed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { token, password = null } = given.body;
      const { tenantId } = given.tenant;
      const { browserSecret } = given.visitor;
      const kind = await kindOf(deps, given);
      const isRecovery = kind === 'recovery';
      const room = isRecovery ? deps.recovery : kind === 'sign-in' ? deps.authentication.mailed : deps.registration;
      const view = await room.viewLink(tenantId, token, browserSecret);
      // A link of another journey belongs to whoever began that one: it is used there, or on our own page.
      if (view?.flowId !== given.flowId) throw new ProblemError('link.refused');
      if (isRecovery) {
        await deps.recovery.verifyByLink({ ...given, token });
        return describeFlow(deps, given, given);
      }
      if (kind !== 'sign-in')
        return proceed(deps, given, () => deps.registration.verifyByLink({ ...given, token, password }));
      return proceed(
        deps,
        given,
        async () => (await deps.authentication.mailed.verifyLink({ ...given, token })).outcome,
      );
    },
  },
  resend: {
    summary: 'Send the code once more; earlier ones end',
    errors: ['sms.unavailable', 'attempts.exhausted'],
    async handle(deps, given) {
      const kind = await kindOf(deps, given);
      const room =
        kind === 'recovery' ? deps.recovery : kind === 'sign-in' ? deps.authentication.mailed : deps.registration;
      await room.resend(given);
      const { sentAgain: notice } = await waitingWords(deps, given, { flowId: given.flowId, kind });
      return describeFlow(deps, given, { ...given, notice });
    },
  },
  'new-password': {
    summary: 'Choose the new password of a recovered account, or a password in the place of a passkey in a sign-up',
    errors: ['form.invalid', 'factor.not_offered', 'sign_in.not_allowed', 'sign_in.closing'],
    async handle(deps, given) {
      const { password } = given.body;
      if ((await kindOf(deps, given)) === 'registration')
        return proceed(deps, given, () => deps.registration.choosing.withPassword({ ...given, password }));
      const recovered = await deps.recovery.choosePassword({ ...given, password });
      if (recovered.kind === 'sign-in') throw new ProblemError('sign_in.closing');
      return proceed(deps, given, async () => recovered.signedIn);
    },
  },
  'without-credential': {
    summary: 'Begin the account with the address alone: its mailbox is a way in, or what is set up next',
    errors: ['factor.not_offered', 'registration.address_taken', 'sign_in.not_allowed'],
    handle: (deps, given) => proceed(deps, given, () => deps.registration.choosing.withAddress(given)),
  },
  'come-back': {
    summary: 'End the recovery of an account that has no password: everything else ends, and its owner is signed in',
    errors: ['sign_in.not_allowed', 'sign_in.closing'],
    async handle(deps, given) {
      const recovered = await deps.recovery.choosePassword({ ...given, password: null });
      if (recovered.kind === 'sign-in') throw new ProblemError('sign_in.closing');
      return proceed(deps, given, async () => recovered.signedIn);
    },
  },
  answer: {
    summary: 'Answer the question after a sign-in',
    errors: ['form.invalid'],
    async handle(deps, given) {
      const { tenantId } = given.tenant;
      const { flow } = await deps.authentication.flows.demand(tenantId, given.flowId, given.visitor.browserSecret);
      const { customerId } = (await answeredBy(deps, given, flow)).current;
      const { attribute, value } = given.body;
      await deps.account.answerQuestion(tenantId, { customerId, attribute, value, requestId: given.request.id });
      return goOn(deps, given, given.flowId);
    },
  },
  skip: {
    summary: 'Put the question off',
    async handle(deps, given) {
      const { tenantId } = given.tenant;
      const { flow } = await deps.authentication.flows.demand(tenantId, given.flowId, given.visitor.browserSecret);
      const { customerId } = (await answeredBy(deps, given, flow)).current;
      await deps.account.skipQuestion(tenantId, customerId, given.body.attribute);
      return goOn(deps, given, given.flowId);
    },
  },
  keep: {
    summary: 'Keep an account that is about to be closed',
    errors: ['sign_in.not_allowed'],
    handle: (deps, given) => proceed(deps, given, () => deps.accountLife.keepBySignIn(given)),
  },
  code: {
    summary: 'Get the authorization code of a finished journey',
    handle: (deps, given) => goOn(deps, given, given.flowId),
  },
};

/** All routes of journeys. */
export function flowRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    beginRoute(deps),
    defineRoute({
      method: 'GET',
      path: '/api/flows/{flow_id}',
      operation: 'readFlow',
      summary: 'A journey as it stands',
      access: 'flow',
      status: 200,
      answer: flowsApi.flow,
      errors: [],
      handle: (call) => describeFlow(deps, call, { flowId: call.params['flow_id'] ?? '' }),
    }),
    ...(Object.keys(actions) as FlowActionName[]).map((name) => actionRoute(deps, name)),
  ];
}

function actionRoute<Name extends FlowActionName>(deps: CustomerApiDependencies, name: Name): ApiRoute {
  const { summary, errors = [], arrivesFor, handle } = actions[name] as Action<Name>;
  return defineRoute({
    method: 'POST',
    path: `/api/flows/{flow_id}/${name}`,
    operation: `flow${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    access: 'flow',
    body: bodies[name],
    status: 200,
    answer: flowsApi.flow,
    errors: arrivesFor === undefined ? errors : [...errors, 'challenge.required'],
    ...(arrivesFor === undefined ? {} : { arrivesFor }),
    handle: (call) => handle(deps, { ...call, flowId: call.params['flow_id'] ?? '' } as unknown as Given<Name>),
  });
}
