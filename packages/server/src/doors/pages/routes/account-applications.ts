/** `/account/applications/…`: taking back what an application was allowed. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { ConnectedApplication } from '../../../rooms/account/index.ts';
import { authorise } from '../authorise.ts';
import type { PageDependencies } from '../page.ts';
import { readInput } from '../read-input.ts';
import type { ConnectedApplicationItem } from '../views/models.ts';
import { toScopeItem } from '../views/scope-text.ts';

const removePath = '/account/applications/remove';
const removeForm = z.strictObject({ token: z.string().max(64), application: z.string().max(64) });

export function accountApplicationRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.post(removePath, async (request, reply) => {
    const { token, application } = readInput(removeForm, request.body);
    const current = await authorise(deps, request, token);
    try {
      await deps.account.removeApplication(request.tenant.tenantId, current, application, request.id);
    } catch (error) {
      // Gone already, from another tab: what was wanted is so. Anybody else's is simply not there.
      if (!(error instanceof ProblemError && error.code === 'application.not_found')) throw error;
    }
    return reply.redirect('/account?notice=application_removed', 303);
  });
}

/** A connected application as the account page draws it. */
export function toApplicationItem(connected: ConnectedApplication, token: string): ConnectedApplicationItem {
  const { applicationId, name, since, scopes } = connected;
  return {
    name,
    since,
    scopes: scopes.map(toScopeItem),
    remove: { action: removePath, hidden: { token, application: applicationId } },
  };
}
