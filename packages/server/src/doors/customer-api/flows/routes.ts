/** `/api/flows/{flow_id}` and its actions: each calls the use case that the page of the same name calls. */
import { type ErrorCode, flowsApi } from '@cardea/contract';
import type { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type Answer, type ApiRoute, type Call, defineRoute } from '../route.ts';
import { bodies, type FlowActionName } from './actions.ts';
import { beginRoute } from './begin.ts';
import { answeredBy, describeFlow } from './describe.ts';
import { goOn } from './go-on.ts';

type Given<Name extends FlowActionName> = Call<z.output<(typeof bodies)[Name]>, unknown> & { readonly flowId: string };

type Action<Name extends FlowActionName> = {
  readonly summary: string;
  readonly errors?: readonly ErrorCode[];
  handle(deps: CustomerApiDependencies, given: Given<Name>): Promise<Answer>;
};

type Actions = { readonly [Name in FlowActionName]: Action<Name> };

async function kindOf(deps: CustomerApiDependencies, { tenant, flowId, visitor }: Given<FlowActionName>) {
  return (await deps.authentication.flows.demand(tenant.tenantId, flowId, visitor.browserSecret)).flow.kind;
}

const actions: Actions = {
  password: {
    summary: 'Sign in with what the customer is found by and the password',
    errors: ['sign_in.refused', 'sign_in.not_allowed', 'attempts.exhausted'],
    async handle(deps, given) {
      const { identifier, password, keep_signed_in: keepSignedIn } = given.body;
      try {
        await deps.authentication.submitPassword({
          ...given,
          identifier,
          password,
          ...(keepSignedIn === undefined ? {} : { keepSignedIn }),
        });
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'sign_in.closing')) throw error;
        return describeFlow(deps, given, given);
      }
      return goOn(deps, given, given.flowId);
    },
  },
  details: {
    summary: 'Sign up: address, password and what the business asks for',
    errors: ['form.invalid', 'registration.closed', 'registration.invitation_needed', 'attempts.exhausted'],
    async handle(deps, given) {
      await deps.registration.submit({ ...given, form: given.body });
      return describeFlow(deps, given, given);
    },
  },
  'accept-invitation': {
    summary: 'Sign up with the link of an invitation',
    errors: ['form.invalid', 'link.refused', 'registration.closed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { token, ...form } = given.body;
      await deps.registration.acceptInvitation({ ...given, token, form });
      return goOn(deps, given, given.flowId);
    },
  },
  address: {
    summary: 'Ask for a recovery by the address of the account',
    errors: ['form.invalid', 'attempts.exhausted'],
    async handle(deps, given) {
      // Of another address than before it is another journey: the answer names it.
      return describeFlow(deps, given, await deps.recovery.begin({ ...given, email: given.body.email }));
    },
  },
  verify: {
    summary: 'Prove the mailbox by the code from the mail',
    errors: ['proof.refused', 'sign_in.not_allowed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { code } = given.body;
      if ((await kindOf(deps, given)) === 'recovery') {
        await deps.recovery.verifyByCode({ ...given, code });
        return describeFlow(deps, given, given);
      }
      await deps.registration.verifyByCode({ ...given, code });
      return goOn(deps, given, given.flowId);
    },
  },
  'verify-link': {
    summary: 'Prove the mailbox by the token of the mailed link',
    errors: ['link.refused', 'form.invalid', 'sign_in.not_allowed', 'registration.address_taken', 'attempts.exhausted'],
    async handle(deps, given) {
      const { token, password = null } = given.body;
      const { tenantId } = given.tenant;
      const { browserSecret } = given.visitor;
      const isRecovery = (await kindOf(deps, given)) === 'recovery';
      const view = isRecovery
        ? await deps.recovery.viewLink(tenantId, token, browserSecret)
        : await deps.registration.viewLink(tenantId, token, browserSecret);
      // A link of another journey belongs to whoever began that one: it is used there, or on our own page.
      if (view?.flowId !== given.flowId) throw new ProblemError('link.refused');
      if (isRecovery) {
        await deps.recovery.verifyByLink({ ...given, token });
        return describeFlow(deps, given, given);
      }
      await deps.registration.verifyByLink({ ...given, token, password });
      return goOn(deps, given, given.flowId);
    },
  },
  resend: {
    summary: 'Send the code once more; earlier ones end',
    errors: ['attempts.exhausted'],
    async handle(deps, given) {
      const isRecovery = (await kindOf(deps, given)) === 'recovery';
      await (isRecovery ? deps.recovery.resend(given) : deps.registration.resend(given));
      const notice = isRecovery ? 'recovery.verify.notice.code_sent' : 'verify.notice.code_sent';
      return describeFlow(deps, given, { ...given, notice });
    },
  },
  'new-password': {
    summary: 'Choose the new password of a recovered account',
    errors: ['form.invalid', 'sign_in.not_allowed', 'sign_in.closing'],
    async handle(deps, given) {
      const recovered = await deps.recovery.choosePassword({ ...given, password: given.body.password });
      if (recovered.kind === 'sign-in') throw new ProblemError('sign_in.closing');
      return goOn(deps, given, given.flowId);
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
    async handle(deps, given) {
      await deps.accountLife.keepBySignIn(given);
      return goOn(deps, given, given.flowId);
    },
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
  const { summary, errors = [], handle } = actions[name] as Action<Name>;
  return defineRoute({
    method: 'POST',
    path: `/api/flows/{flow_id}/${name}`,
    operation: `flow${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    access: 'flow',
    body: bodies[name],
    status: 200,
    answer: flowsApi.flow,
    errors,
    handle: (call) => handle(deps, { ...call, flowId: call.params['flow_id'] ?? '' } as unknown as Given<Name>),
  });
}
