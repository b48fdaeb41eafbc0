/** The password, a fresh proof, closing the account, and the links of notices, which need no token. */
import { accountApi, flowsApi } from '@cardea/contract';
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
      errors: ['form.invalid', 'attempts.exhausted'],
      async handle(call) {
        const { password } = call.body;
        await deps.authentication.confirm({ ...call, current: call.session(), password });
        return {};
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
      errors: ['form.invalid', 'attempts.exhausted'],
      async handle(call) {
        const { current_password: currentPassword, password, end_others: endOthers } = call.body;
        const current = call.session();
        await deps.accountLife.changePassword({ ...call, current, currentPassword, password, endOthers });
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
    linkRoute('secure', 'This was not me: end everything that anybody holds of the account', (call) =>
      deps.accountLife.secure(call),
    ),
    linkRoute('keep', 'Keep an account that is about to be closed', (call) => deps.accountLife.keepByLink(call)),
    linkRoute('undo-email-change', 'Undo a change of the address', (call) =>
      deps.accountIdentifiers.undoEmailChange(call),
    ),
  ];
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
