/** `/account/caller-check`: the code that a customer reads out when they call. Opening the page changes nothing. */
import type { FastifyInstance } from 'fastify';
import { visitAccount } from '../account-page.ts';
import { type PageDependencies, sendPage } from '../page.ts';
import { accountFrame } from '../views/account-sections.ts';

export function accountCallerCheckRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/account/caller-check', async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const { code, seconds } = await deps.secondFactors.callerCode(request.tenant.tenantId, current.customerId);
    return sendPage(deps, request, reply, {
      view: 'account-caller-check',
      model: {
        account: accountFrame('sign_in', token),
        // In two groups, as it is read out.
        code: `${code.slice(0, 3)} ${code.slice(3)}`,
        minutes: Math.max(1, Math.floor(seconds / 60)),
      },
    });
  });
}
