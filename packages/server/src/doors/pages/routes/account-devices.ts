/** `/account/devices`: the browsers and devices that the account knows; naming them and forgetting them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { farewell } from '../farewell.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';
import type { AccountDevicesModel, KnownDeviceItem } from '../views/device-list-models.ts';
import { thisFirst } from './account.ts';

const path = '/account/devices';
const shown = 20;
const notices = ['renamed', 'removed', 'others_removed'] as const;
const query = z.object({ notice: z.enum(notices).optional(), after: z.string().max(40).optional() });
const token = z.string().max(64);
const tokenForm = z.strictObject({ token });
const renameForm = z.strictObject({ token, device: z.string().max(64), name: z.string().max(500) });
const removeForm = z.strictObject({ token, device: z.string().max(64) });

export function accountDeviceRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const { devices } = deps.accountLife;
  const actingOf = async (request: FastifyRequest, given: string) => ({
    tenant: request.tenant,
    current: await authorise(deps, request, given),
    visitor: visitorOf(deps, request),
  });

  app.get(path, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    return visit === null ? reply : draw(request, reply, visit, query.safeParse(request.query).data ?? {});
  });

  app.post(`${path}/rename`, async (request, reply) => {
    const { token: given, device, name } = readInput(renameForm, request.body);
    const acting = await actingOf(request, given);
    try {
      await devices.rename(acting, device, name);
      return reply.redirect(`${path}?notice=renamed`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      return draw(request, reply, { current: acting.current, token: given }, { refusal, renaming: device });
    }
  });

  app.post(`${path}/remove`, async (request, reply) => {
    const { token: given, device } = readInput(removeForm, request.body);
    const acting = await actingOf(request, given);
    try {
      if ((await devices.forget(acting, device)).wasThis) return farewell(deps, reply);
    } catch (error) {
      // Gone already, from another tab: what was wanted is so. Anybody else's is simply not there.
      if (!(error instanceof ProblemError && error.code === 'device.not_found')) throw error;
    }
    return reply.redirect(`${path}?notice=removed`, 303);
  });

  app.post(`${path}/remove-others`, async (request, reply) => {
    await devices.forgetOthers(await actingOf(request, readInput(tokenForm, request.body).token));
    return reply.redirect(`${path}?notice=others_removed`, 303);
  });

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { current, token: given }: AccountVisit,
    drawn: {
      readonly notice?: AccountDevicesModel['notice'] | undefined;
      readonly after?: string | undefined;
      readonly refusal?: ProblemError;
      readonly renaming?: string;
    },
  ): Promise<FastifyReply> {
    const { notice, after, refusal, renaming } = drawn;
    const locale = localeOf(deps, request);
    const all = thisFirst(await devices.list(request.tenant, current), ({ isThis }) => isThis);
    const from = after === undefined ? 0 : all.findIndex(({ deviceId }) => deviceId === after) + 1;
    const page = all.slice(from, from + shown);
    const last = page.at(-1);
    const items = page.map(
      ({ deviceId, name, client, isThis, firstSeenAt, lastSeenAt }): KnownDeviceItem => ({
        ...(name === null ? {} : { name }),
        ...(client === null
          ? {}
          : {
              device: describeDevice(client.userAgent),
              address: client.address,
              place: deps.geography.placeOf(client.address, locale),
            }),
        ...{ current: isThis, firstSeenAt, lastSeenAt, isOpen: deviceId === renaming },
        rename: { action: `${path}/rename`, hidden: { token: given, device: deviceId } },
        remove: { action: `${path}/remove`, hidden: { token: given, device: deviceId } },
      }),
    );
    return sendPage(deps, request, reply, {
      status: applyRefusal(reply, refusal),
      view: 'account-devices',
      model: {
        account: accountFrame('sessions', given),
        form: formModel(path, { token: given }, refusal),
        count: all.length,
        devices: items,
        removeOthers: { action: `${path}/remove-others`, hidden: { token: given } },
        ...(from === 0 ? {} : { newestHref: path }),
        ...(last === undefined || from + page.length >= all.length
          ? {}
          : { olderHref: `${path}?after=${last.deviceId}` }),
        ...(notice === undefined ? {} : { notice }),
      },
    });
  }
}
