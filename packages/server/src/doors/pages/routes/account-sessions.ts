/** `/account/sessions`: where am I signed in; ending one session, all others, or all of them. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { SessionDetail } from '../../../rooms/account/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { farewell } from '../farewell.ts';
import { localeOf, type PageDependencies, sendPage } from '../page.ts';
import { readInput } from '../read-input.ts';
import type { SessionItem } from '../views/account-models.ts';
import { accountFrame } from '../views/account-sections.ts';
import { thisFirst } from './account.ts';

const path = '/account/sessions';
const query = z.object({ notice: z.enum(['session_ended', 'session_already_over', 'others_ended']).optional() });
const tokenForm = z.strictObject({ token: z.string().max(64) });
const endForm = z.strictObject({ token: z.string().max(64), session: z.string().max(64) });

export function accountSessionRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const sessions = await deps.account.sessions(request.tenant.tenantId, current.customerId);
    const locale = localeOf(deps, request);
    const items = sessions.map((session) => ({
      ...toItem(session, current.sessionId, token),
      place: deps.geography.placeOf(session.client.address, locale),
    }));
    return sendPage(deps, request, reply, {
      view: 'account-sessions',
      model: {
        account: accountFrame('sessions', token),
        sessions: thisFirst(items, (item) => item.current),
        endOthers: { action: `${path}/end-others`, hidden: { token } },
        signOutEverywhere: { action: '/account/sign-out-everywhere', hidden: { token } },
        ...(notice === undefined ? {} : { notice }),
      },
    });
  });

  app.post(`${path}/end`, async (request, reply) => {
    const { token, session: sessionId } = readInput(endForm, request.body);
    const current = await authorise(deps, request, token);
    try {
      await deps.account.endSession(request.tenant.tenantId, current, sessionId, request.id);
    } catch (error) {
      // Gone already, by its own sign-out or from another tab: what was wanted is so.
      if (!(error instanceof ProblemError && error.code === 'session.not_found')) throw error;
      return reply.redirect(`${path}?notice=session_already_over`, 303);
    }
    return sessionId === current.sessionId
      ? farewell(deps, reply)
      : reply.redirect(`${path}?notice=session_ended`, 303);
  });

  app.post(`${path}/end-others`, async (request, reply) => {
    const current = await authorise(deps, request, readInput(tokenForm, request.body).token);
    await deps.account.endOtherSessions(request.tenant.tenantId, current, request.id);
    return reply.redirect(`${path}?notice=others_ended`, 303);
  });

  app.post('/account/sign-out-everywhere', async (request, reply) => {
    const current = await authorise(deps, request, readInput(tokenForm, request.body).token);
    await deps.account.signOutEverywhere(request.tenant.tenantId, current, request.id);
    return farewell(deps, reply);
  });
}

function toItem(session: SessionDetail, currentSessionId: string, token: string): Omit<SessionItem, 'place'> {
  return {
    device: describeDevice(session.client.userAgent),
    address: session.client.address,
    startedAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    current: session.sessionId === currentSessionId,
    applications: session.applications,
    end: { action: `${path}/end`, hidden: { token, session: session.sessionId } },
  };
}
