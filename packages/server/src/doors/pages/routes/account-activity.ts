/** `/account/activity`: what happened in the account, in plain words, a page at a time. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { visitAccount } from '../account-page.ts';
import { localeOf, type PageDependencies, sendPage } from '../page.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/activity';
const query = z.object({ before: z.string().max(120).optional() });

export function accountActivityRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { before } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { items, nextCursor } = await deps.account.activity(
      request.tenant.tenantId,
      visit.current.customerId,
      before,
    );
    const locale = localeOf(deps, request);
    const whereOf = ({ address, userAgent }: { address: string; userAgent: string }) => ({
      device: describeDevice(userAgent),
      address,
      place: deps.geography.placeOf(address, locale),
    });
    return sendPage(deps, request, reply, {
      view: 'account-activity',
      model: {
        account: accountFrame('activity', visit.token),
        items: items.map(({ at, kind, application, client }) => ({
          at,
          kind,
          ...(application === null ? {} : { application }),
          ...(client === null ? {} : whereOf(client)),
        })),
        ...(before === undefined ? {} : { newestHref: path }),
        ...(nextCursor === null ? {} : { olderHref: `${path}?before=${nextCursor}` }),
      },
    });
  });
}
