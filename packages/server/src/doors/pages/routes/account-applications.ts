/** `/account/applications`: who may see what, who received what, and taking back what an application was allowed. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { ConnectedApplication, NamedRecipient } from '../../../rooms/account/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { type PageDependencies, sendPage } from '../page.ts';
import { readInput } from '../read-input.ts';
import type { ConnectedApplicationItem, RecipientItem } from '../views/account-models.ts';
import { accountFrame } from '../views/account-sections.ts';
import { toScopeItem } from '../views/scope-text.ts';

const path = '/account/applications';
const removePath = `${path}/remove`;
const query = z.object({ notice: z.enum(['application_removed']).optional() });
const removeForm = z.strictObject({ token: z.string().max(64), application: z.string().max(200) });

export function accountApplicationRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { tenantId } = request.tenant;
    const { customerId } = visit.current;
    const [applications, recipients] = await Promise.all([
      deps.account.connectedApplications(tenantId, customerId),
      deps.account.recipients(tenantId, customerId),
    ]);
    return sendPage(deps, request, reply, {
      view: 'account-applications',
      model: {
        account: accountFrame('applications', visit.token),
        applications: applications.map((application) => toItem(application, visit.token)),
        recipients: recipients.map(toRecipientItem),
        ...(notice === undefined ? {} : { notice }),
      },
    });
  });

  app.post(removePath, async (request, reply) => {
    const { token, application } = readInput(removeForm, request.body);
    const current = await authorise(deps, request, token);
    try {
      await deps.account.removeApplication(request.tenant.tenantId, current, application, request.id);
    } catch (error) {
      // Gone already, from another tab: what was wanted is so. Anybody else's is simply not there.
      if (!(error instanceof ProblemError && error.code === 'application.not_found')) throw error;
    }
    return reply.redirect(`${path}?notice=application_removed`, 303);
  });
}

/** A recipient as the pages draw it. */
export function toRecipientItem({ name, attributes, lastAt }: NamedRecipient): RecipientItem {
  return { ...(name === null ? {} : { name }), attributes, lastAt };
}

function toItem(connected: ConnectedApplication, token: string): ConnectedApplicationItem {
  const { applicationId, name, since, scopes, ofItself, resources } = connected;
  return {
    name,
    since,
    scopes: scopes.map(toScopeItem),
    resources: resources.map((one) => one.name),
    ...(ofItself === null
      ? {}
      : { ofItself: ofItself.documentHost === null ? {} : { documentHost: ofItself.documentHost } }),
    remove: { action: removePath, hidden: { token, application: applicationId } },
  };
}
