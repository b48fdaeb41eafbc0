/** `/account/factors/devices`: the browsers that are not asked for a second factor, and having them asked again. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { localeOf, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';
import { thisFirst } from './account.ts';

const path = '/account/factors/devices';
const query = z.object({ notice: z.enum(['ended', 'all_ended']).optional() });
const endForm = z.strictObject({ token: z.string().max(64), device: z.string().max(64) });
const endAllForm = z.strictObject({ token: z.string().max(64) });

export function accountRememberedDeviceRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const devices = await deps.secondFactors.rememberedDevices(
      request.tenant.tenantId,
      current.customerId,
      deps.cookies.read(request, 'device'),
    );
    const locale = localeOf(deps, request);
    const items = devices.map(({ deviceId, client, isThis, lastUsedAt, until }) => ({
      device: describeDevice(client.userAgent),
      address: client.address,
      place: deps.geography.placeOf(client.address, locale),
      current: isThis,
      lastUsedAt,
      until,
      end: { action: `${path}/end`, hidden: { token, device: deviceId } },
    }));
    return sendPage(deps, request, reply, {
      view: 'account-remembered-devices',
      model: {
        account: accountFrame('sign_in', token),
        devices: thisFirst(items, (item) => item.current),
        endAll: { action: `${path}/end-all`, hidden: { token } },
        ...(notice === undefined ? {} : { notice }),
      },
    });
  });

  app.post(`${path}/end`, async (request, reply) => {
    const { token, device } = readInput(endForm, request.body);
    const current = await authorise(deps, request, token);
    const acting = { tenant: request.tenant, current, visitor: visitorOf(deps, request) };
    try {
      await deps.secondFactors.endRememberedDevices(acting, device);
    } catch (error) {
      // Gone already, by its time or from another tab: what was wanted is so. Anybody else's is simply not there.
      if (!(error instanceof ProblemError && error.code === 'device.not_found')) throw error;
    }
    return reply.redirect(`${path}?notice=ended`, 303);
  });

  app.post(`${path}/end-all`, async (request, reply) => {
    const current = await authorise(deps, request, readInput(endAllForm, request.body).token);
    const acting = { tenant: request.tenant, current, visitor: visitorOf(deps, request) };
    await deps.secondFactors.endRememberedDevices(acting, null);
    return reply.redirect(`${path}?notice=all_ended`, 303);
  });
}
