/** The password, a fresh proof, closing the account, and the links of notices, which need no token. */
import { accountApi, flowsApi } from '@cardea/contract';
import type { z } from 'zod';
import type { Secured } from '../../../rooms/account/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';

export function lifeRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/account/confirm',
      operation: 'confirmPassword',
      summary: 'Prove the customer anew: what is sensitive asks for a proof of the last ten minutes',
      access: 'write',
      body: accountApi.confirmPassword,
      status: 204,
      errors: ['form.invalid', 'factor.refused', 'factor.not_offered', 'attempts.exhausted'],
      async handle(call) {
        const { method, password, code, credential } = call.body;
        const given = { password, code, credential: credential && JSON.stringify(credential) };
        const answers = Object.fromEntries(
          Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
        );
        await deps.authentication.confirm({ ...call, current: call.session(), method, answers });
        return {};
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/account/confirm',
      operation: 'readConfirmationWays',
      summary: 'How the customer can prove themselves anew',
      access: 'read',
      status: 200,
      answer: accountApi.confirmationWays,
      errors: [],
      async handle(call) {
        const methods = await deps.authentication.waysToConfirm(call.tenant, call.session().customerId);
        return { body: { methods } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/account/confirm/options',
      operation: 'beginConfirmation',
      summary: 'What one of these ways asks; of a code that is sent, the sending',
      access: 'write',
      body: accountApi.beginConfirmation,
      status: 200,
      answer: accountApi.confirmationChallenge,
      errors: ['factor.not_offered', 'attempts.exhausted'],
      async handle(call) {
        const current = call.session();
        const { method } = call.body;
        return { body: { challenge: await deps.authentication.beginConfirmation({ ...call, current, method }) } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/account/password',
      operation: 'changePassword',
      summary: 'Change the password; access by this token goes on',
      access: 'write',
      body: accountApi.changePassword,
      status: 204,
      errors: ['session.stale', 'form.invalid', 'attempts.exhausted'],
      async handle(call) {
        const { current_password: currentPassword, password, end_others: endOthers } = call.body;
        const current = call.session();
        await deps.accountLife.changePassword({ ...call, current, currentPassword, password, endOthers });
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/account/password/leaked/later',
      operation: 'putOffLeakedPassword',
      summary: 'Put off the change of a leaked password: a week, three times; without one that is due nothing happens',
      access: 'write',
      body: flowsApi.nothing,
      status: 204,
      errors: [],
      async handle(call) {
        await deps.accountLife.leaked.putOff(call.tenant.tenantId, call.session().customerId);
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/account/close',
      operation: 'closeAccount',
      summary: 'Close the account: every session ends, and its owner may come back until the day that is answered',
      access: 'write',
      body: flowsApi.nothing,
      status: 202,
      answer: accountApi.closing,
      errors: ['session.stale'],
      async handle(call) {
        const closesAt = await deps.accountLife.close({ ...call, current: call.session() });
        return { body: { closes_at: closesAt.toISOString() } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/account/secure',
      operation: 'secureAccount',
      summary:
        'This was not me: end everything that anybody holds of the account, this session too, and the password where a mailbox leads back',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: accountApi.secured,
      errors: ['link.refused'],
      async handle(call) {
        const secured = await deps.accountLife.secureOwn({ ...call, current: call.session() });
        return { body: describeSecured(secured) };
      },
    }),
    linkRoute('secure', 'This was not me: end everything that anybody holds of the account', async (call) => {
      await deps.accountLife.secure(call);
    }),
    linkRoute('keep', 'Keep an account that is about to be closed', (call) => deps.accountLife.keepByLink(call)),
    linkRoute('stop-lost-factor', 'Stop the recovery of a factor that is not lost', (call) =>
      deps.recovery.lostFactor.stopByLink(call),
    ),
    linkRoute('undo-email-change', 'Undo a change of the address', (call) =>
      deps.accountIdentifiers.undoEmailChange(call),
    ),
  ];
}

/** What the page would say of it. */
function describeSecured({ hadPassword, keepsWaysIn, wayBack }: Secured): z.output<typeof accountApi.secured> {
  const password = !hadPassword ? 'none' : keepsWaysIn ? 'kept' : 'stopped';
  return { signed_out: 'everywhere', password, way_back: wayBack };
}

type Linked = Parameters<CustomerApiDependencies['accountLife']['secure']>[0];

/** What the link of a notice does, for apps that the link opens: its token is all there is to present. */
function linkRoute(name: string, summary: string, use: (call: Linked) => Promise<void>): ApiRoute {
  return defineRoute({
    method: 'POST',
    path: `/api/account/links/${name}`,
    operation: `useLink${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    access: 'none',
    body: accountApi.useLink,
    status: 204,
    errors: ['link.refused'],
    async handle({ tenant, visitor, body }) {
      await use({ tenant, visitor, token: body.token });
      return {};
    },
  });
}
