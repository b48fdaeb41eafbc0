/** What the customer is found by at sign-in: address, number, user name. Changes ask for a fresh proof. */
import { accountApi } from '@cardea/contract';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type Answer, type ApiRoute, type Call, defineRoute } from '../route.ts';

const root = '/api/account/identifiers';
const sensitive = ['session.stale', 'attempts.exhausted'] as const;

type Type = 'email' | 'phone';

const words = { email: 'address', phone: 'number' } as const;
const operation = (verb: string, type: string) => `${verb}${type.charAt(0).toUpperCase()}${type.slice(1)}`;

export function identifierRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: root,
      operation: 'listIdentifiers',
      summary: 'What the customer is found by at sign-in',
      access: 'read',
      status: 200,
      answer: accountApi.identifiers,
      errors: [],
      handle: (call) => list(deps, call),
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/email`,
      operation: 'requestEmail',
      summary: 'Ask for another address; a code goes there',
      access: 'write',
      body: accountApi.requestEmail,
      status: 202,
      answer: accountApi.identifierChange,
      errors: ['form.invalid', ...sensitive],
      isRepeatable: true,
      handle: (call) => request(deps, call, 'email', call.body.email),
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/phone`,
      operation: 'requestPhone',
      summary: 'Ask for a number, or another; a code goes there',
      access: 'write',
      body: accountApi.requestPhone,
      status: 202,
      answer: accountApi.identifierChange,
      errors: ['form.invalid', 'request.not_found', ...sensitive],
      isRepeatable: true,
      handle: (call) => request(deps, call, 'phone', call.body.phone),
    }),
    ...(['email', 'phone'] as const).flatMap((type) => codeRoutes(deps, type)),
    defineRoute({
      method: 'PUT',
      path: `${root}/username`,
      operation: 'setUsername',
      summary: 'Set the user name',
      access: 'write',
      body: accountApi.setUsername,
      status: 204,
      errors: ['form.invalid', 'request.not_found', ...sensitive],
      async handle(call) {
        const { username } = call.body;
        await deps.accountIdentifiers.setUsername({ ...call, current: call.session(), username });
        return {};
      },
    }),
    ...(['phone', 'username'] as const).map((type) =>
      defineRoute({
        method: 'DELETE',
        path: `${root}/${type}`,
        operation: operation('remove', type),
        summary: type === 'phone' ? 'Take the number away' : 'Take the user name away',
        access: 'write',
        status: 204,
        errors: ['session.stale'],
        async handle(call) {
          await deps.accountIdentifiers.remove({ ...call, current: call.session(), type });
          return {};
        },
      }),
    ),
  ];
}

function codeRoutes(deps: CustomerApiDependencies, type: Type): ApiRoute[] {
  return [
    defineRoute({
      method: 'POST',
      path: `${root}/${type}/verify`,
      operation: operation('confirm', type),
      summary: `Confirm the new ${words[type]} by its code`,
      access: 'write',
      body: accountApi.confirmChange,
      status: 204,
      errors: ['proof.refused', 'flow.unknown', 'identifier.taken', 'attempts.exhausted'],
      async handle(call) {
        const { change_id: flowId, code } = call.body;
        await deps.accountIdentifiers.confirmChange({
          ...call,
          current: call.session(),
          type,
          flowId,
          code,
        });
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/${type}/resend`,
      operation: operation('resend', type),
      summary: 'Send the code once more; the earlier one ends',
      access: 'write',
      body: accountApi.resendChange,
      status: 204,
      errors: ['flow.unknown', 'attempts.exhausted'],
      async handle(call) {
        const { change_id: flowId } = call.body;
        await deps.accountIdentifiers.resendChange({ ...call, current: call.session(), type, flowId });
        return {};
      },
    }),
  ];
}

async function request(
  deps: CustomerApiDependencies,
  call: Call<unknown, unknown>,
  type: Type,
  typed: string,
): Promise<Answer> {
  const current = call.session();
  const { flowId } = await deps.accountIdentifiers.requestChange({ ...call, current, type, typed });
  const sentTo = await deps.accountIdentifiers.describeChange({
    tenantId: call.tenant.tenantId,
    type,
    flowId,
    current,
    browserSecret: call.visitor.browserSecret,
  });
  return { body: { change_id: flowId, sent_to: sentTo } };
}

async function list(deps: CustomerApiDependencies, call: Call<unknown, unknown>): Promise<Answer> {
  const { identifiers, rules } = await deps.accountIdentifiers.facts(call.tenant, call.session().customerId);
  const optional = (['phone', 'username'] as const).filter((type) => rules[type] !== 'off');
  return {
    attributes: [...new Set(identifiers.map(({ type }) => type))],
    body: {
      items: identifiers.map(({ identifierId, type, value, verifiedAt }) => ({
        identifier_id: identifierId,
        type,
        value,
        verified_at: verifiedAt?.toISOString() ?? null,
      })),
      offered: ['email', ...optional],
    },
  };
}
