/** The browsers and devices that the account knows. */
import { accountApi, cursorQuery, flowsApi } from '@cardea/contract';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { placeView } from '../../json-api/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';
import { pageOf } from './pages.ts';

const path = '/api/account/known-devices';

export function knownDeviceRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  const { devices } = deps.accountLife;
  return [
    defineRoute({
      method: 'GET',
      path,
      operation: 'listKnownDevices',
      summary: 'The browsers and devices that the customer has signed in with',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: accountApi.knownDevices,
      errors: [],
      async handle(call) {
        const all = await devices.list(call.tenant, call.session());
        const page = pageOf(all, (item) => item.deviceId, call.query.cursor);
        const items = page.items.map(({ deviceId, name, client, hasKey, isThis, firstSeenAt, lastSeenAt }) => {
          const { browser = null, system = null } = client === null ? {} : describeDevice(client.userAgent);
          return {
            device_id: deviceId,
            name,
            current: isThis,
            device: client && { browser, system },
            address: client?.address ?? null,
            place: placeView(deps, client?.address ?? null, call.locale),
            has_key: hasKey,
            first_seen_at: firstSeenAt.toISOString(),
            last_seen_at: lastSeenAt.toISOString(),
          };
        });
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/{device_id}`,
      operation: 'renameKnownDevice',
      summary: 'Call one of them something',
      access: 'write',
      body: accountApi.renameDevice,
      status: 204,
      errors: ['device.not_found', 'form.invalid'],
      async handle(call) {
        const { tenant, visitor, params, body } = call;
        const acting = { tenant, current: call.session(), visitor };
        await devices.rename(acting, params['device_id'] ?? '', body.name);
        return {};
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/{device_id}`,
      operation: 'removeKnownDevice',
      summary: 'Forget one of them, and end its sessions',
      access: 'write',
      status: 204,
      errors: ['device.not_found'],
      async handle(call) {
        const { tenant, visitor, params } = call;
        await devices.forget({ tenant, current: call.session(), visitor }, params['device_id'] ?? '');
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/remove-others`,
      operation: 'removeOtherKnownDevices',
      summary: 'Forget all but this one, and end every other session',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: accountApi.removedDevices,
      errors: [],
      async handle(call) {
        const { tenant, visitor } = call;
        const removed = await devices.forgetOthers({ tenant, current: call.session(), visitor });
        return { body: { removed } };
      },
    }),
  ];
}
