/** `/account`: who am I, where am I signed in; ending one session or all of them. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CurrentSession } from '../../../rooms/gate/index.ts';
import { describeDevice, type SessionSummary } from '../../../rooms/sessions/index.ts';
import { authorise } from '../authorise.ts';
import { farewell } from '../farewell.ts';
import { formToken } from '../form-token.ts';
import { type PageDependencies, sendPage, sessionOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import type { AccountModel, SessionItem } from '../views/models.ts';
import { toApplicationItem } from './account-applications.ts';

const query = z.object({ notice: z.enum(['session_ended', 'session_already_over', 'application_removed']).optional() });
const tokenForm = z.strictObject({ token: z.string().max(64) });
const endForm = z.strictObject({ token: z.string().max(64), session: z.string().max(64) });

export function accountRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/', async (_request, reply) => reply.redirect('/account', 303));

  app.get('/account', async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const session = await sessionOf(deps, request);
    if (session === null) return reply.redirect('/sign-in?return_to=%2Faccount', 303);
    const { tenantId } = request.tenant;
    const { profile, sessions, applications } = await deps.account.overview(tenantId, session.current.customerId);
    const token = formToken(session.secret);
    const model: AccountModel = {
      ...(profile.name === null ? {} : { name: profile.name }),
      email: profile.email,
      ...(profile.emailVerifiedAt === null ? {} : { emailVerifiedAt: profile.emailVerifiedAt }),
      customerSince: profile.createdAt,
      sessions: thisFirst(sessions.map((item) => toItem(item, session.current, token))),
      applications: applications.map((application) => toApplicationItem(application, token)),
      signOut: { action: '/sign-out', hidden: { token } },
      signOutEverywhere: { action: '/account/sign-out-everywhere', hidden: { token } },
      ...(notice === undefined ? {} : { notice }),
    };
    return sendPage(deps, request, reply, { view: 'account', model });
  });

  app.post('/account/sessions/end', async (request, reply) => {
    const { token, session: sessionId } = readInput(endForm, request.body);
    const current = await authorise(deps, request, token);
    try {
      await deps.account.endSession(request.tenant.tenantId, current, sessionId, request.id);
    } catch (error) {
      // Gone already, by its own sign-out or from another tab: what was wanted is so.
      if (!(error instanceof ProblemError && error.code === 'session.not_found')) throw error;
      return reply.redirect('/account?notice=session_already_over', 303);
    }
    return sessionId === current.sessionId
      ? farewell(deps, reply)
      : reply.redirect('/account?notice=session_ended', 303);
  });

  app.post('/account/sign-out-everywhere', async (request, reply) => {
    const current = await authorise(deps, request, readInput(tokenForm, request.body).token);
    await deps.account.signOutEverywhere(request.tenant.tenantId, current, request.id);
    return farewell(deps, reply);
  });
}

/** The browser that looks comes first, so that it is never in question which of the others may go. */
function thisFirst(items: readonly SessionItem[]): SessionItem[] {
  return items.toSorted((one, other) => Number(other.current) - Number(one.current));
}

function toItem(session: SessionSummary, current: CurrentSession, token: string): SessionItem {
  return {
    device: describeDevice(session.client.userAgent),
    address: session.client.address,
    startedAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    current: session.sessionId === current.sessionId,
    end: { action: '/account/sessions/end', hidden: { token, session: session.sessionId } },
  };
}
