/** `/sign-out`: ending this browser's session, asked for by a person here or by an application that sent them. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { formTargetOf } from '../../../rooms/authentication/index.ts';
import { authorise } from '../authorise.ts';
import { farewell } from '../farewell.ts';
import { formToken } from '../form-token.ts';
import { allowFormTarget, type PageDependencies, sendPage, sessionOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const asked = {
  client_id: z.string().max(100).optional(),
  post_logout_redirect_uri: z.string().max(2000).optional(),
  state: z.string().max(1000).optional(),
};
const query = z.object(asked);
const form = z.strictObject({ token: z.string().max(64), ...asked });

export function signOutRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/sign-out', async (request, reply): Promise<FastifyReply> => {
    const wanted = readInput(query, request.query);
    const { application, returnTo } = await deps.account.afterSignOut(request.tenant.tenantId, wanted);
    const session = await sessionOf(deps, request);
    if (session === null) return reply.redirect('/signed-out', 303);
    if (returnTo !== null) allowFormTarget(reply, formTargetOf(returnTo));
    const carried = returnTo === null ? {} : present(wanted);
    return sendPage(deps, request, reply, {
      view: 'sign-out',
      model: {
        form: { action: '/sign-out', hidden: { token: formToken(session.secret), ...carried } },
        ...(application === null ? {} : { applicationName: application.name }),
      },
    });
  });

  app.post('/sign-out', async (request, reply) => {
    const { token, ...wanted } = readInput(form, request.body);
    refuseCrossSite(request);
    const { returnTo } = await deps.account.afterSignOut(request.tenant.tenantId, wanted);
    // Signing out twice, or after the session has ended, ends the same way.
    if ((await sessionOf(deps, request)) === null) return farewell(deps, reply, returnTo);
    const current = await authorise(deps, request, token);
    await deps.account.signOut(request.tenant.tenantId, current, request.id);
    return farewell(deps, reply, returnTo);
  });

  app.get('/signed-out', async (request, reply) =>
    sendPage(deps, request, reply, { view: 'signed-out', model: { signInHref: '/sign-in' } }),
  );
}

function present(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
